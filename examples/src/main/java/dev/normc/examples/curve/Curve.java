package dev.normc.examples.curve;

import dev.normc.runtime.CompiledNorm;
import dev.normc.runtime.Mode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One element of an output over one element of an input, all else fixed.
 *
 * @param norm the norm's name
 * @param mode for what it was called
 * @param input the element that moves, such as {@code x[0, 0]}
 * @param output the element that is looked at, such as {@code y[0, 0]}
 * @param sizes the size of every axis, by name
 * @param seed what the elements that stay were drawn from
 * @param steps how many steps of training the states have behind them
 * @param approximate whether the program defines another gradient than the exact one, so that the derivative is not the
 *     slope of the curve
 * @param x the places of the moving element, evenly spaced
 * @param y the output at these places, from the forward
 * @param derivative the gradient of the output at these places, from the backward
 */
public record Curve(
        String norm,
        Mode mode,
        String input,
        String output,
        Map<String, Integer> sizes,
        long seed,
        int steps,
        boolean approximate,
        List<Double> x,
        List<Double> y,
        List<Double> derivative) {

    public Curve {
        sizes = Collections.unmodifiableMap(new LinkedHashMap<>(sizes));
        x = List.copyOf(x);
        y = List.copyOf(y);
        derivative = List.copyOf(derivative);
    }

    /**
     * Calls the kernels at every place of {@code line}. The elements that stay, and the upstream gradients of the steps
     * of training, are drawn from a standard normal distribution; parameters have their initial values; states are as
     * the line says, at every place anew; data are what stands in for them, or 1.
     *
     * @param norm compiled as double
     * @throws IllegalArgumentException if the line or its sizes do not fit the norm, or the norm is not of type double
     */
    public static Curve along(Line line, CompiledNorm norm, Mode mode) {
        return new Tracer(line, norm, mode).trace();
    }

    /** What the curve itself does: the differences between the neighbours of each place, one-sided at the ends. */
    public List<Double> slope() {
        List<Double> slope = new ArrayList<>();
        for (int i = 0; i < x.size(); i++) {
            int before = Math.max(0, i - 1);
            int behind = Math.min(x.size() - 1, i + 1);
            slope.add((y.get(behind) - y.get(before)) / (x.get(behind) - x.get(before)));
        }
        return slope;
    }
}
