package dev.normc.runtime.literature;

import java.util.Random;

/** How the elements of an array are drawn. */
interface Draw {

    /** One that is not 0 in about three of four places, and never 0 in the first. */
    Draw MASK = (random, i) -> i == 0 || random.nextInt(4) > 0 ? 1 : 0;

    /** From a half to one and a half. */
    Draw POSITIVE = (random, i) -> 0.5 + random.nextDouble();

    /** The value at offset i of the row-major array. */
    double at(Random random, int i);

    /** A whole number from 0 to n - 1. */
    static Draw below(int n) {
        return (random, i) -> random.nextInt(n);
    }

    static Draw around(double mean, double deviation) {
        return (random, i) -> mean + deviation * random.nextGaussian();
    }
}
