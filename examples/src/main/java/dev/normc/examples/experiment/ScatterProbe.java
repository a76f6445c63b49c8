package dev.normc.examples.experiment;

import dev.normc.examples.text.Batch;
import dev.normc.examples.transformer.NormObserver;
import dev.normc.examples.transformer.Transformer;
import dev.normc.examples.transformer.Values;
import java.util.ArrayList;
import java.util.List;

/**
 * Elements of the inputs and outputs of the norms of a trained model on validation text, the outputs without scale and
 * shift, and the curves that fit them: figure 2 of Zhu et al. 2025.
 */
final class ScatterProbe implements Probe {

    static final String X = "scatter_x";
    static final String Y = "scatter_y";
    static final String LINE = "line_r2";
    static final String TANH = "tanh_r2";
    static final String A = "tanh_a";
    static final String B = "tanh_b";
    static final String C = "tanh_c";

    /** Of how many elements a curve is fitted, and how many of these are kept for a picture. */
    private static final int FITTED = 20_000;

    private static final int SHOWN = 400;

    private final Transformer model;

    ScatterProbe(Transformer model) {
        this.model = model;
    }

    @Override
    public int length() {
        return 0;
    }

    @Override
    public double[] take() {
        return new double[0];
    }

    @Override
    public List<Row> rows(ProbeLog log, int every) {
        return List.of();
    }

    /** The fits, and some of the points; what is the step of other rows is the number of a point, from 1. */
    @Override
    public List<Row> afterwards(List<Batch> validation, int steps) {
        List<Row> rows = new ArrayList<>();
        model.observe(new NormObserver() {
            @Override
            public void forward(String layer, Values x, Values y, int tokens, int width) {
                addRows(rows, layer, x, y, tokens * width, width, steps);
            }

            @Override
            public void backward(String layer, Values x, Values dy, Values dx, int tokens, int width) {}
        });
        model.loss(validation.get(0));
        model.observe(null);
        return rows;
    }

    private void addRows(List<Row> rows, String layer, Values x, Values y, int length, int width, int steps) {
        double[] gamma = Parameters.perFeature(model, layer, "gamma", width, 1);
        double[] beta = Parameters.perFeature(model, layer, "beta", width, 0);
        int count = Math.min(length, FITTED);
        double[] inputs = new double[count];
        double[] outputs = new double[count];
        for (int i = 0; i < count; i++) {
            int element = place(i, count, length);
            int feature = element % width;
            inputs[i] = x.get(element);
            outputs[i] = (y.get(element) - beta[feature]) / gamma[feature];
        }
        TanhFit tanh = TanhFit.of(inputs, outputs);
        rows.add(new Row(steps, layer, LINE, LineFit.of(inputs, outputs).r2()));
        rows.add(new Row(steps, layer, TANH, tanh.r2()));
        rows.add(new Row(steps, layer, A, tanh.a()));
        rows.add(new Row(steps, layer, B, tanh.b()));
        rows.add(new Row(steps, layer, C, tanh.c()));
        for (int i = 0; i < Math.min(count, SHOWN); i++) {
            int point = (int) ((long) i * count / Math.min(count, SHOWN));
            rows.add(new Row(i + 1, layer, X, inputs[point]));
            rows.add(new Row(i + 1, layer, Y, outputs[point]));
        }
    }

    /** The i-th of {@code count} elements all over the array: in step with no number of features. */
    private static int place(int i, int count, int length) {
        return (int) (((long) i * length + (i * 31L) % length) / count % length);
    }
}
