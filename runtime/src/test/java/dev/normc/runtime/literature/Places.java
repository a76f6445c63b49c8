package dev.normc.runtime.literature;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/** Loops over the places of grids, and statistics of what stands at some of them. */
final class Places {

    private Places() {}

    /** The scalars at the places that are chosen, row-major. */
    static List<Scalar> where(Grid grid, Predicate<int[]> chosen) {
        List<Scalar> scalars = new ArrayList<>();
        each(grid.shape(), place -> {
            if (chosen.test(place)) {
                scalars.add(grid.at(place));
            }
        });
        return scalars;
    }

    /** What stands at one coordinate of one axis. */
    static List<Scalar> slice(Grid grid, int axis, int coordinate) {
        return where(grid, place -> place[axis] == coordinate);
    }

    static void fill(Grid grid, Function<int[], Scalar> value) {
        each(grid.shape(), place -> grid.set(value.apply(place), place));
    }

    static Scalar mean(Step s, List<Scalar> scalars) {
        return s.mean(scalars.size(), scalars::get);
    }

    /** Divided by the number of scalars. */
    static Scalar variance(Step s, List<Scalar> scalars) {
        return s.variance(scalars.size(), scalars::get);
    }

    /** Divided by one less. */
    static Scalar unbiased(Step s, List<Scalar> scalars) {
        int n = scalars.size();
        return variance(s, scalars).times(n / (n - 1.0));
    }

    static double meanSquare(List<Scalar> scalars) {
        return scalars.stream().mapToDouble(v -> v.value * v.value).average().orElseThrow();
    }

    private static void each(int[] shape, Consumer<int[]> action) {
        int length = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        for (int i = 0; i < length; i++) {
            int[] place = new int[shape.length];
            int rest = i;
            for (int axis = shape.length - 1; axis >= 0; axis--) {
                place[axis] = rest % shape[axis];
                rest /= shape[axis];
            }
            action.accept(place);
        }
    }
}
