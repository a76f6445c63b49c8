package dev.normc.examples.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.normc.examples.compare.Budget;
import dev.normc.examples.text.Corpus;
import dev.normc.examples.train.CheckpointException;
import dev.normc.examples.transformer.NormChoice;
import dev.normc.examples.transformer.UnusableNormException;
import dev.normc.runtime.cases.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole experiments with models so small that they take seconds. */
class LaboratoryTest {

    private static final Budget SHORT = new Budget(Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofNanos(1000));

    static final Scale TINY = new Scale(
            1, 8, 2, 16, 8, 2, 6, 2, 1e-2, 3, 2, 1, List.of(1, 2), 1, List.of(1e-2), List.of(0.5, 0.8), SHORT);

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    private Path folder;

    @SuppressWarnings("NullAway.Init") // by the method below
    private Corpus corpus;

    private final Heard heard = new Heard();

    /** What an experiment told of itself. */
    private static final class Heard implements Progress {
        private final List<String> lines = new ArrayList<>();
        private long done;
        private long total;

        @Override
        public void steps(long over, long all) {
            done = over;
            total = all;
        }

        @Override
        public void started(int run, int runs, String name) {
            lines.add("started " + name);
        }

        @Override
        public void finished(int run, int runs, String name, String outcome) {
            lines.add("finished " + name + ": " + outcome);
        }

        @Override
        public void note(String sentence) {
            lines.add("note " + sentence);
        }

        long count(String word) {
            return lines.stream().filter(line -> line.startsWith(word)).count();
        }
    }

    @BeforeEach
    void aText() throws IOException {
        corpus = Corpus.of(text(1));
    }

