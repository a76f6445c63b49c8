package dev.normc.dsl.diagnostic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which slips are recognized. */
class DidYouMeanTest {

    @ParameterizedTest
    @CsvSource({
        "sigmma, sigma",
        "simga, sigma",
        "sgma, sigma",
        "sigms, sigma",
        "SIGMA, sigma",
        "runing_men, running_mean",
        "mu1, mu",
        "n, N",
        "layernorm, LayerNorm",
        "RMSNorm, RmsNorm"
    })
    void slipIsNear(String slip, String meant) {
        assertEquals(Optional.of(meant), DidYouMean.nearest(slip, List.of("other", meant, "unlike")));
    }

    @ParameterizedTest
    @CsvSource({"a, b", "x, y", "mu, tau", "gamma, beta", "mean, var", "abc, xyz", "'', a"})
    void anotherWordIsNot(String word, String other) {
        assertEquals(Optional.empty(), DidYouMean.nearest(word, List.of(other)));
    }

    @Test
    void nearestOfAllIsMeant() {
        assertEquals(Optional.of("gamma1"), DidYouMean.nearest("gama1", List.of("gamma", "gamma1", "gamma2")));
    }

    @Test
    void latestOfEquallyNearIsMeant() {
        assertEquals(Optional.of("gamma2"), DidYouMean.nearest("gamma3", List.of("gamma1", "gamma2")));
    }

    @Test
    void longWordsAreNotCompared() {
        assertEquals(Optional.empty(), DidYouMean.nearest("a".repeat(100), List.of("a".repeat(99))));
    }
}
