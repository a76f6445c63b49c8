package dev.normc.compiler.interpret;

import dev.normc.compiler.graph.Axis;
import java.util.List;
import java.util.Map;

/**
 * All places along some axes, one after the other, the last axis fastest; for each place it knows where some arrays
 * have their elements.
 */
final class Walk {

    private final int[] shape;
    private final int[] coordinates;
    private final int[][] strides;
    private final int[] offsets;

    /**
     * Stands at the first place.
     *
     * @param axes what the walk goes along
     * @param layouts the axes of each array in the order of memory, all among {@code axes}; along an axis that an array
     *     lacks it has the same element everywhere
     * @param sizes the size of every axis, by name
     */
    Walk(List<Axis> axes, List<List<Axis>> layouts, Map<String, Integer> sizes) {
        shape = axes.stream().mapToInt(axis -> Values.size(axis, sizes)).toArray();
        coordinates = new int[shape.length];
        strides = layouts.stream().map(layout -> strides(layout, axes)).toArray(int[][]::new);
        offsets = new int[strides.length];
    }

    /** How far apart neighbours along each of {@code axes} are in memory. */
    private int[] strides(List<Axis> layout, List<Axis> axes) {
        int[] result = new int[axes.size()];
        int stride = 1;
        for (int i = layout.size() - 1; i >= 0; i--) {
            int axis = axes.indexOf(layout.get(i));
            result[axis] = stride;
            stride *= shape[axis];
        }
        return result;
    }

    /** Where array {@code array} has its element of this place. */
    int offset(int array) {
        return offsets[array];
    }

    /** Goes on to the next place, from the last one to the first. */
    void next() {
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            boolean last = coordinates[axis] == shape[axis] - 1;
            int step = last ? -coordinates[axis] : 1;
            coordinates[axis] += step;
            for (int array = 0; array < offsets.length; array++) {
                offsets[array] += step * strides[array][axis];
            }
            if (!last) {
                return;
            }
        }
    }
}
