package dev.normc.runtime.random;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * What is tested: a program at some sizes, with the values that a seed draws.
 *
 * @param program the program
 * @param sizes the size of every axis
 * @param seed of the values
 */
record Subject(RandomProgram program, Map<String, Integer> sizes, long seed) {

    private static final int[] SMALL = {1, 2, 3, 5, 7};

    /** About how many elements the interpreter may have to go through. */
    private static final int MOST_ELEMENTS = 400;

    private static final int MANY_ELEMENTS = 3000;

    Subject {
        sizes = new TreeMap<>(sizes);
    }

    /** The subject of a seed: mostly small sizes, sometimes no rows, a long row or many rows. */
    static Subject of(long seed) {
        RandomProgram program = ProgramGenerator.program(seed);
        Random random = new Random(seed ^ 0x5DEECE66DL);
        int form = random.nextInt(100);
        Map<String, Integer> sizes = small(program, random);
        String axis = program.axes().get(random.nextInt(program.axes().size()));
        Map<String, Integer> fixed = program.fixedSizes();
        sizes.putAll(fixed);
        if (form < 3 && !fixed.containsKey(axis)) {
            sizes.put(axis, 0);
        } else if (form < 8) {
            List<String> layout = program.inputs().get(0).axes();
            sizes.replaceAll((name, size) -> Math.min(size, 3));
            sizes.put(layout.get(layout.size() - 1), random.nextBoolean() ? 67 : 130);
            bound(sizes, MANY_ELEMENTS);
        } else if (form < 11) {
            sizes.replaceAll((name, size) -> Math.min(size, 2));
            sizes.put(program.inputs().get(0).axes().get(0), random.nextBoolean() ? 257 : 520);
            bound(sizes, MANY_ELEMENTS);
        } else {
            bound(sizes, MOST_ELEMENTS);
        }
        boolean several = program.lines()
                .flatMap(Line::terms)
                .anyMatch(term -> term.isNormCall() && Calls.SEVERAL.contains(term.callee()));
        if (several) {
            sizes.replaceAll((name, size) -> size == 1 ? 2 : size);
        }
        sizes.putAll(fixed);
        return new Subject(program, sizes, seed);
    }

    private static Map<String, Integer> small(RandomProgram program, Random random) {
        Map<String, Integer> sizes = new LinkedHashMap<>();
        program.axes().forEach(axis -> sizes.put(axis, SMALL[random.nextInt(SMALL.length)]));
        return sizes;
    }

    /** Makes small axes smaller until there are few elements. */
    private static void bound(Map<String, Integer> sizes, int most) {
        List<String> axes = new ArrayList<>(sizes.keySet());
        for (int i = 0; elements(sizes) > most && i < 100; i++) {
            sizes.computeIfPresent(axes.get(i % axes.size()), (axis, size) -> size > 7 ? size : Math.max(1, size - 1));
        }
    }

    private static long elements(Map<String, Integer> sizes) {
        return sizes.values().stream().mapToLong(size -> size).reduce(1, (left, right) -> left * right);
    }

    Subject withProgram(RandomProgram other) {
        Map<String, Integer> left = new TreeMap<>(sizes);
        left.keySet().retainAll(other.axes());
        return new Subject(other, left, seed);
    }

    Subject withSizes(Map<String, Integer> other) {
        return new Subject(program, other, seed);
    }

    /** The measure that the shrinker brings down. */
    long weight() {
        long total = sizes.values().stream().mapToLong(size -> size).sum();
        return program.weight() * 10_000L + Math.min(total, 9_999);
    }

    @Override
    public String toString() {
        return program.text() + "sizes " + sizes + ", values of seed " + seed;
    }
}
