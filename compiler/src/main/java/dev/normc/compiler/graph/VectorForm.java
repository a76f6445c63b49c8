package dev.normc.compiler.graph;

/**
 * How an operator is written with the classes of {@code jdk.incubator.vector}; the emitter knows these forms and no
 * operator. Each has the bits of the operator's {@link JavaForm}, lane by lane.
 */
public sealed interface VectorForm {

    /** {@code a.add(b)}: a method of the first operand. */
    record Method(String name) implements VectorForm {}

    /** {@code broadcast(1).div(a)}. */
    record Inverse() implements VectorForm {}

    /** {@code broadcast(1).div(a.sqrt())}. */
    record InverseRoot() implements VectorForm {}

    /** {@code a.max(low).min(high)}. */
    record Clip() implements VectorForm {}

    /** {@code a.blend(1, a > 0).blend(-1, a < 0)}: zeros and NaN stay as they are. */
    record Signum() implements VectorForm {}

    /** {@code a.compare(VectorOperators.LT, b)}. */
    record Compare(String operator) implements VectorForm {}

    /** {@code alternative.blend(consequence, condition)}. */
    record Blend() implements VectorForm {}

    /** The operand itself. */
    record Itself() implements VectorForm {}

    /** None: a sweep with this operator takes one element at a time. */
    record None() implements VectorForm {}
}
