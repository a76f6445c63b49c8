package dev.normc.runtime.literature;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** The places of an array, for formulas that go over several of its axes at once. */
final class Elements {

    private Elements() {}

    /** All places of an array of this shape, row-major. */
    static List<int[]> of(int... shape) {
        List<int[]> places = new ArrayList<>();
        places.add(new int[0]);
        for (int size : shape) {
            List<int[]> longer = new ArrayList<>();
            for (int[] place : places) {
                for (int i = 0; i < size; i++) {
                    int[] next = Arrays.copyOf(place, place.length + 1);
                    next[place.length] = i;
                    longer.add(next);
                }
            }
            places = longer;
        }
        return places;
    }

    /** The places of the array where {@code condition} holds. */
    static List<int[]> of(Grid grid, Predicate<int[]> condition) {
        return of(grid.shape()).stream().filter(condition).toList();
    }

    static Scalar sum(Step s, Grid grid, List<int[]> places) {
        return s.sum(places.size(), i -> grid.at(places.get(i)));
    }

    static Scalar mean(Step s, Grid grid, List<int[]> places) {
        return s.mean(places.size(), i -> grid.at(places.get(i)));
    }

    static Scalar variance(Step s, Grid grid, List<int[]> places) {
        return s.variance(places.size(), i -> grid.at(places.get(i)));
    }

    /** The sum of the squared differences of all pairs, each counted twice: 2 n^2 times the variance. */
    static Scalar squaredDifferences(Step s, Grid grid, List<int[]> places) {
        return s.sum(
                places.size(),
                i -> s.sum(
                        places.size(),
                        j -> grid.at(places.get(i))
                                .minus(grid.at(places.get(j)))
                                .square()));
    }
}
