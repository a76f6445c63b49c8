package dev.normc.runtime.cases;

import dev.normc.compiler.graph.Axis;
import dev.normc.compiler.graph.Signature;
import dev.normc.compiler.graph.Sizes;
import dev.normc.compiler.graph.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Which sizes the axes of a program have in a case. */
final class Shapes {

    private Shapes() {}

    /** The shape of {@code tensor}, as the program writes it: the parts of a split axis are one dimension. */
    static List<Integer> of(Signature signature, Tensor tensor, Map<String, Integer> sizes) {
        return Sizes.of(signature).dimensions(tensor).stream()
                .map(dimension -> dimension.length(sizes))
                .toList();
    }

    /**
     * The size of every axis: as the case says; an axis that it does not name has the size that an input gives it.
     *
     * @throws IllegalArgumentException if the sizes contradict one another
     */
    static Map<String, Integer> sizes(Signature signature, CaseFile file) {
        Map<String, Integer> sizes = new LinkedHashMap<>();
        for (String axis : Sizes.of(signature).given()) {
            Integer size = file.axes().get(axis);
            if (size == null) {
                size = sizeOf(axis, signature, file.steps().get(0));
            }
            sizes.put(axis, size);
        }
        // what follows from these may be named as well, and must then be right
        signature.axes().stream()
                .map(Axis::name)
                .filter(axis -> file.axes().containsKey(axis))
                .forEach(axis ->
                        sizes.put(axis, Objects.requireNonNull(file.axes().get(axis))));
        return Sizes.of(signature).complete(sizes);
    }

    private static int sizeOf(String axis, Signature signature, CaseFile.Step step) {
        for (Tensor input : signature.inputs()) {
            CaseTensor given = step.inputs().get(input.name());
            List<String> dimensions = Sizes.of(signature).dimensions(input).stream()
                    .map(Sizes.Dimension::name)
                    .toList();
            int place = dimensions.indexOf(axis);
            if (given != null && place >= 0 && given.shape().size() == dimensions.size()) {
                return given.shape().get(place);
            }
        }
        throw new CaseException(
                "The case gives no size for axis " + axis + " of " + signature.name() + "; put it under axes.");
    }
}
