package dev.normc.cli;

import dev.normc.cli.json.BenchResult;
import dev.normc.cli.json.Document;
import dev.normc.examples.bench.Bench;
import dev.normc.examples.bench.BenchChart;
import dev.normc.examples.bench.Findings;
import dev.normc.examples.bench.Forks;
import dev.normc.examples.bench.Measuring;
import dev.normc.examples.bench.Plan;
import dev.normc.examples.bench.Report;
import dev.normc.examples.bench.Settings;
import dev.normc.examples.compare.Shape;
import dev.normc.runtime.cases.WholeFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The verb {@code bench}: the figures to quote, of generated kernels beside all others, in JVMs of their own. */
@Command(
        name = "bench",
        description = {
            "Measures generated float kernels beside hand-written ones, native ones and a copy of memory.",
            "Each contender runs in JVMs of its own, through JMH, all contenders of a cell in turn. Results, bytes"
                    + " per call and the time of compilation are measured, too. Two hours; docs/benchmarks.md"
                    + " says what is compared.%n"
        },
        sortOptions = false,
        mixinStandardHelpOptions = true,
        footer = "%nThe exit code is 1 if something could not be measured, as a contender with wrong results."
                + " A goal that is not met does not change it.")
final class BenchCommand extends Verb {

    @Option(
            names = "--quick",
            description = "One shape, one JVM for each contender and less time: about three minutes.")
    private boolean quick;

    @Option(
            names = "--norm",
            paramLabel = "NORM",
            completionCandidates = LibraryNames.class,
            description = "A file, FILE#Name, or a name of the library; may be repeated. Default: LayerNorm, RmsNorm,"
                    + " BatchNorm, PowerNorm, DyT and AddRmsNorm.")
    private List<String> norms = List.of();

    @Option(
            names = "--shape",
            paramLabel = "SIZES",
            description = "Times at these sizes, in the order of the norm's axes; may be repeated. Default: 64x768,"
                    + " 512x1024, 4096x4096, 3x7 and 1x257; with --quick 512x1024.")
    private List<String> shapes = List.of();

    @Option(
            names = "--contender",
            paramLabel = "LABEL",
            description = "Who runs beside the generated kernels, such as naive, tuned, vector or copy; may be"
                    + " repeated. Default: everyone who is there.")
    private List<String> contenders = List.of();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Writes bench.json and bench.md there, anew after each cell, and charts, bench-SHAPE.svg, at"
                    + " the end. Without it nothing is written.")
    private @Nullable Path out;

    private final Measuring measuring;
    private final Settings settings;

    BenchCommand() {
        this(new Forks(), Settings.FULL);
    }

    /** With other ways to measure than those of the whole run; {@code --quick} overrides the settings. */
    BenchCommand(Measuring measuring, Settings settings) {
        this.measuring = measuring;
        this.settings = settings;
    }

    @Override
    Answer answer() {
        Plan plan = plan();
        Findings findings;
        try (StepDisplay display = new StepDisplay("measuring", commandLine().getErr())) {
            findings = Bench.run(plan, quick ? Settings.QUICK : settings, measuring, display, this::write);
        }
        text().print(Report.of(findings));
        List<String> files = files(findings);
        files.forEach(file -> text().println("Wrote " + file));
        findings.failures()
                .forEach(failure -> complaints()
                        .println("normc: not measured: " + failure.what() + ", " + failure.contender() + ": "
                                + failure.reason()));
        return new Answer(exitCode(findings), BenchResult.of(findings, files));
    }

    private Plan plan() {
        List<Shape> usual = quick ? Plan.QUICK_SHAPES : Plan.SHAPES;
        return Plan.of(
                norms.isEmpty() ? Plan.NORMS : norms,
                shapes.isEmpty() ? usual : shapes.stream().map(Shape::parse).toList(),
                norms.size() == 1 && !shapes.isEmpty(),
                contenders);
    }

    /** What has been found so far: a long measurement that is ended from outside leaves it there. */
    private void write(Findings findings) {
        if (out == null) {
            return;
        }
        String document = new Document(
                        commandLine().getCommandName(),
                        exitCode(findings),
                        List.of(),
                        List.of(),
                        BenchResult.of(findings, List.of()))
                .json();
        WholeFile.write(out.resolve("bench.json"), document + "\n");
        WholeFile.write(out.resolve("bench.md"), Report.of(findings));
    }

    private List<String> files(Findings findings) {
        if (out == null) {
            return List.of();
        }
        List<Path> files = new ArrayList<>(List.of(out.resolve("bench.json"), out.resolve("bench.md")));
        files.addAll(BenchChart.write(findings, out));
        return files.stream().map(Path::toString).toList();
    }

    private static int exitCode(Findings findings) {
        return findings.failures().isEmpty() ? ExitCode.OK : ExitCode.FAILED;
    }
}
