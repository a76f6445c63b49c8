package dev.normc.examples.experiment;

import dev.normc.examples.transformer.Parameter;
import dev.normc.examples.transformer.Transformer;
import dev.normc.examples.transformer.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The learned scale of each dynamic tanh, and 1 over the standard deviation of all elements of its input: figure 8 of
 * Zhu et al. 2025. A norm without a parameter {@code alpha} of one number has the second alone.
 */
final class AlphaProbe implements Probe {

    static final String ALPHA = "alpha";
    static final String INVERSE_DEVIATION = "inverse_deviation";

    private final List<String> layers;
    private final List<Optional<Parameter>> alphas;
    private final double[] record;

    AlphaProbe(Transformer model) {
        layers = model.layers();
        alphas = layers.stream()
                .map(layer -> Parameters.ofNorm(model, layer, "alpha")
                        .filter(alpha -> alpha.values().length() == 1))
                .toList();
        record = new double[2 * layers.size()];
    }

    @Override
    public int length() {
        return record.length;
    }

    @Override
    public void forward(String layer, Values x, Values y, int tokens, int width) {
        int at = 2 * layers.indexOf(layer);
        record[at] = alphas.get(at / 2).map(alpha -> alpha.values().get(0)).orElse(Double.NaN);
        record[at + 1] = 1 / deviation(x, tokens * width);
    }

    private static double deviation(Values x, int length) {
        double mean = 0;
        for (int i = 0; i < length; i++) {
            mean += x.get(i) / length;
        }
        double variance = 0;
        for (int i = 0; i < length; i++) {
            variance += (x.get(i) - mean) * (x.get(i) - mean) / length;
        }
        return Math.sqrt(variance);
    }

    @Override
    public double[] take() {
        return record;
    }

    @Override
    public List<Row> rows(ProbeLog log, int every) {
        List<Row> rows = new ArrayList<>();
        for (int step = 0; step < log.steps(); step++) {
            if ((step + 1) % every != 0 && step + 1 != log.steps() && step != 0) {
                continue;
            }
            double[] numbers = log.read(step);
            for (int layer = 0; layer < layers.size(); layer++) {
                if (!Double.isNaN(numbers[2 * layer])) {
                    rows.add(new Row(step + 1, layers.get(layer), ALPHA, numbers[2 * layer]));
                }
                rows.add(new Row(step + 1, layers.get(layer), INVERSE_DEVIATION, numbers[2 * layer + 1]));
            }
        }
        return rows;
    }
}
