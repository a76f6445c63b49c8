package dev.normc.compiler.emit;

import dev.normc.compiler.graph.Sizes;
import dev.normc.compiler.loop.Buffer;
import dev.normc.compiler.loop.FreshNames;
import dev.normc.compiler.loop.Kernel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a kernel finds the tensors of the caller: each is a whole array, or each is a slice that begins at an offset and
 * whose rows, along the first dimension, are a stride apart.
 */
final class Views {

    /** Every tensor is an array. */
    static final Views WHOLE = new Views(Map.of(), Set.of(), Map.of());

    /**
     * The variables of one slice.
     *
     * @param offset holds the index of the first element
     * @param stride holds the elements between the starts of two rows; none for a tensor of less than two dimensions
     * @param outer how many axes number the rows: those of the first dimension if there is another, else none
     */
    record Slice(String offset, Optional<String> stride, int outer) {}

    private final Map<Buffer, Slice> slices;
    private final Set<Buffer> longer;
    private final Map<Buffer, TensorStorage> storages;

    private Views(Map<Buffer, Slice> slices, Set<Buffer> longer, Map<Buffer, TensorStorage> storages) {
        this.slices = slices;
        this.longer = longer;
        this.storages = storages;
    }

    /** Every tensor is whole, in the storage that {@code storages} says. */
    static Views whole(Map<Buffer, TensorStorage> storages) {
        return new Views(Map.of(), Set.of(), storages);
    }

    /** Every one of {@code parameters} is a slice, under names that nothing in {@code kernel} has. */
    static Views slices(Kernel kernel, List<Buffer> parameters, Sizes sizes, Map<Buffer, TensorStorage> storages) {
        FreshNames names = new FreshNames(kernel);
        Map<Buffer, Slice> slices = new LinkedHashMap<>();
        for (Buffer parameter : parameters) {
            List<Sizes.Dimension> dimensions =
                    sizes.dimensions(parameter.tensor().orElseThrow());
            String offset = names.nameLike(parameter.name() + "Offset");
            Slice slice = dimensions.size() < 2
                    ? new Slice(offset, Optional.empty(), 0)
                    : new Slice(
                            offset,
                            Optional.of(names.nameLike(parameter.name() + "Stride")),
                            dimensions.get(0).axes().size());
            slices.put(parameter, slice);
        }
        return new Views(slices, Set.of(), storages);
    }

    /**
     * The same but for arrays of one dimension, which are whole: HotSpot makes vectors of a loop only if all its arrays
     * are indexed alike, and these are short, so that a slice of one is rather copied. One that begins where its array
     * does is not: the array may go on behind it.
     */
    Views withWholeLines() {
        Map<Buffer, Slice> others = new LinkedHashMap<>(slices);
        others.keySet().removeIf(this::isLine);
        Set<Buffer> lines = new HashSet<>(slices.keySet());
        lines.removeAll(others.keySet());
        return new Views(others, lines, storages);
    }

    /** Whether the array that holds {@code buffer} may go on behind it. */
    boolean mayBeLonger(Buffer buffer) {
        return longer.contains(buffer);
    }

    /** Whether {@code buffer} is a slice of an array, and of one dimension. */
    boolean isLine(Buffer buffer) {
        return storage(buffer) == TensorStorage.ARRAY
                && of(buffer).filter(slice -> slice.stride().isEmpty()).isPresent();
    }

    /** How {@code buffer} lies in memory: as an array, unless the caller's tensor is another thing. */
    TensorStorage storage(Buffer buffer) {
        return storages.getOrDefault(buffer, TensorStorage.ARRAY);
    }

    /** The slice that holds {@code buffer}, if it is one. */
    Optional<Slice> of(Buffer buffer) {
        return Optional.ofNullable(slices.get(buffer));
    }

    /** The variables of type int that go wherever {@code buffer} goes. */
    List<String> variables(Buffer buffer) {
        List<String> variables = new ArrayList<>();
        of(buffer).ifPresent(slice -> {
            variables.add(slice.offset());
            slice.stride().ifPresent(variables::add);
        });
        return variables;
    }
}
