package dev.normc.examples.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.normc.examples.bench.Entrant.Kind;
import dev.normc.examples.bench.Verdict.Outcome;
import dev.normc.examples.compare.Pass;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Goals against made-up findings: met, not met, and not measured. */
class GoalsTest {

    private static final double EXACT = 1e-12;
    private static final Cell MEDIUM = MadeUp.cell("LayerNorm", Pass.FORWARD, 512, 1024);
    private static final Cell LARGE = MadeUp.cell("PowerNorm", Pass.FORWARD, 4096, 4096);
    private static final Cell TINY = MadeUp.cell("LayerNorm", Pass.FORWARD, 3, 7);

    @Test
    void nothingIsMetWhereNothingWasMeasured() {
        List<Verdict> verdicts = Goals.judge(new MadeUp().contenders().findings());
        assertEquals(9, verdicts.size());
        verdicts.forEach(verdict -> assertEquals(Outcome.NOT_MEASURED, verdict.outcome(), verdict::goal));
    }

    @Test
    void theLowerEndOfTheWorstCellDecides() {
        MadeUp madeUp =
                new MadeUp().contenders().time(MEDIUM, "generated", 100, 0).time(MEDIUM, "vector", 100, 3);
        assertEquals(Outcome.MET, verdict(madeUp, "hand-written Vector API").outcome());
        madeUp.time(TINY, "generated", 100, 0).time(TINY, "vector", 100, 4);
        Verdict verdict = verdict(madeUp, "hand-written Vector API");
        assertEquals(Outcome.NOT_MET, verdict.outcome());
        assertEquals(0.96, verdict.worst(), EXACT);
        assertEquals("LayerNorm forward 3x7, vector", verdict.where());
    }

    @Test
    void naiveCountsInOneCellAlone() {
        MadeUp madeUp = new MadeUp()
                .contenders()
                .time(LARGE, "generated", 100, 0)
                .time(LARGE, "naive", 10, 0)
                .time(MEDIUM, "generated", 100, 0)
                .time(MEDIUM, "naive", 510, 5);
        Verdict verdict = verdict(madeUp, "naive over generated");
        assertEquals(Outcome.MET, verdict.outcome());
        assertEquals(5.05, verdict.worst(), EXACT);
    }

    @Test
    void nativeKernelsHaveAGoalForEachCellAndOneForTheMean() {
        MadeUp madeUp = new MadeUp()
                .contender("generated", Kind.GENERATED, 1)
                .contender("pytorch", Kind.OPPONENT, 1)
                .time(MEDIUM, "generated", 100, 0)
                .time(MEDIUM, "pytorch", 90, 0)
                .time(LARGE, "generated", 100, 0)
                .time(LARGE, "pytorch", 1000, 0)
                .time(TINY, "generated", 100, 0)
                .time(TINY, "pytorch", 100_000, 0);
        assertEquals(
                Outcome.NOT_MET,
                verdict(madeUp, "PyTorch over generated, every cell").outcome());
        Verdict mean = verdict(madeUp, "PyTorch over generated, geometric mean");
        assertEquals(Outcome.MET, mean.outcome());
        assertEquals(3, mean.worst(), EXACT);
    }

    @Test
    void aCopyIsTheMeasureAtTheLargeShape() {
        MadeUp madeUp =
                new MadeUp().contenders().time(LARGE, "generated", 100, 0).time(LARGE, "copy", 86, 0);
        assertEquals(
                Outcome.MET, verdict(madeUp, "copy over generated, PowerNorm").outcome());
        assertEquals(
                Outcome.NOT_MEASURED,
                verdict(madeUp, "copy over generated, LayerNorm").outcome());
    }

    @Test
    void twoThreadsHaveToGainWhatTheyGainForACopy() {
        MadeUp madeUp = new MadeUp()
                .contender("generated", Kind.GENERATED, 1)
                .contender("generated-2-threads", Kind.GENERATED, 2)
                .contender("copy", Kind.COPY, 1)
                .contender("copy-2-threads", Kind.COPY, 2)
                .time(MEDIUM, "generated", 90, 0)
                .time(MEDIUM, "generated-2-threads", 50, 0)
                .time(MEDIUM, "copy", 80, 0)
                .time(MEDIUM, "copy-2-threads", 40, 0)
                .time(TINY, "generated", 1, 0)
                .time(TINY, "generated-2-threads", 50, 0)
                .time(TINY, "copy", 1, 0)
                .time(TINY, "copy-2-threads", 50, 0);
        Verdict verdict = verdict(madeUp, "what two threads gain");
        assertEquals(0.9, verdict.worst(), EXACT);
        assertEquals(Outcome.MET, verdict.outcome());
        assertEquals("LayerNorm forward 512x1024", verdict.where());
    }

    @Test
    void compileTimesAndBytesMustNotBeMore() {
        MadeUp madeUp = new MadeUp()
                .contenders()
                .compileTime(new CompileTime("LayerNorm", 900, 50, 9))
                .allocation(new Allocation("LayerNorm", Pass.FORWARD, "naive", 16))
                .allocation(new Allocation("LayerNorm", Pass.FORWARD, "generated", 0));
        assertEquals(Outcome.MET, verdict(madeUp, "milliseconds from text").outcome());
        assertEquals(Outcome.MET, verdict(madeUp, "bytes allocated").outcome());
        madeUp.compileTime(new CompileTime("DyT", 900, 50.1, 9))
                .allocation(new Allocation("DyT", Pass.BACKWARD, "generated", 0.5));
        assertEquals("DyT", verdict(madeUp, "milliseconds from text").where());
        assertEquals(Outcome.NOT_MET, verdict(madeUp, "milliseconds from text").outcome());
        assertEquals(Outcome.NOT_MET, verdict(madeUp, "bytes allocated").outcome());
    }

    private static Verdict verdict(MadeUp madeUp, String start) {
        List<Verdict> verdicts = Goals.judge(madeUp.findings()).stream()
                .filter(verdict -> verdict.goal().startsWith(start))
                .toList();
        assertEquals(1, verdicts.size(), start);
        return verdicts.get(0);
    }
}
