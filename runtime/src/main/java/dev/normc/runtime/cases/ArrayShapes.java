package dev.normc.runtime.cases;

import dev.normc.compiler.graph.Signature;
import dev.normc.compiler.graph.Sizes;
import dev.normc.compiler.graph.Sizes.Dimension;
import dev.normc.compiler.graph.Tensor;
import dev.normc.runtime.npy.NpyFile;
import dev.normc.runtime.npy.NpyHeader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The sizes of a program's axes, as the shapes of arrays say them. */
final class ArrayShapes {

    /** A size and who says so: an axis of a file, or the command. */
    private record Said(int size, String where) {}

    private final Signature signature;
    private final Map<String, Said> said = new LinkedHashMap<>();

    private ArrayShapes(Signature signature) {
        this.signature = signature;
    }

    /**
     * The size of every axis.
     *
     * @throws CaseException if a shape does not fit its tensor, two shapes contradict one another, or a size is missing
     */
    static Map<String, Integer> sizes(Signature signature, Map<Tensor, NpyFile> files, Map<String, Integer> given) {
        ArrayShapes shapes = new ArrayShapes(signature);
        given.forEach((axis, size) -> shapes.say(axis, size, "by --size"));
        files.forEach(shapes::read);
        return shapes.complete();
    }

    private void read(Tensor tensor, NpyFile file) {
        List<Dimension> dimensions = Sizes.of(signature).dimensions(tensor);
        List<Integer> shape = file.header().shape();
        boolean single = file.header().elements() == 1 && dimensions.size() <= 1 && shape.size() <= 1;
        if (!single && shape.size() != dimensions.size()) {
            throw new CaseException(file.path() + " has the shape " + NpyHeader.tuple(shape) + ", but the "
                    + tensor.role().noun() + " " + written(tensor, dimensions) + " has "
                    + (dimensions.isEmpty()
                            ? "no axes"
                            : dimensions.size() == 1 ? "1 axis" : dimensions.size() + " axes")
                    + ".");
        }
        for (int i = 0; i < dimensions.size(); i++) {
            int size = shape.isEmpty() ? 1 : shape.get(i);
            say(
                    dimensions.get(i).name(),
                    size,
                    "in " + file.path() + " (axis " + i + " of " + written(tensor, dimensions) + ")");
        }
    }

    /** With split axes as the program writes them. */
    private static String written(Tensor tensor, List<Dimension> dimensions) {
        return dimensions.isEmpty()
                ? tensor.label()
                : tensor.label() + dimensions.stream().map(Dimension::name).collect(Collectors.joining(", ", "[", "]"));
    }

    private void say(String axis, int size, String where) {
        Said before = said.putIfAbsent(axis, new Said(size, where));
        if (before != null && before.size() != size) {
            throw new CaseException("Axis " + axis + " of " + signature.name() + " has two sizes: " + before.size()
                    + " " + before.where() + ", " + size + " " + where + ".");
        }
    }

    private Map<String, Integer> complete() {
        Sizes sizes = Sizes.of(signature);
        for (String axis : sizes.given()) {
            if (!said.containsKey(axis) && !partsAreKnown(axis)) {
                throw new CaseException("No array says the size of axis " + axis + " of " + signature.name()
                        + "; say --size " + axis + "=SIZE.");
            }
        }
        Map<String, Integer> known = new LinkedHashMap<>();
        said.forEach((axis, one) -> known.put(axis, one.size()));
        try {
            return sizes.complete(known);
        } catch (IllegalArgumentException contradiction) {
            String where = said.entrySet().stream()
                    .map(one -> one.getKey() + " is " + one.getValue().size() + " "
                            + one.getValue().where())
                    .collect(Collectors.joining(", "));
            throw new CaseException(contradiction.getMessage() + "; " + where + ".", contradiction);
        }
    }

    private boolean partsAreKnown(String whole) {
        Set<String> known = said.keySet();
        Sizes sizes = Sizes.of(signature);
        return signature.splits().stream()
                .filter(split -> split.whole().equals(whole))
                .anyMatch(split -> sizes.unknown(split).stream().allMatch(part -> known.contains(part.name())));
    }
}
