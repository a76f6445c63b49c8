package dev.normc.compiler.graph;

/** What a node does with its inputs. */
public sealed interface Operation {

    /** A number of the program, uniform. No inputs. */
    record Constant(double value) implements Operation {
        // -0.0 and 0.0 are different constants, all NaN are one
        @Override
        public boolean equals(Object other) {
            return other instanceof Constant constant && Double.compare(value, constant.value) == 0;
        }

        @Override
        public int hashCode() {
            return Double.hashCode(value);
        }
    }

    /** The size of an axis, uniform. No inputs. */
    record Size(Axis axis) implements Operation {}

    /** The value of a tensor that the caller hands in. No inputs. */
    record Read(Tensor tensor) implements Operation {}

    /** A pointwise operator of the table; inputs broadcast by name. */
    record Apply(Pointwise operator) implements Operation {}

    /**
     * A reduction of its single input over {@code over}, which the input varies over. The result of a sum is divided by
     * the product of the sizes of {@code averaged}: empty for a sum, {@code over} for a mean; more than {@code over}
     * only for the outer part of a mean that has been split axis by axis.
     */
    record Reduce(Reduction reduction, Axes over, Axes averaged) implements Operation {}

    /**
     * Reads a running value. Inputs: the state's value before the step, this step's statistic, the count of elements
     * that the statistic reduces. Its value is the first input; its gradient is the approximate one that
     * {@code running} defines, with {@code adjoint} as the state of the backward and {@code decay} a constant in [0,
     * 1].
     */
    record Running(Tensor adjoint, double decay) implements Operation {}
}
