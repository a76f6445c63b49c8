package dev.normc.cli;

import org.junit.jupiter.api.Test;

/** {@code normc gradcheck}. */
class GradcheckCommandTest {

    @Test
    void everyGradientHasARow() {
        Outcome.of("gradcheck", "LayerNorm", "--size", "D=4", "--size", "N=3", "--seed", "7")
                .succeeds()
                .says("LayerNorm: N = 3, D = 4, seed 7\n")
                .says("\n  dx ")
                .says("\n  dgamma ")
                .says("\n  dbeta ");
    }

    @Test
    void anApproximateGradientIsSaidToBeOneAndDoesNotFail() {
        Outcome.of("gradcheck", "PowerNorm")
                .succeeds()
                .says("PowerNorm, training: ")
                .says("PowerNorm, inference: ")
                .says("right, approximate")
                .says("  approximate: the program defines this gradient otherwise than the exact one");
    }

    @Test
    void aToleranceThatNobodyMeetsFails() {
        Outcome outcome = Outcome.of("gradcheck", "LayerNorm", "--tolerance", "1e-30");
        org.junit.jupiter.api.Assertions.assertEquals(ExitCode.FAILED, outcome.code());
        outcome.says("WRONG");
    }

    @Test
    void misuseIsOneSentence() {
        Outcome.of("gradcheck", "LayerNorm", "--size", "Q=3")
                .isMisused("normc gradcheck", "LayerNorm has no axis Q; its axes are N, D.");
        Outcome.of("gradcheck", "LayerNorm", "--size", "D=0")
                .isMisused("normc gradcheck", "The size of axis D must be a whole number from 1 to 2147483647.");
        Outcome.of("gradcheck", "LayerNorm", "--size", "D=2.5")
                .isMisused("normc gradcheck", "The size of axis D must be a whole number from 1 to 2147483647.");
        Outcome.of("gradcheck", "LayerNorm", "--seed", "x")
                .isMisused("normc gradcheck", "Invalid value for option '--seed': 'x' is not a long.");
    }
}
