package dev.normc.examples.transformer;

/** An array of a model, row-major, of either number type. It is the array itself, not a copy. */
public sealed interface Values permits FloatValues, DoubleValues {

    int length();

    double get(int index);

    /** Rounds {@code value} to the type of the array. */
    void set(int index, double value);

    /** Whether no element is NaN or infinite. */
    default boolean isFinite() {
        for (int i = 0; i < length(); i++) {
            if (!Double.isFinite(get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Gives all elements one value. */
    default void fill(double value) {
        for (int i = 0; i < length(); i++) {
            set(i, value);
        }
    }
}
