package dev.normc.cli.bundle;

import dev.normc.compiler.graph.Signature;
import dev.normc.compiler.graph.Sizes;
import dev.normc.runtime.gradcheck.GradientCheck;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The sizes that a norm is tested and measured for. */
final class Problems {

    /** One more than two groups of 64 lanes, and some: whole vectors and elements behind them. */
    private static final int LONG_ROW = 131;

    /** More rows than one chunk of a sum over rows has. */
    private static final int MANY_ROWS = 259;

    private static final int FEW = 2;

    /** Elements of a value over all axes, at most. */
    private static final long MOST_TESTED = 600_000;

    private static final long MOST_MEASURED = 1 << 20;

    private Problems() {}

    /** The problem whose numbers stand in the test, one by one. */
    static Problem golden(Signature signature) {
        return new Problem("golden", GradientCheck.defaultSizes(signature), false);
    }

    /** Larger ones, of whose results the test has hashes: long rows, and many. Fewer where they would be the same. */
    static List<Problem> large(Signature signature, boolean positive) {
        List<String> given = Sizes.of(signature).given();
        List<Problem> problems = new ArrayList<>();
        if (given.size() > 1) {
            sizes(signature, given.size() - 1, LONG_ROW)
                    .ifPresent(sizes -> problems.add(new Problem("longRows", sizes, positive)));
        }
        if (!given.isEmpty()) {
            sizes(signature, 0, MANY_ROWS).ifPresent(sizes -> problems.add(new Problem("manyRows", sizes, positive)));
        }
        return problems;
    }

    /** Few of every axis, and {@code count} units of the one at {@code position}; nothing if the norm refuses that. */
    private static Optional<Map<String, Integer>> sizes(Signature signature, int position, int count) {
        Sizes sizes = Sizes.of(signature);
        Map<String, Integer> given = new LinkedHashMap<>();
        for (String axis : sizes.given()) {
            int unit = sizes.unit(axis);
            boolean isLong = given.size() == position;
            given.put(axis, isLong ? unit * Math.max(FEW, (count + unit - 1) / unit) : FEW * unit);
        }
        return Optional.of(given).filter(chosen -> elements(sizes, chosen) <= MOST_TESTED);
    }

    /** What the benchmark measures at first: rows of 1024, as many as there may be. */
    static Map<String, Integer> measured(Signature signature) {
        Sizes sizes = Sizes.of(signature);
        List<String> names = sizes.given();
        Map<String, Integer> given = new LinkedHashMap<>();
        for (String axis : names) {
            int wanted = given.size() == names.size() - 1 ? 1024 : given.isEmpty() ? 256 : 8;
            int unit = sizes.unit(axis);
            given.put(axis, unit * Math.max(1, wanted / unit));
        }
        for (String axis : names) {
            int unit = sizes.unit(axis);
            while (elements(sizes, given) > MOST_MEASURED && given.getOrDefault(axis, 0) > 2 * unit) {
                given.merge(axis, 0, (size, none) -> size / unit / 2 * unit);
            }
        }
        return given;
    }

    /** The elements of a value over all axes; more than enough for sizes that the program refuses. */
    private static long elements(Sizes sizes, Map<String, Integer> given) {
        try {
            return product(sizes.complete(given).values());
        } catch (IllegalArgumentException refused) {
            return Long.MAX_VALUE;
        }
    }

    private static long product(Collection<Integer> sizes) {
        return sizes.stream().mapToLong(Integer::longValue).reduce(1, Problems::saturated);
    }

    private static long saturated(long left, long right) {
        return right > 0 && left > Long.MAX_VALUE / right ? Long.MAX_VALUE : left * right;
    }
}
