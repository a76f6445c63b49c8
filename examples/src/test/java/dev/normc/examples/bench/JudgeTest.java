package dev.normc.examples.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.normc.examples.bench.Entrant.Kind;
import dev.normc.examples.compare.Pass;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ratios, losses and means of made-up times. */
class JudgeTest {

    private static final double EXACT = 1e-12;
    private static final Cell FORWARD = MadeUp.cell("LayerNorm", Pass.FORWARD, 512, 1024);
    private static final Cell BACKWARD = MadeUp.cell("LayerNorm", Pass.BACKWARD, 512, 1024);
    private static final Cell TINY = MadeUp.cell("LayerNorm", Pass.FORWARD, 3, 7);

    @Test
    void theIntervalOfARatioTakesBothErrorsAtTheirWorst() {
        Findings findings = new MadeUp()
                .contenders()
                .time(FORWARD, "generated", 100, 25)
                .time(FORWARD, "naive", 300, 50)
                .findings();
        Ratio ratio = only(Judge.ratios(findings));
        assertEquals("naive", ratio.contender());
        assertEquals("generated", ratio.base());
        assertEquals(3, ratio.ratio(), EXACT);
        assertEquals(2, ratio.lower(), EXACT);
        assertEquals(350 / 75.0, ratio.upper(), EXACT);
    }

    @Test
    void anErrorLargerThanTheTimeLeavesTheIntervalOpen() {
        Findings findings = new MadeUp()
                .contenders()
                .time(FORWARD, "generated", 10, 10)
                .time(FORWARD, "naive", 5, 6)
                .findings();
        Ratio ratio = only(Judge.ratios(findings));
        assertEquals(0, ratio.lower());
        assertEquals(Double.POSITIVE_INFINITY, ratio.upper());
    }

    @Test
    void thereIsNoRatioWhereOneSideIsMissing() {
        assertEquals(
                List.of(),
                Judge.ratios(
                        new MadeUp().contenders().time(FORWARD, "naive", 5, 1).findings()));
        assertEquals(
                List.of(),
                Judge.ratios(new MadeUp()
                        .contenders()
                        .time(FORWARD, "naive", 5, 1)
                        .time(BACKWARD, "generated", 5, 1)
                        .findings()));
    }

    @Test
    void whoHasTwoThreadsMeetsGeneratedKernelsOfTwo() {
        MadeUp one = new MadeUp()
                .contender("generated", Kind.GENERATED, 1)
                .contender("native-2-threads", Kind.OPPONENT, 2)
                .time(FORWARD, "generated", 8, 0)
                .time(FORWARD, "native-2-threads", 6, 0);
        assertEquals(0.75, only(Judge.ratios(one.findings())).ratio(), EXACT);
        one.contender("generated-2-threads", Kind.GENERATED, 2).time(FORWARD, "generated-2-threads", 4, 0);
        Ratio ratio = only(Judge.ratios(one.findings()));
        assertEquals("generated-2-threads", ratio.base());
        assertEquals(1.5, ratio.ratio(), EXACT);
    }

    @Test
    void anotherWayToGenerateIsComparedWithTheFirst() {
        Findings findings = new MadeUp()
                .contender("generated", Kind.GENERATED, 1)
                .contender("generated-scalar", Kind.GENERATED, 1)
                .time(FORWARD, "generated", 8, 0)
                .time(FORWARD, "generated-scalar", 6, 0)
                .findings();
        assertEquals("generated-scalar", only(Judge.losses(findings)).contender());
    }

    @Test
    void lossesComeWorstFirstAndACopyLosesNothing() {
        Findings findings = new MadeUp()
                .contenders()
                .time(FORWARD, "generated", 10, 0)
                .time(FORWARD, "naive", 9, 0)
                .time(FORWARD, "vector", 10, 0)
                .time(FORWARD, "copy", 2, 0)
                .time(BACKWARD, "generated", 10, 0)
                .time(BACKWARD, "naive", 30, 0)
                .time(BACKWARD, "vector", 5, 0)
                .findings();
        List<Ratio> losses = Judge.losses(findings);
        assertEquals(
                List.of("vector", "naive"),
                losses.stream().map(Ratio::contender).toList());
        assertEquals(0.5, losses.get(0).ratio(), EXACT);
    }

    @Test
    void meansAreGeometricAndLeaveTinyShapesOut() {
        Findings findings = new MadeUp()
                .contenders()
                .time(FORWARD, "generated", 10, 0)
                .time(FORWARD, "naive", 20, 10)
                .time(BACKWARD, "generated", 10, 0)
                .time(BACKWARD, "naive", 80, 40)
                .time(TINY, "generated", 10, 0)
                .time(TINY, "naive", 10_000, 0)
                .findings();
        assertTrue(TINY.tiny());
        Judge.Mean mean = Judge.means(findings).get(0);
        assertEquals("naive", mean.contender());
        assertEquals(2, mean.cells());
        assertEquals(4, mean.ratio(), EXACT);
        assertEquals(2, mean.lower(), EXACT);
    }

    @Test
    void aTimeIsTheMeanOfItsIterationsWithStudentsInterval() {
        Timing timing = Timing.of(FORWARD, "naive", List.of(9.0, 10.0, 11.0));
        assertEquals(10, timing.meanMicros(), EXACT);
        // 31.599 is the quantile of Student's t for 0.9995 and 2 degrees of freedom.
        assertEquals(31.599 / Math.sqrt(3), timing.errorMicros(), 1e-3);
        assertEquals(9, timing.fastestMicros());
        assertEquals(11, timing.slowestMicros());
        assertEquals(3, timing.iterations());
    }

    @Test
    void aWarmCompilationIsTheMedianOfTheSecondHalf() {
        CompileTime time = CompileTime.of("LayerNorm", List.of(900.0, 500.0, 30.0, 10.0, 20.0, 60.0));
        assertEquals(new CompileTime("LayerNorm", 900, 20, 3), time);
        assertEquals(
                15, CompileTime.of("LayerNorm", List.of(1.0, 2.0, 10.0, 20.0)).medianMillis());
    }

    private static Ratio only(List<Ratio> ratios) {
        assertEquals(1, ratios.size(), ratios::toString);
        return ratios.get(0);
    }
}
