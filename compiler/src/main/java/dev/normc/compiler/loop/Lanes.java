package dev.normc.compiler.loop;

/**
 * How many elements a sweep takes at a time.
 *
 * @param width what a step takes
 * @param vectors how many vectors a pass of the loop takes, each with accumulators of its own
 */
public record Lanes(Width width, int vectors) {

    /** What a step of a sweep takes. */
    public enum Width {
        /** One element. */
        ELEMENT,
        /** A vector of elements of the kernel's type. */
        NUMBERS,
        /** The same where a float kernel computes some values in double, which take two vectors each. */
        DOUBLES
    }

    /** One element at a time. */
    public static final Lanes ONE = new Lanes(Width.ELEMENT, 1);

    /** Whether a step takes more than one element. */
    public boolean isVector() {
        return width != Width.ELEMENT;
    }
}
