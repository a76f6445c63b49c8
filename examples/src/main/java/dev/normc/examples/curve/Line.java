package dev.normc.examples.curve;

import dev.normc.compiler.graph.Signature;
import dev.normc.compiler.graph.Sizes;
import dev.normc.compiler.graph.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The line through the inputs of a norm that a curve is taken along: the first element of one input goes from one
 * number to another, and everything else stays where it is.
 *
 * @param input whose element moves; the first input if empty
 * @param output whose first element is the curve; the first output if empty
 * @param sizes the size of every axis, by name, a split one by its whole
 * @param seed what the elements that stay are drawn from
 * @param steps how many steps of training the states have behind them, all with the elements that stay; 0 for states
 *     with their initial values
 * @param from where the element starts
 * @param to where it ends, above {@code from}
 */
public record Line(
        Optional<String> input,
        Optional<String> output,
        Map<String, Integer> sizes,
        long seed,
        int steps,
        double from,
        double to) {

    /** How many places are evaluated, both ends among them: steps of 0.02 between -4 and 4. */
    static final int PLACES = 401;

    private static final int USUAL_SIZE = 16;
    private static final int FEWEST_PER_PART = 4;
    private static final double MOST_ELEMENTS = 1 << 12;

    /**
     * @throws IllegalArgumentException unless {@code from} and {@code to} are finite numbers in this order, and
     *     {@code steps} not negative
     */
    public Line {
        if (!(from < to && Double.isFinite(from) && Double.isFinite(to))) {
            throw new IllegalArgumentException(
                    "a curve goes from a number to a larger one, given " + from + " and " + to);
        }
        if (steps < 0) {
            throw new IllegalArgumentException("the steps of training cannot be fewer than 0, given " + steps);
        }
    }

    /**
     * The sizes that a caller gives: 16 along each axis, or half of that, and again, until the curve of a tensor over
     * all axes does not take long. An axis that a constant divides has at least four elements in each part.
     */
    public static Map<String, Integer> usualSizes(Signature signature) {
        Sizes sizes = Sizes.of(signature);
        int usual = USUAL_SIZE;
        while (usual > 2 && Math.pow(usual, sizes.given().size()) > MOST_ELEMENTS) {
            usual /= 2;
        }
        Map<String, Integer> chosen = new LinkedHashMap<>();
        for (String axis : sizes.given()) {
            chosen.put(axis, multiple(signature, axis, usual));
        }
        return chosen;
    }

    private static int multiple(Signature signature, String axis, int usual) {
        int divisor = signature.splits().stream()
                .filter(split -> split.whole().equals(axis))
                .flatMap(split -> split.parts().stream())
                .mapToInt(part -> Sizes.of(signature).fixed(part).orElse(1))
                .reduce(1, (a, b) -> a * b);
        return divisor == 1 ? usual : divisor * Math.max(FEWEST_PER_PART, usual / divisor);
    }

    double at(int place) {
        double part = (double) place / (PLACES - 1);
        return from + (to - from) * part;
    }

    Tensor inputOf(Signature signature) {
        return chosen(signature, "input", signature.inputs(), input);
    }

    Tensor outputOf(Signature signature) {
        return chosen(signature, "output", signature.outputs(), output);
    }

    private static Tensor chosen(Signature signature, String noun, List<Tensor> tensors, Optional<String> name) {
        return tensors.stream()
                .filter(tensor -> name.isEmpty() || name.get().equals(tensor.name()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(signature.name() + " has no " + noun + " "
                        + name.orElse("") + "; it has "
                        + String.join(", ", tensors.stream().map(Tensor::name).toList()) + "."));
    }
}
