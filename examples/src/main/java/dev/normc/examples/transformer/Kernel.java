package dev.normc.examples.transformer;

import dev.normc.compiler.graph.Role;
import dev.normc.runtime.Arguments;
import dev.normc.runtime.Workspace;

/** A generated program on arrays that stay: its forward and backward in training, its forward in inference. */
final class Kernel {

    private final Programs.Bound bound;
    private final Arguments training;
    private final Arguments inference;
    private final Workspace workspace;
    private final Times times;
    private final Times.Kind kind;

    Kernel(Programs.Bound bound, Times times, Times.Kind kind) {
        this.bound = bound;
        this.training = bound.training().newArguments();
        this.inference = bound.inference().newArguments();
        this.workspace = bound.training().newWorkspace();
        this.times = times;
        this.kind = kind;
    }

    /** Sets an array, for all three. */
    Kernel set(Role role, String name, Values values) {
        if (values instanceof FloatValues floats) {
            training.set(role, name, floats.array());
            inference.set(role, name, floats.array());
        } else if (values instanceof DoubleValues doubles) {
            training.set(role, name, doubles.array());
            inference.set(role, name, doubles.array());
        }
        return this;
    }

    /** Sets {@code x}, {@code y} and their gradients in a program with one input of that name and one output. */
    Kernel map(String input, Values x, String output, Values y, Values dy, Values dx) {
        return set(Role.INPUT, input, x)
                .set(Role.OUTPUT, output, y)
                .set(Role.UPSTREAM, output, dy)
                .set(Role.GRADIENT, input, dx);
    }

    /** Sets the array and the gradient of a parameter. */
    Kernel set(String name, Parameter parameter) {
        return set(Role.PARAMETER, name, parameter.values()).set(Role.GRADIENT, name, parameter.gradient());
    }

    /** Gives arrays of their own to all that has none: stand-ins of data, and outputs that nobody reads. */
    Kernel complete() {
        training.fillInitial();
        inference.fillInitial();
        return this;
    }

    void forward(boolean inTraining) {
        long start = System.nanoTime();
        if (inTraining) {
            bound.training().forward(training, workspace);
        } else {
            bound.inference().forward(inference, bound.inferenceWorkspace());
        }
        times.add(kind, start);
    }

    /** The gradients of the last forward in training. */
    void backward() {
        long start = System.nanoTime();
        bound.training().backward(training, workspace);
        times.add(kind, start);
    }
}
