package dev.normc.runtime.literature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.normc.dsl.library.Library;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every norm of the library computes what its paper says: outputs, gradients and states, over some steps, in both
 * modes. With {@code -Dnormc.literature=true} it prints the errors, one line for each entry.
 */
class LiteratureTest {

    /** Both sides compute in double, with sums of at most some hundred terms. */
    private static final double TOLERANCE = 1e-11;

    static Stream<Entry> entries() {
        return Stream.of(
                        AveragedNorms.ENTRIES,
                        BatchNorms.ENTRIES,
                        ConditionedNorms.ENTRIES,
                        CosineNorms.ENTRIES,
                        DetachedNorms.ENTRIES,
                        FiveNorms.ENTRIES,
                        GraphNorms.ENTRIES,
                        ImageNorms.ENTRIES,
                        MeetingNorms.ENTRIES,
                        MixedNorms.ENTRIES,
                        MixtureNorms.ENTRIES,
                        ModulatedNorms.ENTRIES,
                        OnlineNorms.ENTRIES,
                        PointwiseNorms.ENTRIES,
                        PowerNorms.ENTRIES,
                        ResidualNorms.ENTRIES,
                        ReversibleNorms.ENTRIES,
                        Rings.ENTRIES,
                        RowNorms.ENTRIES,
                        ScaledBatchNorms.ENTRIES,
                        ScalingNorms.ENTRIES,
                        WeightNorms.ENTRIES,
                        WhiteningNorms.ENTRIES)
                .flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("entries")
    void everyStepIsThatOfTheOracle(Entry entry) {
        Trial trial = new Trial(entry);
        trial.run();
        assertTrue(trial.worst() <= TOLERANCE, trial::toString);
        if (Boolean.getBoolean("normc.literature")) {
            System.out.println("literature: " + trial);
        }
    }

    @Test
    void everyNormOfTheLibraryHasAnOracle() {
        TreeSet<String> norms = entries().map(Entry::norm).collect(Collectors.toCollection(TreeSet::new));
        assertEquals(new TreeSet<>(Library.names()), norms);
    }
}
