package dev.normc.runtime.cases;

import dev.normc.compiler.graph.Axis;
import dev.normc.compiler.graph.Signature;
import dev.normc.compiler.graph.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which sizes the axes of a program have in a case. */
final class Shapes {

    private Shapes() {}

    /** The shape of {@code tensor}. */
    static List<Integer> of(Tensor tensor, Map<String, Integer> sizes) {
        return tensor.layout().stream()
                .map(axis -> sizes.getOrDefault(axis.name(), 0))
                .toList();
    }

    /** The size of every axis: as the case says; an axis that it does not name has the size that an input gives it. */
    static Map<String, Integer> sizes(Signature signature, CaseFile file) {
        Map<String, Integer> sizes = new LinkedHashMap<>();
        for (Axis axis : signature.axes()) {
            Integer size = file.axes().get(axis.name());
            if (size == null) {
                size = sizeOf(axis, signature, file.steps().get(0));
            }
            sizes.put(axis.name(), size);
        }
        return sizes;
    }

    private static int sizeOf(Axis axis, Signature signature, CaseFile.Step step) {
        for (Tensor input : signature.inputs()) {
            CaseTensor given = step.inputs().get(input.name());
            int place = input.layout().indexOf(axis);
            if (given != null
                    && place >= 0
                    && given.shape().size() == input.layout().size()) {
                return given.shape().get(place);
            }
        }
        throw new CaseException(
                "The case gives no size for axis " + axis.name() + " of " + signature.name() + "; put it under axes.");
    }
}
