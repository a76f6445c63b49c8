package dev.normc.examples.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.normc.examples.experiment.Sample.Relation;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rule by which a difference counts, and what verdicts make of it. */
class SampleTest {

    private static final double INFINITE = Double.POSITIVE_INFINITY;

    private static Sample of(Double... values) {
        return new Sample(List.of(values));
    }

    @Test
    void aDifferenceCountsOnlyBeyondTheLargerOfBothRanges() {
        assertEquals(Relation.LOWER, of(1.0, 1.5, 2.0).to(of(2.6, 2.7, 2.8)), "1.2 apart, ranges 1 and 0.2");
        assertEquals(Relation.NOT_RESOLVED, of(1.0, 1.5, 2.0).to(of(2.3, 2.4, 2.5)), "0.9 apart, ranges 1 and 0.2");
        assertEquals(Relation.HIGHER, of(2.6, 2.7, 2.8).to(of(1.0, 1.5, 2.0)));
        assertEquals(Relation.NOT_RESOLVED, of(1.0, 2.0).to(of(2.0, 3.0)), "as far apart as the ranges");
        assertEquals(Relation.NOT_RESOLVED, of(1.0, 1.0).to(of(1.0, 1.0)), "no difference at all");
    }

    @Test
    void oneSeedResolvesNothing() {
        assertEquals(Relation.NOT_RESOLVED, of(1.0).to(of(100.0, 101.0)));
        assertEquals(Relation.NOT_RESOLVED, of(1.0, 1.1).to(of(100.0)));
    }

    @Test
    void divergedRunsAreWorseThanAllOthersIfAllOfThemDiverged() {
        assertEquals(Relation.LOWER, of(5.0, 6.0).to(of(INFINITE, INFINITE)));
        assertEquals(Relation.HIGHER, of(Double.NaN, INFINITE).to(of(5.0, 6.0)));
        assertEquals(Relation.NOT_RESOLVED, of(5.0, INFINITE).to(of(5.0, 6.0)), "one of two");
        assertEquals(Relation.NOT_RESOLVED, of(INFINITE, INFINITE).to(of(INFINITE, INFINITE)));
        assertEquals(1, of(5.0, Double.NaN).diverged());
    }

    @Test
    void verdictsFollowTheRelation() {
        assertEquals(Verdict.HOLDS, Verdict.below(of(1.0, 1.1), of(2.0, 2.1)));
        assertEquals(Verdict.DOES_NOT_HOLD, Verdict.below(of(2.0, 2.1), of(1.0, 1.1)));
        assertEquals(Verdict.NOT_RESOLVED, Verdict.below(of(1.0, 3.0), of(2.0, 2.1)));
        assertEquals(Verdict.HOLDS, Verdict.within(of(0.1, -0.2), -0.25, 0.25));
        assertEquals(Verdict.NOT_RESOLVED, Verdict.within(of(0.1, -0.3), -0.25, 0.25));
        assertEquals(Verdict.DOES_NOT_HOLD, Verdict.within(of(0.3, -0.3), -0.25, 0.25));
        assertEquals(Verdict.NOT_RESOLVED, Verdict.within(of(0.1, Double.NaN), -0.25, Double.POSITIVE_INFINITY));
    }

    @Test
    void aClaimOfPartsIsAsGoodAsItsWorstPart() {
        assertEquals(Verdict.HOLDS, Verdict.all(Verdict.HOLDS, Verdict.HOLDS));
        assertEquals(Verdict.NOT_RESOLVED, Verdict.all(Verdict.HOLDS, Verdict.NOT_RESOLVED, Verdict.HOLDS));
        assertEquals(
                Verdict.DOES_NOT_HOLD, Verdict.all(Verdict.NOT_RESOLVED, Verdict.DOES_NOT_HOLD, Verdict.NOT_RESOLVED));
        assertEquals("does not hold", Verdict.DOES_NOT_HOLD.toString());
    }

    @Test
    void figuresAreWrittenWithThreeDigits() {
        assertEquals("6.31 (6.20 to 6.40)", Figures.of(of(6.2, 6.33, 6.4)));
        assertEquals("0.00123", Figures.of(0.0012345));
        assertEquals("1.23e-05", Figures.of(0.000012345));
        assertEquals("1235", Figures.of(1234.6));
        assertEquals("0", Figures.of(0));
        assertEquals("infinite", Figures.of(INFINITE));
        assertEquals("0.0003", Figures.setting(3e-4));
        assertEquals("1", Figures.setting(1));
    }
}
