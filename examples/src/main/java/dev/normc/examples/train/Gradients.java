package dev.normc.examples.train;

import dev.normc.examples.transformer.DoubleValues;
import dev.normc.examples.transformer.FloatValues;
import dev.normc.examples.transformer.Parameter;
import dev.normc.examples.transformer.Values;
import java.util.List;
import java.util.Optional;

/** What is asked of all gradients of a model together. */
final class Gradients {

    private Gradients() {}

    /**
     * The Euclidean norm of all gradients as one vector, summed in double in the order of the parameters. In double a
     * square of a float neither overflows nor vanishes.
     */
    static double norm(List<Parameter> parameters) {
        double sum = 0;
        for (Parameter parameter : parameters) {
            sum += squares(parameter.gradient());
        }
        return Math.sqrt(sum);
    }

    private static double squares(Values values) {
        double sum = 0;
        if (values instanceof FloatValues floats) {
            for (float value : floats.array()) {
                sum += (double) value * value;
            }
        } else if (values instanceof DoubleValues doubles) {
            for (double value : doubles.array()) {
                sum += value * value;
            }
        }
        return sum;
    }

    /** What a gradient of that norm is multiplied by, so that it is not longer than {@code longest}; 0 is no limit. */
    static double scale(double norm, double longest) {
        return longest > 0 && norm > longest ? longest / norm : 1;
    }

    /**
     * The gradient that a backward computes first of those that are not finite: the last in the order of parameters.
     */
    static Optional<String> firstNonFinite(List<Parameter> parameters) {
        for (int i = parameters.size() - 1; i >= 0; i--) {
            if (!parameters.get(i).gradient().isFinite()) {
                return Optional.of(parameters.get(i).name());
            }
        }
        return Optional.empty();
    }
}
