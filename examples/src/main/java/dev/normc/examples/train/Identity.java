package dev.normc.examples.train;

import dev.normc.dsl.Dsl;
import dev.normc.dsl.Sources;
import dev.normc.examples.text.Corpus;
import dev.normc.examples.text.Objective;
import dev.normc.examples.transformer.MatrixProducts;
import dev.normc.examples.transformer.ModelConfig;
import dev.normc.examples.transformer.NormChoice;
import dev.normc.examples.transformer.Placement;
import dev.normc.examples.transformer.Precision;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which training a checkpoint is of, as the rows of its header: all that decides its bits, which must be the same for
 * one that goes on, and beside it what is good to know. The names of the rows are the words of the messages.
 */
final class Identity {

    /** The program as the user has named it: another path may lead to the same text. */
    static final String PROGRAM = "program";

    /** The text as the user has named it. */
    static final String TEXT = "text";

    private static final String PROGRAM_DIGEST = "SHA-256 of the program";
    private static final String TEXT_DIGEST = "SHA-256 of the text";
    private static final String STEPS = "number of steps";
    private static final String EVALUATE = "steps between evaluations";
    private static final String CHECKPOINT = "steps between checkpoints";

    /** Rows that decide no bit. */
    private static final List<String> FREE = List.of(PROGRAM, TEXT, EVALUATE, CHECKPOINT);

    /** Rows by which bits may differ although the training is the same. */
    private static final List<String> MACHINE = List.of("normc", "Java", "matrix products");

    private static final String NONE = "none";

    private Identity() {}

    /** @throws dev.normc.dsl.source.SourceException if there is no such norm */
    static Map<String, String> rows(TrainingSettings settings, Corpus corpus, Precision precision) {
        ModelConfig model = settings.model();
        NormChoice norm = model.norm();
        Sources.Opened opened = Sources.open(norm.program());
        Map<String, String> rows = new LinkedHashMap<>();
        rows.put(
                "norm",
                Dsl.norm(Dsl.read(opened.source()), opened.norm()).name().text());
        rows.put(PROGRAM, norm.program());
        rows.put(PROGRAM_DIGEST, sha256(opened.source().text()));
        rows.put("choice of constants", written(norm.constants()));
        rows.put("choice of initial values", written(norm.initialValues()));
        rows.put("number of layers", String.valueOf(model.layers()));
        rows.put("width", String.valueOf(model.width()));
        rows.put("number of heads", String.valueOf(model.heads()));
        rows.put("hidden width", String.valueOf(model.hidden()));
        rows.put("context", String.valueOf(model.context()));
        rows.put("objective", word(model.objective()));
        rows.put("placement", word(model.placement()));
        rows.put("precision", word(precision));
        rows.put(TEXT, corpus.name());
        rows.put(TEXT_DIGEST, corpus.sha256());
        rows.put("seed", String.valueOf(settings.seed()));
        rows.put("number of sequences", String.valueOf(settings.sequences()));
        rows.put(STEPS, String.valueOf(settings.steps()));
        rows.put("learning rate", String.valueOf(settings.learningRate()));
        rows.put("warm-up", String.valueOf(settings.warmup()));
        rows.put("weight decay", String.valueOf(settings.weightDecay()));
        rows.put("norm at which gradients are clipped", String.valueOf(settings.clip()));
        rows.put("number of validation batches", String.valueOf(settings.validationBatches()));
        rows.put(EVALUATE, String.valueOf(settings.evaluateEvery()));
        rows.put(CHECKPOINT, String.valueOf(settings.checkpointEvery()));
        rows.put("normc", version());
        rows.put("Java", System.getProperty("java.vm.name") + " " + Runtime.version());
        rows.put("matrix products", MatrixProducts.implementation());
        return rows;
    }

