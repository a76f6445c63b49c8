package dev.normc.runtime.literature;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every norm of the library computes what its paper says: outputs, gradients and states, over some steps, in both
 * modes.
 */
class LiteratureTest {

    /** Both sides compute in double, with sums of at most some hundred terms. */
    private static final double TOLERANCE = 1e-11;

    static Stream<Entry> entries() {
        return Stream.of(
                        FiveNorms.ENTRIES,
                        RowNorms.ENTRIES,
                        ModulatedNorms.ENTRIES,
                        DetachedNorms.ENTRIES,
                        CosineNorms.ENTRIES,
                        PointwiseNorms.ENTRIES,
                        ImageNorms.ENTRIES,
                        MeetingNorms.ENTRIES,
                        WhiteningNorms.ENTRIES,
                        OnlineNorms.ENTRIES,
                        PowerNorms.ENTRIES,
                        Rings.ENTRIES,
                        BatchNorms.ENTRIES,
                        AveragedNorms.ENTRIES,
                        MixedNorms.ENTRIES,
                        ConditionedNorms.ENTRIES,
                        ScaledBatchNorms.ENTRIES)
                .flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("entries")
    void everyStepIsThatOfTheOracle(Entry entry) {
        Trial trial = new Trial(entry);
        trial.run();
        assertTrue(trial.worst() <= TOLERANCE, trial::toString);
        System.out.println("literature: " + trial);
    }
}
