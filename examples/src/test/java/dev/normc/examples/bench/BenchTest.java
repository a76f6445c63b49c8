package dev.normc.examples.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.normc.compiler.Options;
import dev.normc.dsl.source.SourceException;
import dev.normc.examples.compare.Contest;
import dev.normc.examples.compare.Pass;
import dev.normc.examples.compare.Shape;
import dev.normc.runtime.CompiledNorm;
import dev.normc.runtime.Normc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is measured, in which order, and what becomes of who fails; the times are made up. */
class BenchTest {

    private static final List<Shape> SMALL = List.of(Shape.of(4, 16));

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    private Path folder;

    private String probe = "";

    @BeforeEach
    void writeProbe() throws IOException {
        probe = Files.writeString(folder.resolve("probe.norm"), ProbeOpponent.NORM)
                .toString();
    }

    /** Times without a clock; who is asked is written down. */
    private static final class Recorded implements Measuring {
        private final List<String> asked = new ArrayList<>();
        private final String failing;

        Recorded(String failing) {
            this.failing = failing;
        }

        @Override
        public List<Double> micros(Cell cell, String contender, Settings settings) {
            asked.add(contender);
            if (contender.equals(failing)
                    && asked.stream().filter(failing::equals).count() > 1) {
                throw new MeasuringException("the machine is on fire");
            }
            return List.of(1.0, 2.0, 3.0);
        }

        @Override
        public List<Double> compileMillis(String program, Settings settings) {
            if (failing.equals("compiler")) {
                throw new MeasuringException("the machine is on fire");
            }
            return List.of(4.0, 2.0);
        }
    }

    @Test
    void contendersAreMeasuredInTurnAndAnotherStartsEachRound() {
        Recorded times = new Recorded("");
        Findings findings = run(Plan.of(List.of(probe), SMALL, true, List.of("right", "copy")), times);
        assertEquals(
                List.of("generated", "right", "copy", "right", "copy", "generated", "copy", "generated", "right"),
                times.asked.subList(0, 9));
        assertEquals(18, times.asked.size());
        assertEquals(9, findings.timings().get(0).iterations());
        assertEquals(List.of(new CompileTime("Probe", 4, 2, 1)), findings.compileTimes());
        assertEquals(List.of(), findings.failures());
    }

    @Test
    void whoIsWrongOrThrowsIsToldAndNotTimed() {
        Recorded times = new Recorded("");
        Findings findings = run(Plan.of(List.of(probe), SMALL, true, List.of()), times);
        assertFalse(times.asked.contains("wrong") || times.asked.contains("clumsy"), times.asked::toString);
        assertEquals(
                List.of("wrong", "wrong", "clumsy"),
                findings.failures().stream().map(Failure::contender).toList());
        assertTrue(findings.failures().get(0).reason().startsWith("forward: y is off by Infinity ulp"));
        assertTrue(findings.failures().get(2).reason().endsWith("fell over"));
    }

    @Test
    void bytesAreCountedWhereThereAreAny() {
        Findings findings = run(Plan.of(List.of(probe), SMALL, true, List.of("wasteful")), new Recorded(""));
        for (Allocation allocation : findings.allocations()) {
            boolean wasteful = allocation.contender().equals("wasteful") && allocation.pass() == Pass.FORWARD;
            double bytes = allocation.bytesPerCall();
            assertTrue(wasteful ? bytes >= 1000 && bytes < 1100 : bytes == 0, allocation::toString);
        }
        assertEquals(4, findings.allocations().size());
    }

    @Test
    void whoFailsLaterKeepsWhatWasMeasured() {
        Findings findings = run(Plan.of(List.of(probe), SMALL, true, List.of("right")), new Recorded("right"));
        Cell forward = new Cell(probe, "Probe", Pass.FORWARD, SMALL.get(0));
        assertEquals(3, findings.timing(forward, "right").orElseThrow().iterations());
        assertEquals(9, findings.timing(forward, "generated").orElseThrow().iterations());
        assertEquals(
                new Failure("Probe forward 4x16", "right", "the machine is on fire"),
                findings.failures().get(0));
    }

    @Test
    void aCompilationThatCannotBeTimedIsToldAndTheRestIsMeasured() {
        Findings findings = run(Plan.of(List.of(probe), SMALL, true, List.of("copy")), new Recorded("compiler"));
        assertEquals(List.of(), findings.compileTimes());
        assertEquals("Probe, compilation", findings.failures().get(0).what());
        assertEquals(4, findings.timings().size());
    }

    @Test
    void theListenerHearsOfEachCellAndFirstOfNothing() {
        List<Integer> times = new ArrayList<>();
        List<String> steps = new ArrayList<>();
        Contest.Progress progress = (done, total, step) -> steps.add(done + "/" + total + " " + step);
        Plan plan = Plan.of(List.of(probe), SMALL, true, List.of("right"));
        Bench.run(
                plan,
                MadeUp.SETTINGS,
                new Recorded(""),
                progress,
                findings -> times.add(findings.timings().size()));
        assertEquals(List.of(0, 0, 2, 4), times);
        assertEquals("0/14 Probe: results", steps.get(0));
        assertEquals("2/14 Probe forward 4x16: generated", steps.get(2));
        assertEquals("14/14 done", steps.get(14));
    }

