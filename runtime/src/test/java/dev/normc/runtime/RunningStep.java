package dev.normc.runtime;

import java.util.Arrays;
import java.util.Random;

/** One step's numbers: rows outermost. */
final class RunningStep {
    final int rows;
    final double[] x;
    final double[] mask;
    final double[] dy;

    RunningStep(int rows, double[] x, double[] mask, double[] dy) {
        this.rows = rows;
        this.x = x;
        this.mask = mask;
        this.dy = dy;
    }

    static RunningStep random(int rows, Random random, boolean masked) {
        double[] x = new double[rows * RunningTest.CHANNELS];
        double[] dy = new double[rows * RunningTest.CHANNELS];
        double[] mask = new double[rows];
        Arrays.setAll(x, i -> 0.4 + 1.5 * random.nextGaussian());
        Arrays.setAll(dy, i -> random.nextGaussian());
        Arrays.setAll(mask, i -> !masked || i == 0 || random.nextInt(3) > 0 ? 1 : 0);
        return new RunningStep(rows, x, mask, dy);
    }

    int count() {
        return (int) Arrays.stream(mask).sum();
    }
}
