package dev.normc.cli.bundle;

import dev.normc.compiler.graph.Signature;
import dev.normc.compiler.graph.Signature.Initialised;
import dev.normc.compiler.graph.Tensor;
import dev.normc.compiler.graph.UniformValue;
import dev.normc.runtime.BoundNorm;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Sizes and the numbers for them.
 *
 * @param name of the method that makes it in the test
 * @param sizes the sizes that a caller gives, by axis
 * @param positive whether inputs are above 0, for norms of energies and the like
 */
record Problem(String name, Map<String, Integer> sizes, boolean positive) {

    /** The seed of all numbers. */
    static final long SEED = 17;

    Problem withPositiveInputs() {
        return new Problem(name, sizes, true);
    }

    /** The numbers of {@code tensor} before a step. */
    Numbers numbers(Tensor tensor, BoundNorm bound) {
        int length = bound.length(tensor);
        return switch (tensor.role()) {
            case INPUT ->
                positive
                        ? new Numbers(Numbers.Kind.UNIFORM, length, 0.125, 3)
                        : new Numbers(Numbers.Kind.UNIFORM, length, -2, 3);
            case UPSTREAM -> new Numbers(Numbers.Kind.UNIFORM, length, -1, 1);
            case DATA -> new Numbers(Numbers.Kind.MASK, length, 0, 1);
            case PARAMETER -> parameter(length, initial(tensor, bound));
            case STATE -> state(tensor, length, initial(tensor, bound));
            case OUTPUT, GRADIENT -> new Numbers(Numbers.Kind.NAN, length, 0, 0);
        };
    }

    /** One that starts positive stays so: the program may take its root. */
    private static Numbers parameter(int length, double initial) {
        return initial > 0
                ? new Numbers(Numbers.Kind.UNIFORM, length, initial / 2, 1.5 * initial)
                : new Numbers(Numbers.Kind.UNIFORM, length, initial - 0.5, initial + 0.5);
    }

    /** As some steps may leave it. One that starts at 0 or above stays there; a whole one without axes may count. */
    private static Numbers state(Tensor tensor, int length, double initial) {
        if (tensor.isCounter()) {
            boolean counts = initial == Math.rint(initial);
            return new Numbers(Numbers.Kind.SAME, length, counts ? initial + 3 : 1.25 * initial, 0);
        }
        return initial > 0
                ? new Numbers(Numbers.Kind.UNIFORM, length, initial / 2, 1.5 * initial)
                : new Numbers(Numbers.Kind.UNIFORM, length, initial, initial + 0.25);
    }

    private static double initial(Tensor tensor, BoundNorm bound) {
        Signature signature = bound.norm().signature();
        List<Initialised> all = Stream.of(signature.parameters(), signature.states())
                .flatMap(List::stream)
                .toList();
        return all.stream()
                .filter(one -> one.tensor().equals(tensor))
                .flatMap(one -> one.initial().stream())
                .mapToDouble(node -> UniformValue.of(node, bound.sizes()))
                .findFirst()
                .orElse(0);
    }
}
