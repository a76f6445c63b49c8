package dev.normc.runtime.literature;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A norm of the library with its oracle.
 *
 * @param norm the name in the library
 * @param sizes the sizes that the caller gives, as in {@code N=4, C=6}
 * @param constants constants that differ from the norm's, in the same form
 * @param steps in training, each followed by one in inference on the same states
 * @param draws how arrays are drawn that random numbers will not do for, by name
 * @param oracle the formula
 */
record Entry(
        String norm,
        Map<String, Integer> sizes,
        Map<String, Double> constants,
        int steps,
        Map<String, Draw> draws,
        Oracle oracle) {

    static Entry of(String norm, String sizes, Oracle oracle) {
        Map<String, Integer> whole = new LinkedHashMap<>();
        parse(sizes).forEach((axis, size) -> whole.put(axis, size.intValue()));
        return new Entry(norm, whole, Map.of(), 3, Map.of(), oracle);
    }

    Entry constants(String text) {
        return new Entry(norm, sizes, parse(text), steps, draws, oracle);
    }

    Entry steps(int count) {
        return new Entry(norm, sizes, constants, count, draws, oracle);
    }

    Entry draw(String name, Draw draw) {
        Map<String, Draw> more = new LinkedHashMap<>(draws);
        more.put(name, draw);
        return new Entry(norm, sizes, constants, steps, more, oracle);
    }

    private static Map<String, Double> parse(String text) {
        Map<String, Double> values = new LinkedHashMap<>();
        for (String part : text.split(",", -1)) {
            String[] sides = part.split("=", -1);
            values.put(sides[0].strip(), Double.valueOf(sides[1].strip()));
        }
        return values;
    }

    @Override
    public String toString() {
        return norm;
    }
}
