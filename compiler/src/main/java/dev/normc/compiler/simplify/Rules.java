package dev.normc.compiler.simplify;

import static dev.normc.compiler.simplify.Exactness.ASSUMES_FINITE;
import static dev.normc.compiler.simplify.Exactness.BITWISE;
import static dev.normc.compiler.simplify.Exactness.REASSOCIATES;

import java.util.List;

/** The rules, in the order in which they are tried. */
final class Rules {

    private static final List<Rule> EVERYWHERE = List.of(
            new Rule("fold-constants", BITWISE, OperatorRules::foldConstants),
            new Rule("negate-twice", BITWISE, OperatorRules::negateTwice),
            new Rule("times-one", BITWISE, OperatorRules::timesOne),
            new Rule("plus-zero", REASSOCIATES, OperatorRules::plusZero),
            new Rule("same-branches", BITWISE, OperatorRules::sameBranches),
            new Rule("divide-by-root", REASSOCIATES, OperatorRules::divideByRoot),
            new Rule("invert-root", BITWISE, OperatorRules::invertRoot),
            new Rule("divide-by-smaller", REASSOCIATES, OperatorRules::divideBySmaller),
            new Rule("bracket-product", REASSOCIATES, ProductRules::bracket),
            new Rule("commute", BITWISE, OperatorRules::commute));

    private static final List<Rule> BACKWARD_ONLY = List.of(
            new Rule("times-zero", ASSUMES_FINITE, OperatorRules::timesZero),
            new Rule("invert-by-root", REASSOCIATES, ProductRules::invertByRoot),
            new Rule("cancel-root", ASSUMES_FINITE, ProductRules::cancelRoot),
            new Rule("cancel-size", REASSOCIATES, ProductRules::cancelSize),
            new Rule("sum-over-size", REASSOCIATES, ProductRules::sumOverSize),
            new Rule("reuse-product", REASSOCIATES, ProductRules::reuseProduct),
            new Rule("absorb-into-sum", REASSOCIATES, ProductRules::absorbIntoSum),
            new Rule("pull-out-of-sum", REASSOCIATES, ReductionRules::pullOut),
            new Rule("drop-balanced", ASSUMES_FINITE, ReductionRules::dropBalanced),
            new Rule("share-sum", REASSOCIATES, ReductionRules::shareSum),
            new Rule("like-terms", ASSUMES_FINITE, SumRules::likeTerms),
            new Rule("common-factor", REASSOCIATES, SumRules::commonFactor),
            new Rule("bracket-sum", REASSOCIATES, SumRules::bracket));

    private Rules() {}

    /** For the forward: what a person would expect to be the same formula. */
    static List<Rule> forForward() {
        return EVERYWHERE;
    }

    /** For the backward, which nobody wrote and so may take any shape. */
    static List<Rule> forBackward() {
        return java.util.stream.Stream.concat(EVERYWHERE.stream(), BACKWARD_ONLY.stream())
                .toList();
    }
}
