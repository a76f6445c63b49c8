package dev.normc.examples.train;

import dev.normc.examples.transformer.DoubleValues;
import dev.normc.examples.transformer.FloatValues;
import dev.normc.examples.transformer.Parameter;
import dev.normc.examples.transformer.Values;
import java.util.ArrayList;
import java.util.List;

/**
 * Adam (Kingma, Ba 2015, Algorithm 1) with decoupled weight decay (Loshchilov, Hutter 2019, Algorithm 2), over all
 * parameters of a model, in the precision of each.
 *
 * <pre>{@code
 * m = beta1 m + (1 - beta1) g
 * v = beta2 v + (1 - beta2) g^2
 * w = w - rate (m / (1 - beta1^t)) / (sqrt(v / (1 - beta2^t)) + eps) - rate decay w
 * }</pre>
 */
final class Adam {

    static final double BETA1 = 0.9;
    static final double BETA2 = 0.98;
    static final double EPSILON = 1e-8;

    private final List<Parameter> parameters;
    private final double decay;
    private final List<Values> first = new ArrayList<>();
    private final List<Values> second = new ArrayList<>();

    Adam(List<Parameter> parameters, double decay) {
        this.parameters = List.copyOf(parameters);
        this.decay = decay;
        for (Parameter parameter : parameters) {
            first.add(zeros(parameter.values()));
            second.add(zeros(parameter.values()));
        }
    }

    private static Values zeros(Values like) {
        return like instanceof FloatValues
                ? new FloatValues(new float[like.length()])
                : new DoubleValues(new double[like.length()]);
    }

    /** The running means of the gradients, in the order of the parameters. */
    List<Values> first() {
        return first;
    }

    /** The running means of their squares. */
    List<Values> second() {
        return second;
    }

    /**
     * Updates all parameters.
     *
     * @param step from 1: how many updates the moments will have seen
     * @param scale what the gradients are multiplied by, as they lie in the parameters
     */
    void update(int step, double rate, double scale) {
        // StrictMath, so that a training has the same bits whatever of it HotSpot has compiled.
        double correction1 = 1 - StrictMath.pow(BETA1, step);
        double correction2 = 1 - StrictMath.pow(BETA2, step);
        double stride = rate / correction1;
        double spread = 1 / Math.sqrt(correction2);
        double shrink = rate * decay;
        for (int i = 0; i < parameters.size(); i++) {
            Parameter parameter = parameters.get(i);
            if (parameter.values() instanceof FloatValues w
                    && parameter.gradient() instanceof FloatValues g
                    && first.get(i) instanceof FloatValues m
                    && second.get(i) instanceof FloatValues v) {
                update(
                        w.array(),
                        g.array(),
                        m.array(),
                        v.array(),
                        (float) scale,
                        (float) stride,
                        (float) spread,
                        (float) shrink);
            } else if (parameter.values() instanceof DoubleValues w
                    && parameter.gradient() instanceof DoubleValues g
                    && first.get(i) instanceof DoubleValues m
                    && second.get(i) instanceof DoubleValues v) {
                update(w.array(), g.array(), m.array(), v.array(), scale, stride, spread, shrink);
            } else {
                throw new IllegalStateException(parameter.name() + " and its gradient differ in precision");
            }
        }
    }

    private static void update(
            float[] w, float[] g, float[] m, float[] v, float scale, float stride, float spread, float shrink) {
        float beta1 = (float) BETA1;
        float rest1 = (float) (1 - BETA1);
        float beta2 = (float) BETA2;
        float rest2 = (float) (1 - BETA2);
        float epsilon = (float) EPSILON;
        for (int i = 0; i < w.length; i++) {
            float gradient = scale * g[i];
            float mean = beta1 * m[i] + rest1 * gradient;
            float square = beta2 * v[i] + rest2 * gradient * gradient;
            m[i] = mean;
            v[i] = square;
            w[i] -= stride * mean / ((float) Math.sqrt(square) * spread + epsilon) + shrink * w[i];
        }
    }

    private static void update(
            double[] w, double[] g, double[] m, double[] v, double scale, double stride, double spread, double shrink) {
        double rest1 = 1 - BETA1;
        double rest2 = 1 - BETA2;
        for (int i = 0; i < w.length; i++) {
            double gradient = scale * g[i];
            double mean = BETA1 * m[i] + rest1 * gradient;
            double square = BETA2 * v[i] + rest2 * gradient * gradient;
            m[i] = mean;
            v[i] = square;
            w[i] -= stride * mean / (Math.sqrt(square) * spread + EPSILON) + shrink * w[i];
        }
    }
}
