package dev.normc.cli.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The file {@code certificate.json} of an export bundle: what was checked, how, and of which files. Two runs on any two
 * machines write the same bytes.
 *
 * @param format counts up when a field changes its meaning or goes away
 * @param normc the version that made the bundle
 * @param norm the norm's name
 * @param className the class, with its package
 * @param formulaSha256 the hash of the program's file in the bundle
 * @param options all that the class was compiled with
 * @param method how the gradients were checked
 * @param modes what came of it: one entry, or one for training and one for inference
 * @param files the hash of every other file of the bundle, by path
 */
public record Certificate(
        int format,
        String normc,
        String norm,
        String className,
        String formulaSha256,
        Options options,
        Method method,
        List<Checks> modes,
        Map<String, String> files) {

    /** The present form. */
    public static final int FORMAT = 1;

    /**
     * What a class was compiled with.
     *
     * @param constants every constant of the norm with the value that it has here
     * @param sizes the sizes that are fixed in the class
     */
    public record Options(
            String packageName,
            String type,
            String target,
            boolean parallel,
            String tensors,
            String savePolicy,
            Map<String, Double> constants,
            Map<String, Integer> sizes) {}

    /**
     * How gradients were checked.
     *
     * @param differences the formula
     * @param step its h
     * @param stepAtKinks its h where two steps disagree
     * @param tolerance how far a gradient in double may be from the differences, relative to the largest of them
     * @param seed of all numbers
     */
    public record Method(String differences, double step, double stepAtKinks, double tolerance, long seed) {}

    /**
     * One mode.
     *
     * @param sizes the sizes of the check
     * @param positiveInputs whether inputs were drawn above 0, because the norm is not defined for others
     * @param points how many elements the differences were taken at
     * @param gradients how each did
     * @param worstRounding how far results in float are from those in double, relative to the largest element; 0 for a
     *     class in double
     * @param roundingTolerance how far the test lets them be
     */
    public record Checks(
            String mode,
            Map<String, Integer> sizes,
            boolean positiveInputs,
            int points,
            List<Gradient> gradients,
            double worstRounding,
            double roundingTolerance) {}

    /**
     * A gradient in double.
     *
     * @param of the input or parameter
     * @param exact false where the program defines another gradient, so that the error is a distance and no fault
     * @param worstError its distance from the differences, relative to the largest of them
     */
    public record Gradient(String of, boolean exact, double worstError) {}

    /** What of a certificate says whose files they are. */
    private record Known(@Nullable String norm, @Nullable Map<String, String> files) {}

    /** The norm and the files of an earlier certificate. */
    public record Earlier(String norm, Map<String, String> files) {}

    /** The text of the file. */
    public String json() {
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer =
                new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines);
        // the writer of Jackson itself: what Java makes of a double differs between its versions
        JsonMapper mapper = JsonMapper.builder()
                .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
                .build();
        try {
            return mapper.writer(printer).writeValueAsString(this) + "\n";
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("the certificate of " + norm + " cannot be written", impossible);
        }
    }

    /** What {@code text} says of an earlier bundle; nothing if it is no certificate. */
    public static Optional<Earlier> earlier(String text) {
        try {
            Known known = JsonMapper.builder()
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build()
                    .readValue(text, Known.class);
            return known == null || known.norm() == null || known.files() == null
                    ? Optional.empty()
                    : Optional.of(new Earlier(known.norm(), known.files()));
        } catch (JsonProcessingException none) {
            return Optional.empty();
        }
    }
}
