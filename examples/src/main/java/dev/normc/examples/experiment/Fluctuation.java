package dev.normc.examples.experiment;

/**
 * How far a statistic of each batch is from the running one before it: an exponential moving average with the momentum
 * of 0.1 that batch normalization has, whose first value is that of the first batch.
 */
final class Fluctuation {

    static final double MOMENTUM = 0.1;

    private final double[] running;
    private boolean started;

    Fluctuation(int width) {
        this.running = new double[width];
    }

    /**
     * Takes the next batch in.
     *
     * @param batch its statistic, one number for each channel
     * @return the Euclidean norm of what it differs from the running one; NaN for the first batch
     */
    double distance(double[] batch) {
        double squares = 0;
        for (int c = 0; c < running.length; c++) {
            double difference = batch[c] - running[c];
            squares += difference * difference;
            running[c] = started ? running[c] + MOMENTUM * difference : batch[c];
        }
        double distance = started ? Math.sqrt(squares) : Double.NaN;
        started = true;
        return distance;
    }

    /** The Euclidean norm of the running statistic. */
    double norm() {
        double squares = 0;
        for (double value : running) {
            squares += value * value;
        }
        return Math.sqrt(squares);
    }

    /**
     * The root of the sum of the running statistic: of a quadratic mean the norm of the channels' root mean squares.
     */
    double rootOfSum() {
        double sum = 0;
        for (double value : running) {
            sum += value;
        }
        return Math.sqrt(sum);
    }
}
