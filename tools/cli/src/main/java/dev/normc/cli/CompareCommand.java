package dev.normc.cli;

import dev.normc.cli.json.CompareResult;
import dev.normc.compiler.Options;
import dev.normc.examples.compare.Budget;
import dev.normc.examples.compare.Comparison;
import dev.normc.examples.compare.ComparisonChart;
import dev.normc.examples.compare.ComparisonText;
import dev.normc.examples.compare.Contender;
import dev.normc.examples.compare.Contest;
import dev.normc.examples.compare.Shape;
import dev.normc.examples.examine.Examination;
import dev.normc.examples.examine.ExaminationText;
import dev.normc.examples.source.SourceKernel;
import dev.normc.runtime.CompiledNorm;
import dev.normc.runtime.Mode;
import dev.normc.runtime.Normc;
import dev.normc.runtime.Targets;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The verb {@code compare}: generated kernels against hand-written ones, in errors and in time. */
@Command(
        name = "compare",
        description = {
            "Compares the generated float kernels of a norm with hand-written ones.",
            "First every contender's results, forward and backward in training, with the formula in double; then,"
                    + " in turn, the times of those that are right. About a minute.",
            "The generated kernels are those that normc takes here by itself, with vectors where Java has their module;"
                    + " the tables say which. NORMC_TARGET=scalar in the environment takes plain Java.",
            "With --with a kernel of yours takes part. It is examined on values and sizes at which kernels go wrong,"
                    + " and if it is wrong you are told so in seconds, and nothing is timed.%n"
        },
        sortOptions = false,
        mixinStandardHelpOptions = true,
        footer = "%nThe exit code is 1 if a contender is wrong.")
final class CompareCommand extends Verb {

    private static final int QUICK_SHAPES = 2;

    @Parameters(
            paramLabel = "NORM",
            completionCandidates = LibraryNames.class,
            description = "A file, FILE#Name, or a name of the library.")
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

    @Mixin
    private WithOptions with = new WithOptions();

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

    /** What a kernel of the user prints is not part of the answer. */
    @Override
    Answer answer() {
        PrintStream before = System.out;
        System.setOut(System.err);
        try {
            return answerAlone();
        } finally {
            System.setOut(before);
        }
    }

    private Answer answerAlone() {
        with.mistake().ifPresent(sentence -> {
            throw misuse(sentence);
        });
        Options options = Options.DEFAULT.withConstants(constants.values()).withTarget(Targets.best());
        CompiledNorm compiled = new Normc(0).compile(norm, options);
        List<Shape> timed = timed(compiled);
        List<Contender> contenders =
                new ArrayList<>(Contender.of(compiled.signature().name()));
        Optional<SourceKernel> kernel = with.kernel(compiled);
        Optional<Examination> examination = kernel.map(theirs -> examine(compiled, theirs, timed));
        if (examination.isPresent() && examination.get().wrong()) {
            String label = examination.get().contender();
            text().println(label + " was not timed.");
            Comparison untimed = WithOptions.untimed(compiled, seed, List.of(Contender.GENERATED, label));
            return new Answer(ExitCode.FAILED, CompareResult.of(untimed, examination, List.of()));
        }
        kernel.ifPresent(theirs -> contenders.add(1, theirs.contender()));
        Comparison comparison = compare(compiled, contenders, timed);
        PrintWriter text = text();
        text.print(ComparisonText.table(comparison) + "\n" + ComparisonText.bars(comparison) + "\n"
                + ComparisonText.notes(comparison));
        List<String> files = out == null
                ? List.of()
                : ComparisonChart.write(comparison, out).stream()
                        .map(Path::toString)
                        .toList();
        files.forEach(file -> text.println("Wrote " + file));
        return new Answer(
                comparison.anyWrong() ? ExitCode.FAILED : ExitCode.OK,
                CompareResult.of(comparison, examination, files));
    }

    /** The shapes to time, each of which the norm is defined for. */
    private List<Shape> timed(CompiledNorm compiled) {
        List<Shape> timed = shapes.stream().map(Shape::parse).toList();
        if (timed.isEmpty()) {
            timed = Shape.toTime(compiled.signature());
            timed = quick ? timed.subList(0, QUICK_SHAPES) : timed;
        }
        timed.forEach(shape -> compiled.bind(shape.byAxis(compiled.signature()), Mode.TRAINING));
        return timed;
    }

    private Examination examine(CompiledNorm compiled, SourceKernel kernel, List<Shape> timed) {
        PrintWriter progress = commandLine().getErr();
        Examination examination = with.examine(
                compiled,
                kernel,
                timed,
                seed,
                (done, total, step) -> StepDisplay.line(progress, done, total, step),
                progress::println);
        text().print(ExaminationText.table(examination) + "\n" + ExaminationText.notes(examination) + "\n");
        text().flush();
        return examination;
    }

    private Comparison compare(CompiledNorm compiled, List<Contender> contenders, List<Shape> timed) {
        List<Shape> checked = Shape.toCheck(compiled.signature());
        Budget time = quick ? Budget.QUICK : budget;
        try (StepDisplay display = new StepDisplay("comparing", commandLine().getErr())) {
            return Contest.run(compiled, contenders, checked, timed, seed, time, display);
        }
    }
}
