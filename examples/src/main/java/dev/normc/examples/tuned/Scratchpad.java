package dev.normc.examples.tuned;

/**
 * Arrays to work in, of a length that places them well beside one another.
 *
 * <p>HotSpot allocates arrays that are made one after another side by side. With a distance that is a multiple of 64
 * bytes, one that is aligned to cache lines aligns all of them; without, vectors that cross from line to line cost up
 * to a third. With a distance near a multiple of 4096, the processor takes a load of one array for a load of what was
 * just stored to another, and a loop over rows of 1024 takes up to five times as long. So each array occupies 320 bytes
 * more than a multiple of 4096, which keeps any dozen of them apart. Where they end up elsewhere, only speed is lost.
 */
final class Scratchpad {

    private static final int HEADER_BYTES = 16;
    private static final int PAGE_BYTES = 4096;
    private static final int DISTANCE_BYTES = 320;

    private Scratchpad() {}

    /** An array of at least this many elements. */
    static float[] array(int elements) {
        int bytes = HEADER_BYTES + elements * Float.BYTES - DISTANCE_BYTES;
        int pages = Math.max(0, (bytes + PAGE_BYTES - 1) / PAGE_BYTES);
        return new float[(pages * PAGE_BYTES + DISTANCE_BYTES - HEADER_BYTES) / Float.BYTES];
    }
}