    /** The settings that {@code header} has. */
    static TrainingSettings settings(Map<String, String> header) {
        ModelConfig model = new ModelConfig(
                whole(header, "number of layers"),
                whole(header, "width"),
                whole(header, "number of heads"),
                whole(header, "hidden width"),
                whole(header, "context"),
                Objective.valueOf(row(header, "objective").toUpperCase(Locale.ROOT)),
                Placement.valueOf(row(header, "placement").toUpperCase(Locale.ROOT)),
                new NormChoice(
                        row(header, PROGRAM),
                        numbers(row(header, "choice of constants")),
                        numbers(row(header, "choice of initial values"))));
        return new TrainingSettings(
                model,
                whole(header, "number of sequences"),
                whole(header, STEPS),
                Double.parseDouble(row(header, "learning rate")),
                whole(header, "warm-up"),
                Double.parseDouble(row(header, "weight decay")),
                Double.parseDouble(row(header, "norm at which gradients are clipped")),
                Long.parseLong(row(header, "seed")),
                whole(header, EVALUATE),
                whole(header, CHECKPOINT),
                whole(header, "number of validation batches"));
    }

    /**
     * Refuses to go on from the checkpoint {@code file} of another training, in words about the first row that differs.
     *
     * @throws CheckpointException if one does
     */
    static void requireSame(Path file, Map<String, String> there, Map<String, String> here) {
        for (Map.Entry<String, String> row : here.entrySet()) {
            String key = row.getKey();
            String theirs = there.getOrDefault(key, NONE);
            if (!FREE.contains(key) && !MACHINE.contains(key) && !theirs.equals(row.getValue())) {
                throw new CheckpointException(file + " is of another training: there the " + key + " is " + theirs
                        + ", here it is " + row.getValue() + reason(key) + ".");
            }
        }
    }

    private static String reason(String key) {
        return switch (key) {
            case STEPS ->
                "; the learning rate falls along a cosine to the last step, so a training becomes neither longer nor"
                        + " shorter";
            case PROGRAM_DIGEST -> "; with another program it is another model";
            default -> "";
        };
    }

    /** What is no longer as it was when the checkpoint was written, if that may have a part in the bits. */
    static Optional<String> change(Map<String, String> there, Map<String, String> here) {
        String changes = MACHINE.stream()
                .filter(key -> !there.getOrDefault(key, NONE).equals(here.get(key)))
                .map(key -> key + " " + there.getOrDefault(key, NONE) + " there, " + here.get(key) + " here")
                .collect(Collectors.joining("; "));
        return changes.isEmpty()
                ? Optional.empty()
                : Optional.of("The checkpoint is from another place (" + changes
                        + "): the training goes on, and from here on its last bits may differ.");
    }

    private static String row(Map<String, String> header, String key) {
        String value = header.get(key);
        if (value == null) {
            throw new IllegalArgumentException("the header has no " + key);
        }
        return value;
    }

    private static int whole(Map<String, String> header, String key) {
        return Integer.parseInt(row(header, key));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static String written(Map<String, Double> numbers) {
        return numbers.isEmpty()
                ? NONE
                : new TreeMap<>(numbers)
                        .entrySet().stream()
                                .map(entry -> entry.getKey() + "=" + entry.getValue())
                                .collect(Collectors.joining(", "));
    }

    private static Map<String, Double> numbers(String written) {
        Map<String, Double> numbers = new TreeMap<>();
        if (!written.equals(NONE)) {
            for (String one : written.split(", ", -1)) {
                int sign = one.indexOf('=');
                numbers.put(one.substring(0, sign), Double.valueOf(one.substring(sign + 1)));
            }
        }
        return numbers;
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The version that Maven has written into our archive; classes outside of one have none. */
    private static String version() {
        try (InputStream stream =
                Identity.class.getResourceAsStream("/META-INF/maven/dev.normc/normc-examples/pom.properties")) {
            Properties properties = new Properties();
            if (stream != null) {
                properties.load(stream);
            }
            return properties.getProperty("version", "without a version");
        } catch (IOException unreadable) {
            return "without a version";
        }
    }
}
