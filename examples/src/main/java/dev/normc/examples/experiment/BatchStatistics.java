package dev.normc.examples.experiment;

import dev.normc.examples.transformer.Values;

/**
 * Statistics of one batch over all of its tokens, as batch normalization and power normalization take them, of any
 * norm's input.
 *
 * @param mean of each channel
 * @param variance of each channel, over the number of tokens
 */
@SuppressWarnings("ArrayRecordComponent") // written once, then read
record BatchStatistics(double[] mean, double[] variance) {

    private static final double EPS = 1e-5;

    /**
     * What the gradient owes to the statistics of the batch, each as a part of the whole: 0 if the gradients of the
     * tokens have nothing in common, 1 if they are nothing else. With g the gradient of the normalized input (Shen et
     * al. 2020, the terms of equation 2) {@code g_mu[c] = mean(g)}, {@code g_sigma2[c] = mean(g * h)} with {@code h =
     * (x - mu) / sigma}, and {@code g_psi2[c] = mean(g * x / psi)}; each is the Euclidean norm over the channels,
     * divided by the root of the mean over the tokens of the squared norm of g.
     */
    record Gradients(double mean, double variance, double quadraticMean) {}

    /** @param x of shape [tokens, width] */
    static BatchStatistics of(Values x, int tokens, int width) {
        double[] mean = new double[width];
        double[] variance = new double[width];
        for (int token = 0; token < tokens; token++) {
            for (int c = 0; c < width; c++) {
                mean[c] += x.get(token * width + c) / tokens;
            }
        }
        for (int token = 0; token < tokens; token++) {
            for (int c = 0; c < width; c++) {
                double centred = x.get(token * width + c) - mean[c];
                variance[c] += centred * centred / tokens;
            }
        }
        return new BatchStatistics(mean, variance);
    }

    /** The mean of the squares of each channel. */
    double[] quadraticMean() {
        double[] squares = new double[mean.length];
        for (int c = 0; c < squares.length; c++) {
            squares[c] = variance[c] + mean[c] * mean[c];
        }
        return squares;
    }

    /**
     * @param x what these are the statistics of
     * @param dy the gradient that reaches the norm's output, [tokens, width]
     * @param gamma the scale behind the normalization, [width]
     */
    Gradients gradients(Values x, Values dy, double[] gamma, int tokens) {
        int width = mean.length;
        double[] byMean = new double[width];
        double[] byVariance = new double[width];
        double[] byQuadraticMean = new double[width];
        double[] inverseDeviation = inverseRoots(variance);
        double[] inversePsi = inverseRoots(quadraticMean());
        double whole = 0;
        for (int token = 0; token < tokens; token++) {
            for (int c = 0; c < width; c++) {
                double value = x.get(token * width + c);
                double g = gamma[c] * dy.get(token * width + c) / tokens;
                whole += g * g * tokens;
                byMean[c] += g;
                byVariance[c] += g * (value - mean[c]) * inverseDeviation[c];
                byQuadraticMean[c] += g * value * inversePsi[c];
            }
        }
        double scale = whole == 0 ? 1 : Math.sqrt(whole);
        return new Gradients(norm(byMean) / scale, norm(byVariance) / scale, norm(byQuadraticMean) / scale);
    }

    private static double[] inverseRoots(double[] squares) {
        double[] inverse = new double[squares.length];
        for (int c = 0; c < squares.length; c++) {
            inverse[c] = 1 / Math.sqrt(squares[c] + EPS);
        }
        return inverse;
    }

    /** The Euclidean norm of all values. */
    static double norm(Values values) {
        double squares = 0;
        for (int i = 0; i < values.length(); i++) {
            squares += values.get(i) * values.get(i);
        }
        return Math.sqrt(squares);
    }

    private static double norm(double[] values) {
        double squares = 0;
        for (double value : values) {
            squares += value * value;
        }
        return Math.sqrt(squares);
    }
}
