package dev.normc.compiler.loop;

/**
 * How many elements a sweep takes at a time.
 *
 * @param vectors how many vectors a pass of the loop takes, each with accumulators of its own; 0 if the sweep goes
 *     element by element
 */
public record Lanes(int vectors) {

    /** One element at a time. */
    public static final Lanes ONE = new Lanes(0);

    /** Whether a step takes more than one element. */
    public boolean isVector() {
        return vectors > 0;
    }
}
