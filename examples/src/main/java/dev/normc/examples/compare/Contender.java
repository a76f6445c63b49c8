package dev.normc.examples.compare;

import dev.normc.examples.HandwrittenKernel;
import dev.normc.examples.HandwrittenKernels;
import dev.normc.runtime.Arguments;
import dev.normc.runtime.BoundNorm;
import dev.normc.runtime.Mode;
import dev.normc.runtime.Workspace;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One of those that are compared.
 *
 * @param label its name in tables
 * @param passes what it has kernels for; a forward always
 * @param binder makes its kernels for a problem
 */
public record Contender(String label, Set<Pass> passes, Binder binder) {

    /** What the generated kernels are called. */
    public static final String GENERATED = "generated";

    public Contender {
        passes = Set.copyOf(passes);
    }

    /** One that has both kernels. */
    public Contender(String label, Binder binder) {
        this(label, EnumSet.allOf(Pass.class), binder);
    }

    /** Makes kernels that work on a problem's arrays. */
    @FunctionalInterface
    public interface Binder {
        Bound bind(Problem problem);
    }

    /** A forward and a backward in training; the backward is that of the last forward. */
    public interface Bound {
        void forward();

        void backward();

        /** Brings results that the kernels wrote elsewhere to the arrays of the problem; this is not timed. */
        default void deliver() {}

        /** Runs one kernel. */
        default void run(Pass pass) {
            switch (pass) {
                case FORWARD -> forward();
                case BACKWARD -> backward();
            }
        }
    }

    /** The generated kernels and, behind them, those that were written by hand for a norm of this name. */
    public static List<Contender> of(String norm) {
        List<Contender> contenders = new ArrayList<>();
        contenders.add(generated());
        for (HandwrittenKernel kernel : HandwrittenKernels.of(norm)) {
            contenders.add(handwritten(kernel.label(), () -> fresh(norm, kernel.label())));
        }
        return contenders;
    }

    /** An instance owns its saved values, so each problem has its own. */
    private static HandwrittenKernel fresh(String norm, String label) {
        return HandwrittenKernels.of(norm).stream()
                .filter(kernel -> kernel.label().equals(label))
                .findFirst()
                .orElseThrow();
    }

    /** The kernels that normc generates. */
    public static Contender generated() {
        return generated(BoundNorm::newWorkspace);
    }

    /**
     * The kernels that normc generates, with a workspace that the caller makes, one that threads share for instance.
     */
    public static Contender generated(Function<BoundNorm, Workspace> workspace) {
        return new Contender(GENERATED, problem -> {
            BoundNorm bound = problem.norm().bind(problem.sizes(), Mode.TRAINING);
            Arguments arguments = bound.newArguments();
            List<Counter> counters = new ArrayList<>();
            problem.arrays().forEach((tensor, array) -> {
                if (bound.tensors().contains(tensor) && tensor.isCounter()) {
                    Counter counter = new Counter(array);
                    arguments.set(tensor.role(), tensor.name(), counter.held);
                    counters.add(counter);
                } else if (bound.tensors().contains(tensor)) {
                    arguments.set(tensor.role(), tensor.name(), array);
                }
            });
            return new Generated(bound, arguments, workspace.apply(bound), counters);
        });
    }

    /** A state that every kernel keeps as double, and a problem as float like all else. */
    private static final class Counter {
        private final float[] told;
        private final double[] held = new double[1];

        Counter(float[] told) {
            this.told = told;
        }

        void take() {
            held[0] = told[0];
        }

        void tell() {
            told[0] = (float) held[0];
        }
    }

    /** Kernels that somebody wrote; each problem gets an instance of its own. */
    public static Contender handwritten(String label, Supplier<HandwrittenKernel> instances) {
        return new Contender(label, problem -> {
            HandwrittenKernel kernel = instances.get();
            kernel.bind(problem.sizes(), problem.norm().signature().constants(), problem.byLabel());
            return new Handwritten(kernel);
        });
    }

    private record Generated(BoundNorm norm, Arguments arguments, Workspace workspace, List<Counter> counters)
            implements Bound {

        @Override
        public void forward() {
            counters.forEach(Counter::take);
            norm.forward(arguments, workspace);
            counters.forEach(Counter::tell);
        }

        @Override
        public void backward() {
            counters.forEach(Counter::take);
            norm.backward(arguments, workspace);
            counters.forEach(Counter::tell);
        }
    }

    private record Handwritten(HandwrittenKernel kernel) implements Bound {
        @Override
        public void forward() {
            kernel.forward();
        }

        @Override
        public void backward() {
            kernel.backward();
        }
    }
}
