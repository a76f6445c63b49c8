package dev.normc.cli;

import dev.normc.examples.compare.Comparison;
import dev.normc.examples.compare.Contest;
import dev.normc.examples.compare.Shape;
import dev.normc.examples.examine.Examination;
import dev.normc.examples.source.Scratch;
import dev.normc.examples.source.SourceChoice;
import dev.normc.examples.source.SourceKernel;
import dev.normc.runtime.CompiledNorm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option {@code --with} and those that say more of its file. */
final class WithOptions {

    private static final double USUAL_LIMIT = 10;
    private static final double NANOS_PER_SECOND = 1e9;

    @Option(
            names = "--with",
            paramLabel = "FILE.java",
            description = "A kernel of yours to compare with: static methods forward and, if you like, backward, whose"
                    + " parameters are named as in the program: x, gamma, y, dy, dx, dgamma (float[] or float[][]), N,"
                    + " D, ND (int), eps (float or double). It is examined on hard values and sizes first.")
    private @Nullable Path file;

    @Option(
            names = "--method",
            paramLabel = "NAME",
            description = "The method of that file that is the forward. Default: forward, else the only one that takes"
                    + " an output.")
    private @Nullable String method;

    @Option(
            names = "--backward",
            paramLabel = "NAME",
            description = "The method that is the backward. Default: backward, else the only one that takes a gradient,"
                    + " else none.")
    private @Nullable String backward;

    @Option(
            names = "--scratch",
            paramLabel = "NAME=LENGTH",
            split = ",",
            description = "Arrays that your forward fills for your backward, such as mean=N,rstd=N; a length is a"
                    + " number, an axis, or a product as 4*N.")
    private Map<String, String> scratch = new LinkedHashMap<>();

    @Option(
            names = "--limit",
            paramLabel = "SECONDS",
            description = "After this time a call of your kernel is given up; 10 by default.")
    private @Nullable Double limit;

    /** What is wrong with the options among themselves. */
    Optional<String> mistake() {
        if (file == null && (method != null || backward != null || !scratch.isEmpty() || limit != null)) {
            return Optional.of("--method, --backward, --scratch and --limit say something of the file of --with,"
                    + " which is missing.");
        }
        return limit == null || limit > 0 ? Optional.empty() : Optional.of("--limit must be above 0, given " + limit);
    }

    /**
     * The user's kernel, if there is one.
     *
     * @throws dev.normc.examples.source.UnusableSourceException if there is no kernel in the file
     */
    Optional<SourceKernel> kernel(CompiledNorm norm) {
        if (file == null) {
            return Optional.empty();
        }
        List<Scratch> arrays = scratch.entrySet().stream()
                .map(entry -> Scratch.of(entry.getKey(), entry.getValue()))
                .toList();
        SourceChoice choice = new SourceChoice(Optional.ofNullable(method), Optional.ofNullable(backward), arrays);
        return Optional.of(SourceKernel.read(file, choice, norm));
    }

    /** How {@code kernel} does on hard problems. */
    Examination examine(
            CompiledNorm norm,
            SourceKernel kernel,
            List<Shape> timed,
            long seed,
            Contest.Progress progress,
            Consumer<String> warning) {
        double seconds = limit == null ? USUAL_LIMIT : limit;
        Duration most = Duration.ofNanos((long) (seconds * NANOS_PER_SECOND));
        Examination examination =
                Examination.of(norm, kernel.contender(), kernel.contender(0), timed, seed, most, progress, warning);
        return examination.withNotes(kernel.notes());
    }

    /** A comparison that nobody took part in, since there is nothing to compare a wrong kernel's time with. */
    static Comparison untimed(CompiledNorm norm, long seed, List<String> labels) {
        return new Comparison(
                norm.signature().name(), seed, norm.target().toString(), labels, List.of(), List.of(), List.of());
    }
}
