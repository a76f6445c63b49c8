package dev.normc.cli.bundle;

import java.util.Arrays;
import java.util.Random;

/**
 * The numbers that fill a tensor at the start of a step. The test of a bundle draws the same: {@link java.util.Random}
 * is specified to the bit, and so are the operations here.
 *
 * @param kind how they are drawn
 * @param length how many there are
 * @param low the least, or the only one
 * @param high the bound that none reaches
 */
record Numbers(Kind kind, int length, double low, double high) {

    /** How numbers are drawn. */
    enum Kind {
        /** Evenly between two bounds. */
        UNIFORM,
        /** A one, then ones and zeros. */
        MASK,
        /** All the same, and not drawn. */
        SAME,
        /** No numbers: what a kernel does not write must not pass for a zero. */
        NAN
    }

    double[] draw(Random random) {
        double[] numbers = new double[length];
        switch (kind) {
            case UNIFORM -> Arrays.setAll(numbers, i -> low + (high - low) * random.nextDouble());
            case MASK -> Arrays.setAll(numbers, i -> i == 0 || random.nextInt(4) > 0 ? 1 : 0);
            case SAME -> Arrays.fill(numbers, low);
            case NAN -> Arrays.fill(numbers, Double.NaN);
        }
        return numbers;
    }
}
