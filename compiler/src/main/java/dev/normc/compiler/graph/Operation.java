package dev.normc.compiler.graph;

import java.util.List;

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

    /** The coordinate along an axis, from 0. No inputs. */
    record Index(Axis axis) implements Operation {}

    /**
     * The value of a tensor that the caller hands in. No inputs.
     *
     * @param late for a state: as it is when the backward starts, not as the forward saw it
     */
    record Read(Tensor tensor, boolean late) implements Operation {

        public Read(Tensor tensor) {
            this(tensor, false);
        }
    }

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

    /**
     * A value with a backward of its own. Inputs: the value; then the values that get a gradient; then as many
     * gradients for them; then the next values of {@code states}. Its value is the first input. Gradients and next
     * values may use {@link Adjoint}, in whose place differentiation puts what reaches the value.
     *
     * @param value its name in the program
     * @param targets how many values get a gradient
     * @param states the states that the backward moves
     */
    record Custom(String value, int targets, List<Tensor> states) implements Operation {
        public Custom {
            states = List.copyOf(states);
        }
    }

    /** The gradient that reaches the value of that name and axes, before differentiation knows it. No inputs. */
    record Adjoint(String value, Axes axes) implements Operation {}
}
