package dev.normc.examples.tuned;

/**
 * Sums of floats in orders that leave the processor something to do at once.
 *
 * <p>C2 keeps the order of a sum and so does not vectorize it. Here strips of 256 elements are added elementwise, which
 * it does vectorize, and what remains of them goes through eight sums at a time.
 */
final class Sums {

    /** How many rows a column's sum takes in before it is added to the column's total: this bounds the rounding. */
    static final int ROWS_PER_CHUNK = 256;

    /** Below this many columns a row's vectors cost more than they bring, and the plain loops are the fastest. */
    static final int WORTH_IT = 32;

    /** A constant, since only a constant distance between two elements of one array lets C2 vectorize. */
    private static final int STRIP = 256;

    private Sums() {}

    /** The sum of the first elements. */
    static float sum(int length, float[] values, float[] scratch) {
        float sum = 0;
        int start = 0;
        for (; start <= length - 4 * STRIP; start += 4 * STRIP) {
            addFourStrips(start, values, scratch);
            sum += sumByEight(scratch, start, start + STRIP);
        }
        if (start <= length - 3 * STRIP) {
            addThreeStrips(start, values, scratch);
            sum += sumByEight(scratch, start, start + STRIP);
            start += 3 * STRIP;
        } else if (start <= length - 2 * STRIP) {
            addTwoStrips(start, values, scratch);
            sum += sumByEight(scratch, start, start + STRIP);
            start += 2 * STRIP;
        }
        return sum + sumByEight(values, start, length);
    }

    private static void addFourStrips(int start, float[] values, float[] sums) {
        for (int i = start; i < start + STRIP; i++) {
            sums[i] = values[i] + values[i + STRIP] + values[i + 2 * STRIP] + values[i + 3 * STRIP];
        }
    }

    private static void addThreeStrips(int start, float[] values, float[] sums) {
        for (int i = start; i < start + STRIP; i++) {
            sums[i] = values[i] + values[i + STRIP] + values[i + 2 * STRIP];
        }
    }

    private static void addTwoStrips(int start, float[] values, float[] sums) {
        for (int i = start; i < start + STRIP; i++) {
            sums[i] = values[i] + values[i + STRIP];
        }
    }

    /** The sum of the squares of the first elements less a value. */
    static float sumOfSquares(int length, float[] values, float mean, float[] scratch) {
        float sum = 0;
        int start = 0;
        for (; start <= length - 4 * STRIP; start += 4 * STRIP) {
            addFourSquaredStrips(start, values, mean, scratch);
            sum += sumByEight(scratch, start, start + STRIP);
        }
        if (start <= length - 3 * STRIP) {
            addThreeSquaredStrips(start, values, mean, scratch);
            sum += sumByEight(scratch, start, start + STRIP);
            start += 3 * STRIP;
        } else if (start <= length - 2 * STRIP) {
            addTwoSquaredStrips(start, values, mean, scratch);
            sum += sumByEight(scratch, start, start + STRIP);
            start += 2 * STRIP;
        }
        square(start, length, values, mean, scratch);
        return sum + sumByEight(scratch, start, length);
    }

    private static void addFourSquaredStrips(int start, float[] values, float mean, float[] sums) {
        for (int i = start; i < start + STRIP; i++) {
            float d0 = values[i] - mean;
            float d1 = values[i + STRIP] - mean;
            float d2 = values[i + 2 * STRIP] - mean;
            float d3 = values[i + 3 * STRIP] - mean;
            sums[i] = Math.fma(d3, d3, Math.fma(d2, d2, Math.fma(d1, d1, d0 * d0)));
        }
    }

    private static void addThreeSquaredStrips(int start, float[] values, float mean, float[] sums) {
        for (int i = start; i < start + STRIP; i++) {
            float d0 = values[i] - mean;
            float d1 = values[i + STRIP] - mean;
            float d2 = values[i + 2 * STRIP] - mean;
            sums[i] = Math.fma(d2, d2, Math.fma(d1, d1, d0 * d0));
        }
    }

    private static void addTwoSquaredStrips(int start, float[] values, float mean, float[] sums) {
        for (int i = start; i < start + STRIP; i++) {
            float d0 = values[i] - mean;
            float d1 = values[i + STRIP] - mean;
            sums[i] = Math.fma(d1, d1, d0 * d0);
        }
    }

    private static void square(int from, int to, float[] values, float mean, float[] squares) {
        for (int i = from; i < to; i++) {
            float deviation = values[i] - mean;
            squares[i] = deviation * deviation;
        }
    }

    private static float sumByEight(float[] values, int from, int to) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        float s4 = 0;
        float s5 = 0;
        float s6 = 0;
        float s7 = 0;
        int i = from;
        for (; i < to - 7; i += 8) {
            s0 += values[i];
            s1 += values[i + 1];
            s2 += values[i + 2];
            s3 += values[i + 3];
            s4 += values[i + 4];
            s5 += values[i + 5];
            s6 += values[i + 6];
            s7 += values[i + 7];
        }
        for (; i < to; i++) {
            s0 += values[i];
        }
        return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
    }

    /** Adds the partial sums to the totals and starts them again from zero. */
    static void flush(int length, float[] partial, float[] total) {
        for (int i = 0; i < length; i++) {
            total[i] += partial[i];
            partial[i] = 0;
        }
    }
}
