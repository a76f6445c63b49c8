package dev.normc.examples.experiment;

import dev.normc.examples.transformer.StateArray;
import dev.normc.examples.transformer.Transformer;
import dev.normc.examples.transformer.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The statistics of the batch at the input of every norm, how far they are from running ones, and what part of the
 * gradient is theirs: figures 2 to 4 of Shen et al. 2020, for any norm, divided so that norms of inputs of different
 * size compare.
 */
final class StatisticsProbe implements Probe {

    static final String MEAN = "distance_mean";
    static final String VARIANCE = "distance_variance";
    static final String QUADRATIC_MEAN = "distance_quadratic_mean";
    static final String GRADIENT_MEAN = "gradient_mean";
    static final String GRADIENT_VARIANCE = "gradient_variance";
    static final String GRADIENT_QUADRATIC_MEAN = "gradient_quadratic_mean";
    static final String INPUT_GRADIENT = "input_gradient_norm";
    static final String LARGEST_STATE = "largest_state";

    /** What a row over a whole training ends in. */
    static final String ON_AVERAGE = ".average";

    static final String LARGEST = ".largest";

    /** Behind the mean and the variance of each feature: three parts of the gradient, and the norm of the input's. */
    private static final int SCALARS = 4;

    /** The first tenth of a training is on its way from the initial values; rows over all of it leave that out. */
    private static final int ON_THE_WAY = 10;

    private final Transformer model;
    private final List<String> layers;
    private final int width;
    private final double[] record;

    StatisticsProbe(Transformer model) {
        this.model = model;
        this.layers = model.layers();
        this.width = model.config().width();
        this.record = new double[layers.size() * perLayer() + 1];
    }

    private int perLayer() {
        return 2 * width + SCALARS;
    }

    @Override
    public int length() {
        return record.length;
    }

    @Override
    public void backward(String layer, Values x, Values dy, Values dx, int tokens, int size) {
        BatchStatistics statistics = BatchStatistics.of(x, tokens, width);
        double[] gamma = Parameters.perFeature(model, layer, "gamma", width, 1);
        BatchStatistics.Gradients gradients = statistics.gradients(x, dy, gamma, tokens);
        int at = layers.indexOf(layer) * perLayer();
        System.arraycopy(statistics.mean(), 0, record, at, width);
        System.arraycopy(statistics.variance(), 0, record, at + width, width);
        at += 2 * width;
        record[at] = gradients.mean();
        record[at + 1] = gradients.variance();
        record[at + 2] = gradients.quadraticMean();
        record[at + 3] = BatchStatistics.norm(dx);
    }

    @Override
    public double[] take() {
        record[record.length - 1] = largestState();
        return record;
    }

    /** The largest absolute element of a state; counters, which grow as they should, are left out. */
    private double largestState() {
        double largest = 0;
        for (StateArray state : model.states()) {
            for (int i = 0; state.values().length() > 1 && i < state.values().length(); i++) {
                largest = Math.max(largest, Math.abs(state.values().get(i)));
            }
        }
        return largest;
    }

    @Override
    public List<Row> rows(ProbeLog log, int every) {
        List<Row> rows = new ArrayList<>();
        int steps = log.steps();
        List<Course> courses = layers.stream().map(layer -> new Course()).toList();
        double largestState = 0;
        for (int step = 0; step < steps; step++) {
            double[] numbers = log.read(step);
            for (int layer = 0; layer < layers.size(); layer++) {
                double[] figures = courses.get(layer).take(numbers, layer * perLayer());
                if (step >= steps / ON_THE_WAY) {
                    courses.get(layer).count(figures);
                }
                if ((step + 1) % every == 0) {
                    addRows(rows, step + 1, layers.get(layer), "", figures);
                }
            }
            largestState = Math.max(largestState, numbers[numbers.length - 1]);
        }
        for (int layer = 0; layer < layers.size(); layer++) {
            addRows(
                    rows,
                    steps,
                    layers.get(layer),
                    ON_AVERAGE,
                    courses.get(layer).average());
            addRows(rows, steps, layers.get(layer), LARGEST, courses.get(layer).largest);
        }
        if (model.states().stream().anyMatch(state -> state.values().length() > 1)) {
            rows.add(new Row(steps, "", LARGEST_STATE, largestState));
        }
        return rows;
    }

    private static final List<String> QUANTITIES = List.of(
            MEAN, VARIANCE, QUADRATIC_MEAN, GRADIENT_MEAN, GRADIENT_VARIANCE, GRADIENT_QUADRATIC_MEAN, INPUT_GRADIENT);

    /** Rows of the figures that are numbers: the first batch has no distance. */
    private static void addRows(List<Row> rows, int step, String layer, String suffix, double[] figures) {
        for (int i = 0; i < figures.length; i++) {
            if (!Double.isNaN(figures[i])) {
                rows.add(new Row(step, layer, QUANTITIES.get(i) + suffix, figures[i]));
            }
        }
    }

    /** One layer from step to step. */
    private final class Course {
        private final Fluctuation mean = new Fluctuation(width);
        private final Fluctuation variance = new Fluctuation(width);
        private final Fluctuation quadraticMean = new Fluctuation(width);
        private final double[] sums = new double[QUANTITIES.size()];
        private final double[] largest = noneOf(QUANTITIES.size());
        private int counted;

        /** The figures of a step, in the order of the quantities, from its record. */
        double[] take(double[] numbers, int at) {
            double[] means = Arrays.copyOfRange(numbers, at, at + width);
            double[] variances = Arrays.copyOfRange(numbers, at + width, at + 2 * width);
            double[] squares = new BatchStatistics(means, variances).quadraticMean();
            // What was running before this batch; a mean may be near zero and says nothing of the input's size.
            double size = quadraticMean.rootOfSum();
            double ofVariance = variance.norm();
            double ofSquares = quadraticMean.norm();
            int rest = at + 2 * width;
            return new double[] {
                mean.distance(means) / size,
                variance.distance(variances) / ofVariance,
                quadraticMean.distance(squares) / ofSquares,
                numbers[rest],
                numbers[rest + 1],
                numbers[rest + 2],
                numbers[rest + 3]
            };
        }

        void count(double[] figures) {
            for (int i = 0; i < figures.length; i++) {
                if (!Double.isNaN(figures[i])) {
                    sums[i] += figures[i];
                    largest[i] = Double.isNaN(largest[i]) ? figures[i] : Math.max(largest[i], figures[i]);
                }
            }
            counted++;
        }

        /** NaN: a training that diverges at once has no largest figure, and not one of 0. */
        private static double[] noneOf(int count) {
            double[] none = new double[count];
            Arrays.fill(none, Double.NaN);
            return none;
        }

        double[] average() {
            return Arrays.stream(sums).map(sum -> sum / counted).toArray();
        }
    }
}
