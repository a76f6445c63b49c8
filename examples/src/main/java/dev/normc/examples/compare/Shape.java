package dev.normc.examples.compare;

import dev.normc.compiler.graph.Signature;
import dev.normc.compiler.graph.Sizes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The sizes of a norm's axes in the order of its program, written {@code 512x1024}. */
public record Shape(List<Integer> sizes) {

    private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

    /** @throws IllegalArgumentException if a size is negative or the product is no length that Java allows */
    public Shape {
        sizes = List.copyOf(sizes);
        long elements = 1;
        for (int size : sizes) {
            if (size < 0) {
                throw new IllegalArgumentException("a size must not be negative, given " + size);
            }
            elements *= size;
            if (elements > LONGEST_ARRAY) {
                throw new IllegalArgumentException("the sizes " + sizes + " are too large for an array of Java");
            }
        }
    }

    public static Shape of(Integer... sizes) {
        return new Shape(List.of(sizes));
    }

    /**
     * Reads {@code 512x1024}. A size of 0 is refused, since there is nothing to time then.
     *
     * @throws IllegalArgumentException with one sentence for the user, if {@code text} is no shape
     */
    public static Shape parse(String text) {
        List<Integer> sizes = new ArrayList<>();
        for (String part : text.split("x", -1)) {
            try {
                sizes.add(Integer.valueOf(part));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("expected sizes such as 512x1024, given " + text, e);
            }
        }
        for (int size : sizes) {
            if (size < 1) {
                throw new IllegalArgumentException("a size must be at least 1, given " + size);
            }
        }
        return new Shape(sizes);
    }

    /**
     * Small, medium and large tensors to time a norm on: in the first two levels of cache, in the second and third, and
     * beyond.
     *
     * @throws IllegalArgumentException for a norm of more axes than anybody could guess sizes for
     */
    public static List<Shape> toTime(Signature signature) {
        List<Shape> shapes = switch (Sizes.of(signature).given().size()) {
            case 1 -> List.of(of(49_152), of(524_288), of(4_194_304));
            case 2 -> List.of(of(64, 768), of(512, 1024), of(4096, 1024));
            case 3 -> List.of(of(8, 64, 96), of(16, 128, 256), of(32, 128, 1024));
            case 4 -> List.of(of(4, 32, 16, 24), of(8, 64, 32, 32), of(16, 64, 64, 64));
            default -> throw unguessable(signature);
        };
        return shapes.stream().map(shape -> shape.fitting(signature)).toList();
    }

    /** An odd and an even shape that the double interpreter can do as well. */
    public static List<Shape> toCheck(Signature signature) {
        List<Shape> shapes = switch (Sizes.of(signature).given().size()) {
            case 1 -> List.of(of(257), of(49_152));
            case 2 -> List.of(of(33, 257), of(64, 768));
            case 3 -> List.of(of(5, 7, 65), of(8, 64, 96));
            case 4 -> List.of(of(3, 5, 7, 65), of(4, 32, 16, 24));
            default -> throw unguessable(signature);
        };
        return shapes.stream().map(shape -> shape.fitting(signature)).toList();
    }

    /** The next larger shape whose sizes the constants of split axes divide. */
    public Shape fitting(Signature signature) {
        Sizes units = Sizes.of(signature);
        List<Integer> fitting = new ArrayList<>();
        for (int i = 0; i < sizes.size(); i++) {
            int unit = units.unit(units.given().get(i));
            fitting.add((sizes.get(i) + unit - 1) / unit * unit);
        }
        return new Shape(fitting);
    }

    private static IllegalArgumentException unguessable(Signature signature) {
        return new IllegalArgumentException(signature.name() + " has "
                + Sizes.of(signature).given().size() + " axes; a comparison is made for 1 to 4");
    }

    /**
     * The size of every axis, by name.
     *
     * @throws IllegalArgumentException if the norm has another number of axes, or a size does not divide
     */
    public Map<String, Integer> byAxis(Signature signature) {
        if (Sizes.of(signature).given().size() != sizes.size()) {
            String axes = String.join("x", Sizes.of(signature).given());
            throw new IllegalArgumentException(signature.name() + " wants sizes for " + axes + ", given " + this);
        }
        Map<String, Integer> byAxis = new LinkedHashMap<>();
        for (int i = 0; i < sizes.size(); i++) {
            byAxis.put(Sizes.of(signature).given().get(i), sizes.get(i));
        }
        return Sizes.of(signature).complete(byAxis);
    }

    /** The number of elements of a tensor over all axes. */
    public long elements() {
        return sizes.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
    }

    @Override
    public String toString() {
        return sizes.stream().map(String::valueOf).collect(Collectors.joining("x"));
    }
}
