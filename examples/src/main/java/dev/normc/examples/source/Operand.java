package dev.normc.examples.source;

import dev.normc.compiler.graph.Tensor;
import java.util.List;

/** What a parameter of a kernel stands for. */
sealed interface Operand {

    /** The array of a tensor, flat and row-major. */
    record Flat(Tensor tensor) implements Operand {}

    /** A tensor as an array of its rows; what the kernel works on is a copy. */
    record Rows(Tensor tensor) implements Operand {}

    /** A tensor without axes that is read alone, as a number. */
    record Scalar(Tensor tensor, Class<?> type) implements Operand {}

    /** The product of the sizes of axes. */
    record Size(List<String> axes, Class<?> type) implements Operand {}

    /** A constant of the program. */
    record Constant(String name, double value, Class<?> type) implements Operand {}

    /** An array that carries what the forward knows to the backward, and belongs to no tensor. */
    record Saved(Scratch scratch, Class<?> type) implements Operand {}
}
