package dev.normc.examples;

import java.util.Map;

/** The sizes, constants and arrays that a hand-written kernel is bound to, by their names in the formula. */
public record Binding(Map<String, Integer> sizes, Map<String, Double> constants, Map<String, float[]> arrays) {

    /** The size of an axis. */
    public int size(String axis) {
        return given(sizes, axis, "size");
    }

    /** A constant of the formula, rounded to float once. */
    public float constant(String name) {
        return given(constants, name, "constant").floatValue();
    }

    /** The array of a tensor, which must have exactly this length. */
    public float[] array(String name, int length) {
        float[] array = given(arrays, name, "array");
        if (array.length != length) {
            throw new IllegalArgumentException(
                    "the array `" + name + "` has " + array.length + " elements where its shape has " + length);
        }
        return array;
    }

    private static <T> T given(Map<String, T> values, String name, String kind) {
        T value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no " + kind + " `" + name + "` among " + values.keySet());
        }
        return value;
    }
}
