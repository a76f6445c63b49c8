package dev.normc.examples.transformer;

/** An array of doubles. */
@SuppressWarnings("ArrayRecordComponent") // it is the array that is meant, and nobody compares
public record DoubleValues(double[] array) implements Values {

    @Override
    public int length() {
        return array.length;
    }

    @Override
    public double get(int index) {
        return array[index];
    }

    @Override
    public void set(int index, double value) {
        array[index] = value;
    }
}
