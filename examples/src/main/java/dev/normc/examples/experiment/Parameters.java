package dev.normc.examples.experiment;

import dev.normc.examples.transformer.Parameter;
import dev.normc.examples.transformer.Transformer;
import java.util.Arrays;
import java.util.Optional;

/** Finds parameters of a model by name. */
final class Parameters {

    private Parameters() {}

    static Optional<Parameter> named(Transformer model, String name) {
        return model.parameters().stream()
                .filter(parameter -> parameter.name().equals(name))
                .findFirst();
    }

    /** The parameter {@code name} of the norm of {@code layer}, such as {@code block1.attention}. */
    static Optional<Parameter> ofNorm(Transformer model, String layer, String name) {
        return named(model, layer + ".norm." + name);
    }

    /** The scale or shift of a norm with one number for each feature, or {@code stand-in} for all of them. */
    static double[] perFeature(Transformer model, String layer, String name, int width, double standIn) {
        double[] values = new double[width];
        Arrays.fill(values, standIn);
        ofNorm(model, layer, name)
                .filter(parameter -> parameter.values().length() == width)
                .ifPresent(parameter -> Arrays.setAll(values, parameter.values()::get));
        return values;
    }
}
