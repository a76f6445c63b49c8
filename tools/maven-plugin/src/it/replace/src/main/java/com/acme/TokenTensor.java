package com.acme;

/** A tensor behind an interface, whatever its elements are: the way of engines that read quantized models. */
public abstract class TokenTensor {

    /** What reduces two numbers to one. */
    @FunctionalInterface
    public interface Reduction {
        float apply(float reduced, float value);
    }

    /** What makes an element of its value and its index. */
    @FunctionalInterface
    public interface Mapping {
        float apply(float value, int index);
    }

    public abstract float get(int index);

    public abstract void set(int index, float value);

    public float reduce(int from, int count, float seed, Reduction reduction) {
        float result = seed;
        for (int i = 0; i < count; i++) {
            result = reduction.apply(result, get(from + i));
        }
        return result;
    }

    public void map(int from, int count, Mapping mapping) {
        for (int i = from; i < from + count; i++) {
            set(i, mapping.apply(get(i), i));
        }
    }

    /** Elements in an array. */
    public static final class OfFloats extends TokenTensor {
        final float[] values;

        public OfFloats(float[] values) {
            this.values = values;
        }

        @Override
        public float get(int index) {
            return values[index];
        }

        @Override
        public void set(int index, float value) {
            values[index] = value;
        }
    }
}