    private Path text(long seed) throws IOException {
        Random random = new Random(seed);
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 500; i++) {
            lines.append("the ").append(random.nextInt(100)).append(" norms of a row\n");
        }
        return Files.writeString(folder.resolve("text" + seed + ".txt"), lines);
    }

    private ExperimentRequest request(Experiment experiment, String out, int seeds, int jobs, String... norms) {
        return new ExperimentRequest(
                experiment,
                "tiny",
                TINY,
                Stream.of(norms).map(NormChoice::of).toList(),
                corpus,
                seeds,
                jobs,
                folder.resolve(out),
                "normc experiment " + experiment);
    }

    private Findings run(ExperimentRequest request) {
        return Laboratory.run(request, () -> false, heard);
    }

    private String results(String out) throws IOException {
        return Files.readString(folder.resolve(out).resolve("results.csv"));
    }

    @ParameterizedTest
    @EnumSource(Experiment.class)
    void everyPartOfTheReportIsMade(Experiment experiment) throws IOException {
        Findings findings = run(request(experiment, "out", 2, 2));
        assertEquals(findings.report(), Files.readString(folder.resolve("out/report.md")));
        assertTrue(findings.report().startsWith("# " + experiment.title() + "\n"), findings::report);
        for (String heading : List.of("## Claims", "## Validation perplexity", "## Pictures", "## How")) {
            assertTrue(findings.report().contains(heading), heading);
        }
        assertFalse(findings.claims().isEmpty());
        for (Claim claim : findings.claims()) {
            assertFalse(claim.measured().contains("NaN"), claim::measured);
        }
        for (Path file : findings.files()) {
            assertTrue(Files.size(file) > 200, file::toString);
            boolean shown = findings.report().contains("](" + file.getFileName() + ")");
            assertEquals(file.toString().endsWith(".svg"), shown, file::toString);
        }
        assertEquals(heard.total, heard.done);
        assertEquals(findings.runs(), heard.count("finished"));
        assertTrue(
                findings.perplexities().stream().allMatch(one -> one.mean() > 1 && Double.isFinite(one.mean())),
                () -> findings.perplexities().toString());
        assertEquals(2, findings.perplexities().get(0).values().size());
    }

    @Test
    void resultsDependOnNeitherInterruptionsNorTheNumberOfJobs() throws IOException {
        run(request(Experiment.POWERNORM, "whole", 1, 2));
        AtomicInteger asked = new AtomicInteger();
        BooleanSupplier afterSome = () -> asked.incrementAndGet() % 17 == 0;
        int interruptions = 0;
        boolean over = false;
        while (!over) {
            try {
                Laboratory.run(request(Experiment.POWERNORM, "pieces", 1, 1), afterSome, heard);
                over = true;
            } catch (CancellationException interrupted) {
                interruptions++;
                assertTrue(interruptions < 50, "it never ends");
            }
        }
        assertTrue(interruptions >= 2, interruptions + " interruptions");
        assertEquals(results("whole"), results("pieces"));
        try (Stream<Path> left = Files.list(folder.resolve("pieces/runs"))) {
            assertTrue(left.allMatch(file -> file.toString().endsWith(".csv")), "checkpoints are gone");
        }
    }

    /** Ends an experiment in its first run, and tells where that keeps its records. */
    private Path interruptedLog() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        assertThrows(
                CancellationException.class,
                () -> Laboratory.run(
                        request(Experiment.POWERNORM, "out", 1, 1), () -> asked.incrementAndGet() > 5, heard));
        try (Stream<Path> left = Files.walk(folder.resolve("out/runs"))) {
            List<Path> logs = left.filter(file -> file.endsWith("probe.bin")).toList();
            assertEquals(1, logs.size());
            return logs.get(0);
        }
    }

    @Test
    void aRunWhoseRecordsAreLostStartsAnew() throws IOException {
        run(request(Experiment.POWERNORM, "whole", 1, 1));
        Files.delete(interruptedLog());
        run(request(Experiment.POWERNORM, "out", 1, 1));
        assertEquals(1, heard.count("note training LayerNorm"), heard.lines::toString);
        assertEquals(results("whole"), results("out"));
    }

    /** A process that was killed has measured steps that its checkpoint does not know, the last perhaps in part. */
    @Test
    void recordsBehindTheCheckpointAreMeasuredAgain() throws IOException {
        run(request(Experiment.POWERNORM, "whole", 1, 1));
        Files.write(interruptedLog(), new byte[12_345], StandardOpenOption.APPEND);
        run(request(Experiment.POWERNORM, "out", 1, 1));
        assertEquals(0, heard.count("note"), heard.lines::toString);
        assertEquals(results("whole"), results("out"));
    }

    @Test
    void aDamagedCheckpointIsToldAndItsRunStartsAnew() throws IOException {
        run(request(Experiment.POWERNORM, "whole", 1, 1));
        Path checkpoint = interruptedLog().resolveSibling("checkpoint.bin");
        byte[] bytes = Files.readAllBytes(checkpoint);
        Files.write(checkpoint, Arrays.copyOf(bytes, bytes.length / 2));
        run(request(Experiment.POWERNORM, "out", 1, 1));
        assertEquals(1, heard.count("note training LayerNorm"), heard.lines::toString);
        assertEquals(results("whole"), results("out"));
    }

    @Test
    void aNormOfOnesOwnJoinsAndOnlyItsRunsAreDone() throws IOException {
        Path norm = Files.writeString(folder.resolve("Mine.norm"), """
                norm Mine(x[N, D]) {
                    param gamma[D] = 1
                    return gamma * x / (1 + abs(x))
                }
                """);
        Findings before = run(request(Experiment.PLACEMENT, "out", 1, 2));
        Findings after = run(request(Experiment.PLACEMENT, "out", 1, 2, norm.toString()));
        assertEquals(before.runs(), after.kept());
        assertEquals(2 * before.runs(), after.runs());
        assertTrue(after.report().contains("| Mine, Pre-LN, learning rate 0.01, no warm-up"), after::report);
        Files.writeString(norm, Files.readString(norm).replace("1 + abs(x)", "2 + abs(x)"));
        Findings changed = run(request(Experiment.PLACEMENT, "out", 1, 2, norm.toString()));
        assertEquals(before.runs(), changed.kept(), "a program that has changed is another run");
    }

    @Test
    void aNormThatDoesNotFitIsNamedBeforeAnythingIsTrained() throws IOException {
        Path two = Files.writeString(folder.resolve("Two.norm"), "norm Two(x[N, D], r[N, D]) {\n    return x + r\n}\n");
        UnusableNormException failure = assertThrows(
                UnusableNormException.class, () -> run(request(Experiment.POWERNORM, "out", 1, 1, two.toString())));
        assertTrue(String.valueOf(failure.getMessage()).contains("Two"), failure::getMessage);
        UnusableNormException leaks =
                assertThrows(UnusableNormException.class, () -> run(request(Experiment.DYT, "out", 1, 1, "BatchNorm")));
        assertTrue(String.valueOf(leaks.getMessage()).contains("BatchNorm"), leaks::getMessage);
        assertEquals(List.of(), heard.lines);
        assertFalse(Files.exists(folder.resolve("out")), "nothing was written");
    }

    @Test
    void twoNormsOfOneNameAreRefused() throws IOException {
        Path other = Files.writeString(folder.resolve("RmsNorm.norm"), "norm RmsNorm(x[N, D]) {\n    return x\n}\n");
        ExperimentException failure = assertThrows(
                ExperimentException.class, () -> run(request(Experiment.DYT, "out", 1, 1, other.toString())));
        assertEquals(
                "Two norms of this experiment are called RmsNorm; give one of them another name.",
                failure.getMessage());
    }

    @Test
    void aFolderOfAnotherExperimentIsRefusedAndStaysAsItIs() throws IOException {
        run(request(Experiment.PLACEMENT, "out", 1, 1));
        String results = results("out");
        Path out = folder.resolve("out");
        ExperimentException other =
                assertThrows(ExperimentException.class, () -> run(request(Experiment.DYT, "out", 1, 1)));
        assertEquals(
                out
                        + " is of another experiment: experiment is placement there, dyt here; name another folder with --out.",
                other.getMessage());
        corpus = Corpus.of(text(2));
        ExperimentException text =
                assertThrows(ExperimentException.class, () -> run(request(Experiment.PLACEMENT, "out", 1, 1)));
        assertTrue(
                String.valueOf(text.getMessage()).startsWith(out + " is of another experiment: text is "),
                text::getMessage);
        assertEquals(results, results("out"));
    }

    /** Its other runs would have other last bits, and the report would name one Java for all. */
    @ParameterizedTest
    @ValueSource(strings = {"Java", "processor", "matrix products"})
    void aFolderOfAnotherJavaOrProcessorIsRefused(String what) throws IOException {
        run(request(Experiment.PLACEMENT, "out", 1, 1));
        Path out = folder.resolve("out");
        Path claim = out.resolve("experiment.properties");
        String before = Files.readString(claim);
        Files.writeString(claim, before.replaceFirst("(?m)^" + what + " = .*$", what + " = of last year"));
        ExperimentException failure =
                assertThrows(ExperimentException.class, () -> run(request(Experiment.PLACEMENT, "out", 2, 1)));
        String sentence = String.valueOf(failure.getMessage());
        assertTrue(
                sentence.startsWith(out + " is of another experiment: " + what + " is of last year there, "), sentence);
        assertTrue(sentence.endsWith(" here; name another folder with --out."), sentence);
    }

    @Test
    void aFolderThatHoldsAnythingElseIsRefused() throws IOException {
        Path out = Files.createDirectories(folder.resolve("out"));
        Files.writeString(out.resolve("thesis.tex"), "years of work");
        ExperimentException failure =
                assertThrows(ExperimentException.class, () -> run(request(Experiment.DYT, "out", 1, 1)));
        assertEquals(
                out + " is no folder of an experiment: it holds thesis.tex; name another folder with --out.",
                failure.getMessage());
        Files.writeString(folder.resolve("file"), "in the way");
        WholeFile.Unwritable inTheWay =
                assertThrows(WholeFile.Unwritable.class, () -> run(request(Experiment.DYT, "file", 1, 1)));
        assertTrue(String.valueOf(inTheWay.getMessage()).endsWith(" is not a directory."), inTheWay::getMessage);
        assertEquals(List.of(), heard.lines, "nothing was trained");
    }

    @Test
    void whatCannotBeWrittenEndsTheExperimentAndWhatIsOverStays() throws IOException {
        ExperimentRequest request = request(Experiment.POWERNORM, "out", 1, 2);
        AtomicInteger asked = new AtomicInteger();
        assertThrows(
                CancellationException.class, () -> Laboratory.run(request, () -> asked.incrementAndGet() > 30, heard));
        long over = heard.count("finished");
        assertTrue(over > 0, heard.lines::toString);
        Path runs = folder.resolve("out/runs");
        Files.move(runs, folder.resolve("aside"));
        Files.writeString(runs, "in the way");
        RuntimeException failure = assertThrows(RuntimeException.class, () -> run(request));
        assertTrue(
                failure instanceof WholeFile.Unwritable || failure instanceof CheckpointException, failure::toString);
        assertTrue(String.valueOf(failure.getMessage()).contains(runs.toString()), failure::getMessage);
        Files.delete(runs);
        Files.move(folder.resolve("aside"), runs);
        assertEquals(over, run(request).kept());
    }

    @Test
    void aSecondExperimentInTheSameFolderIsRefused() throws IOException {
        List<String> refusals = new ArrayList<>();
        BooleanSupplier meanwhile = () -> {
            ExperimentException failure =
                    assertThrows(ExperimentException.class, () -> run(request(Experiment.PLACEMENT, "out", 1, 1)));
            refusals.add(String.valueOf(failure.getMessage()));
            return true;
        };
        assertThrows(
                CancellationException.class,
                () -> Laboratory.run(request(Experiment.PLACEMENT, "out", 1, 1), meanwhile, heard));
        assertEquals(
                "Another normc experiment works in " + folder.resolve("out")
                        + "; wait for it, or name another folder with --out.",
                refusals.get(0));
        assertTrue(run(request(Experiment.PLACEMENT, "out", 1, 1)).runs() > 0, "it is free again");
    }

    @Test
    void aDamagedFileOfARunIsNamed() throws IOException {
        run(request(Experiment.PLACEMENT, "out", 1, 1));
        Path run;
        try (Stream<Path> runs = Files.list(folder.resolve("out/runs"))) {
            run = runs.sorted().findFirst().orElseThrow();
        }
        List<String> lines = Files.readAllLines(run);
        List<String> without = new ArrayList<>(lines);
        without.remove(1);
        for (String damaged : List.of(
                "step,layer,quantity,value\n1,,perplex",
                String.join("\n", lines.subList(0, lines.size() - 1)),
                String.join("\n", without),
                String.join("\n", lines).replace('1', '2'),
                "")) {
            Files.writeString(run, damaged);
            ExperimentException failure =
                    assertThrows(ExperimentException.class, () -> run(request(Experiment.PLACEMENT, "out", 1, 1)));
            assertEquals(run + " is damaged; delete it, and the run that it is of is repeated.", failure.getMessage());
        }
    }

    /** Its gradients at initialization are 0, so no power law goes through them and no quotient is one. */
    @Test
    void aNormThatStartsAtZeroHasItsReport() throws IOException {
        Path zero = folder.resolve("zero.norm");
        Files.writeString(
                zero,
                "norm Zero(x[N, D]) {\n    param gamma[D] = 0\n    return gamma * x / sqrt(mean[D](x^2) + 1e-5)\n}\n");
        Findings findings = run(request(Experiment.PLACEMENT, "out", 2, 2, zero.toString()));
        assertTrue(findings.report().contains(" - |   -0.5 |"), findings::report);
        assertTrue(findings.report().contains("| zero"), findings::report);
        assertTrue(
                findings.claims().stream()
                        .filter(claim -> claim.measured().startsWith("zero: the gradient of the last block goes"))
                        .noneMatch(claim -> claim.verdict() == Verdict.HOLDS),
                () -> findings.claims().toString());
    }

    /** The sizes of its own are those of the model, and not those at which kernels are timed. */
    @Test
    void aNormWithASizeOfItsOwnIsNotTimedWhereItDoesNotFit() throws IOException {
        Path fixed = folder.resolve("fixed.norm");
        Files.writeString(
                fixed,
                "norm Fixed(x[N, K]) {\n    const k = " + TINY.width() + "\n    axis K = k\n"
                        + "    return x / sqrt(mean[K](x^2) + 1e-5)\n}\n");
        run(request(Experiment.DYT, "out", 1, 1, fixed.toString()));
        assertEquals(2, heard.count("note fixed is not timed at "), heard.lines::toString);
    }
}
