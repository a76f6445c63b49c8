package dev.normc.cli;

import dev.normc.compiler.Options;
import dev.normc.examples.compare.Budget;
import dev.normc.examples.compare.Comparison;
import dev.normc.examples.compare.ComparisonChart;
import dev.normc.examples.compare.ComparisonText;
import dev.normc.examples.compare.Contender;
import dev.normc.examples.compare.Contest;
import dev.normc.examples.compare.Shape;
import dev.normc.runtime.CompiledNorm;
import dev.normc.runtime.Normc;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The verb {@code compare}: generated kernels against hand-written ones, in errors and in time. */
@Command(
        name = "compare",
        description = {
            "Compares the generated float kernels of a norm with hand-written ones.",
            "First every contender's results, forward and backward in training, with the formula in double; then,"
                    + " in turn, the times of those that are right. About a minute.%n"
        },
        sortOptions = false,
        mixinStandardHelpOptions = true,
        footer = "%nThe exit code is 1 if a contender is wrong.")
final class CompareCommand implements Callable<Integer> {

    private static final int QUICK_SHAPES = 2;

    @Spec
    @SuppressWarnings("NullAway.Init") // by picocli
    private CommandSpec spec;

    @Parameters(paramLabel = "NORM", description = "A file, FILE#Name, or a name of the library.")
    private String norm = "";

    @Option(
            names = "--shape",
            paramLabel = "SIZES",
            description = "Times at these sizes, such as 512x1024, in the order of the norm's axes; may be repeated."
                    + " Default: 64x768, 512x1024 and 4096x1024, or as many elements over other axes.")
    private List<String> shapes = List.of();

    @Option(names = "--quick", description = "Two shapes instead of three, and less time for each: about 15 s.")
    private boolean quick;

    @Mixin
    private ConstantOptions constants = new ConstantOptions();

    @Option(
            names = "--seed",
            paramLabel = "SEED",
            description = "What the random inputs are made from; ${DEFAULT-VALUE} by default.")
    private long seed = 1;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Writes the chart there, as compare-NORM.png and compare-NORM.svg. Without it nothing is"
                    + " written.")
    private @Nullable Path out;

    private final Budget budget;

    CompareCommand() {
        this(Budget.DEFAULT);
    }

    /** With another budget than that of the whole run; {@code --quick} overrides it. */
    CompareCommand(Budget budget) {
        this.budget = budget;
    }

    @Override
    public Integer call() {
        CompiledNorm compiled = new Normc(0).compile(norm, Options.DEFAULT.withConstants(constants.values()));
        Comparison comparison = compare(compiled);
        PrintWriter text = spec.commandLine().getOut();
        text.print(ComparisonText.table(comparison) + "\n" + ComparisonText.bars(comparison) + "\n"
                + ComparisonText.notes(comparison));
        if (out != null) {
            charts(comparison, out).forEach(file -> text.println("Wrote " + file));
        }
        text.flush();
        return comparison.anyWrong() ? ExitCode.FAILED : ExitCode.OK;
    }

    private List<Path> charts(Comparison comparison, Path folder) {
        try {
            return ComparisonChart.write(comparison, folder);
        } catch (IOException failure) {
            throw new ParameterException(
                    spec.commandLine(),
                    "The chart cannot be written to " + folder + ": " + failure.getMessage(),
                    failure);
        }
    }

    private Comparison compare(CompiledNorm compiled) {
        List<Shape> timed = shapes.stream().map(Shape::parse).toList();
        if (timed.isEmpty()) {
            timed = Shape.toTime(compiled.signature());
            timed = quick ? timed.subList(0, QUICK_SHAPES) : timed;
        }
        List<Contender> contenders = Contender.of(compiled.signature().name());
        List<Shape> checked = Shape.toCheck(compiled.signature());
        Budget time = quick ? Budget.QUICK : budget;
        if (!onTerminal()) {
            return Contest.run(compiled, contenders, checked, timed, seed, time, this::line);
        }
        try (ProgressBar bar = bar()) {
            return Contest.run(compiled, contenders, checked, timed, seed, time, (done, total, step) -> {
                bar.maxHint(total);
                bar.stepTo(done);
                bar.setExtraMessage(step);
            });
        }
    }

    /** Whether somebody watches; JDK 22 to 24 have a console even where nobody does. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean onTerminal() {
        return System.console() != null && System.getenv("TERM") != null;
    }

    private static ProgressBar bar() {
        return new ProgressBarBuilder()
                .setTaskName("comparing")
                .setStyle(ProgressBarStyle.ASCII)
                .hideEta()
                .clearDisplayOnFinish()
                .build();
    }

    private void line(int done, int total, String step) {
        if (done < total) {
            spec.commandLine().getErr().println((done + 1) + "/" + total + " " + step);
            spec.commandLine().getErr().flush();
        }
    }
}