    /** Whoever reads the files of a measurement that was ended sees that it is not whole. */
    @Test
    void whatIsWrittenBeforeTheEndSaysThatItIsIncomplete() {
        List<String> reports = new ArrayList<>();
        Plan plan = Plan.of(List.of(probe), SMALL, true, List.of("right"));
        Bench.run(
                plan,
                MadeUp.SETTINGS,
                new Recorded(""),
                (done, total, step) -> {},
                findings -> reports.add(Report.of(findings)));
        assertTrue(reports.get(0).contains("INCOMPLETE: 2 of 2 cells were still to be measured"), reports.get(0));
        assertTrue(reports.get(2).contains("INCOMPLETE: 1 of 2 cells were still to be measured"), reports.get(2));
        assertFalse(reports.get(3).contains("INCOMPLETE"), reports.get(3));
    }

    @Test
    void inputsAreOrdinaryOffsetAndNarrow() {
        Findings findings = run(Plan.of(List.of("RmsNorm"), SMALL, true, List.of("naive")), new Recorded(""));
        assertEquals(
                List.of("ordinary", "offset of 1e4", "spread of 1e-6"),
                findings.precisions().stream().map(Precision::data).distinct().toList());
        assertEquals(12, findings.precisions().size());
        for (Precision precision : findings.precisions()) {
            assertTrue(precision.worstUlp() > 0 && precision.worstUlp() < 1e5, precision::toString);
        }
    }

    @Test
    void sumsOverLongAxesAreCheckedWhereTheyAreAskedFor() {
        Settings asking = new Settings(1, 0, 1, MadeUp.SETTINGS.iteration(), 2, true);
        CompiledNorm flat = new Normc().compile("LayerNorm", Options.DEFAULT);
        assertEquals(
                List.of("ordinary", "offset of 1e4", "spread of 1e-6", "a row of 1e5", "1e6 rows"),
                Data.of(flat.signature(), asking).stream().map(Data::words).toList());
        CompiledNorm image = new Normc().compile("GroupNorm", Options.DEFAULT);
        assertEquals(3, Data.of(image.signature(), asking).size());
    }

    @Test
    void inputsHaveTheMeanAndTheDeviationThatTheyAreNamedFor() {
        CompiledNorm norm = new Normc().compile("LayerNorm", Options.DEFAULT);
        for (Data data : Data.of(norm.signature(), MadeUp.SETTINGS)) {
            float[] x = data.problem(norm).byLabel().getOrDefault("x", new float[1]);
            double mean = IntStream.range(0, x.length)
                    .mapToDouble(i -> x[i])
                    .average()
                    .orElseThrow();
            double square = IntStream.range(0, x.length)
                    .mapToDouble(i -> (x[i] - mean) * (x[i] - mean))
                    .average()
                    .orElseThrow();
            assertEquals(data.centre(), mean, 0.02 * data.spread(), data::words);
            assertEquals(data.spread(), Math.sqrt(square), 0.02 * data.spread(), data::words);
        }
    }

    @Test
    void aShapeThatANormIsNotDefinedForIsOmittedOrRefused() {
        List<Shape> shapes = List.of(Shape.of(1, 257), Shape.of(4, 16));
        Plan plan = Plan.of(List.of("BatchNorm"), shapes, false, List.of());
        assertEquals(1, plan.omitted().size());
        assertTrue(plan.omitted().get(0).startsWith("BatchNorm at 1x257: "), plan.omitted()::toString);
        assertEquals(2, plan.subjects().get(0).cells().size());
        assertThrows(IllegalArgumentException.class, () -> Plan.of(List.of("BatchNorm"), shapes, true, List.of()));
        Exception nothing = assertThrows(
                IllegalArgumentException.class,
                () -> Plan.of(List.of("DyT"), List.of(Shape.of(2, 3, 4)), false, List.of()));
        assertTrue(String.valueOf(nothing.getMessage()).startsWith("Nothing is left to measure: DyT at 2x3x4: "));
    }

    @Test
    void aNormOfOtherAxesHasItsOwnUsualShapes() {
        Plan plan = Plan.of(List.of("GroupNorm"), Plan.QUICK_SHAPES, false, List.of());
        assertEquals(List.of(), plan.omitted());
        assertTrue(plan.subjects().get(0).shapes().get(0).sizes().size() > 2);
    }

    @Test
    void whoNobodyKnowsCannotTakePart() {
        Exception unknown = assertThrows(
                IllegalArgumentException.class, () -> Plan.of(List.of(probe), SMALL, true, List.of("hasty")));
        assertEquals(
                "There is no contender hasty for these norms; there are clumsy, copy, copy-2-threads, generated,"
                        + " generated-2-threads, right, wasteful, wrong.",
                unknown.getMessage());
        assertThrows(SourceException.class, () -> Plan.of(List.of("LayerNrom"), SMALL, true, List.of()));
    }

    private static Findings run(Plan plan, Measuring measuring) {
        return Bench.run(plan, MadeUp.SETTINGS, measuring, (done, total, step) -> {}, findings -> {});
    }
}
