package dev.normc.cli;

import dev.normc.cli.json.PlotResult;
import dev.normc.compiler.Options;
import dev.normc.compiler.emit.ScalarType;
import dev.normc.compiler.loop.KernelTarget;
import dev.normc.examples.curve.Curve;
import dev.normc.examples.curve.CurveChart;
import dev.normc.examples.curve.Line;
import dev.normc.runtime.CompiledNorm;
import dev.normc.runtime.Mode;
import dev.normc.runtime.Normc;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Draws the curve of a norm and its derivative. */
@Command(
        name = "plot",
        description = {
            "Draws the curve of a norm: one element of the output over one element of the input, and its derivative.",
            "The first element of the input moves; all other elements are normal random numbers that stay as they"
                    + " are, and parameters have their initial values. So the curve of a norm that works"
                    + " element by element is the function itself, and the curve of one with a mean shows how an"
                    + " outlier fares. Forward and derivative come from the kernels, in double and"
                    + " plain Java; those with vectors give the same bits.%n"
        },
        mixinStandardHelpOptions = true)
final class PlotCommand extends Verb {

    private static final List<String> SUFFIXES = List.of(".svg", ".png");

    @Parameters(
            paramLabel = "FILE",
            completionCandidates = LibraryNames.class,
            description = "A path, FILE#NAME, or a name of the library.")
    private String file = "";

    @Option(
            names = "--out",
            paramLabel = "FILE.svg|FILE.png",
            description = "The picture; by default plot-NORM.svg and plot-NORM.png in the current directory.")
    private @Nullable Path out;

    @Option(names = "--input", paramLabel = "NAME", description = "The input that moves; the first by default.")
    private @Nullable String input;

    @Option(names = "--output", paramLabel = "NAME", description = "The output to look at; the first by default.")
    private @Nullable String output;

    @Option(names = "--from", paramLabel = "X", description = "Where the element starts; -4 by default.")
    private double from = -4;

    @Option(names = "--to", paramLabel = "X", description = "Where the element ends; 4 by default.")
    private double to = 4;

    @Option(
            names = "--mode",
            paramLabel = "training|inference",
            converter = ModeConverter.class,
            completionCandidates = ModeConverter.class,
            description = "One mode; by default both where they differ.")
    private @Nullable Mode mode;

    @Option(names = "--seed", paramLabel = "SEED", description = "For the elements that stay; 1 by default.")
    private long seed = 1;

    @Option(
            names = "--steps",
            paramLabel = "COUNT",
            description = "How many steps of training on the elements that stay the states have behind them; 0 by"
                    + " default: they have their initial values.")
    private int steps;

    @Mixin
    private SizeOptions sizes = new SizeOptions();

    @Mixin
    private ConstantOptions constants = new ConstantOptions();

    @Override
    Answer answer() {
        if (out != null && SUFFIXES.stream().noneMatch(suffix -> endsWith(out, suffix))) {
            throw misuse("A picture is written as .svg or .png, given " + out + ".");
        }
        constants.check(Program.open(file), commandLine());
        CompiledNorm norm = new Normc(0, cache())
                .compile(
                        file,
                        Options.DEFAULT
                                .withType(ScalarType.DOUBLE)
                                .withTarget(KernelTarget.SCALAR)
                                .withConstants(constants.values()));
        Line line = new Line(
                Optional.ofNullable(input),
                Optional.ofNullable(output),
                sizes.of(norm.signature(), Line.usualSizes(norm.signature()), commandLine()),
                seed,
                steps,
                from,
                to);
        List<Curve> curves =
                modes(norm).stream().map(used -> Curve.along(line, norm, used)).toList();
        List<Path> files = files(norm.signature().name());
        for (Path picture : files) {
            CurveChart.write(curves, picture);
            text().println("Wrote " + picture);
        }
        return new Answer(
                ExitCode.OK,
                PlotResult.of(curves, files.stream().map(Path::toString).toList()));
    }

    private List<Mode> modes(CompiledNorm norm) {
        if (mode != null) {
            return List.of(mode);
        }
        return norm.hasModes() ? List.of(Mode.TRAINING, Mode.INFERENCE) : List.of(Mode.TRAINING);
    }

    private List<Path> files(String norm) {
        return out != null
                ? List.of(out)
                : SUFFIXES.stream()
                        .map(suffix -> Path.of("plot-" + norm + suffix))
                        .toList();
    }

    private static boolean endsWith(Path file, String suffix) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(suffix);
    }
}
