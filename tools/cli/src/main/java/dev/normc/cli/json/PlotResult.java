package dev.normc.cli.json;

import dev.normc.examples.curve.Curve;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What {@code normc plot} draws.
 *
 * @param sizes the size of every axis, by name
 * @param seed what the elements that stay were drawn from
 * @param steps how many steps of training the states have behind them
 * @param input the element that moves, such as {@code x[0, 0]}
 * @param output the element that is looked at, such as {@code y[0, 0]}
 * @param curves one for each mode that was asked for
 * @param files the pictures
 */
public record PlotResult(
        String norm,
        Map<String, Integer> sizes,
        long seed,
        int steps,
        String input,
        String output,
        List<Entry> curves,
        List<String> files) {

    /**
     * The curve of one mode.
     *
     * @param mode {@code training} or {@code inference}
     * @param approximate whether the program defines another gradient than the exact one
     * @param x the places of the moving element
     * @param y the output at these places
     * @param derivative the gradient at these places, from the backward
     */
    public record Entry(String mode, boolean approximate, List<Double> x, List<Double> y, List<Double> derivative) {}

    /** All of the curves of one norm along one line. */
    public static PlotResult of(List<Curve> curves, List<String> files) {
        Curve first = curves.get(0);
        List<Entry> entries = curves.stream()
                .map(curve -> new Entry(
                        curve.mode().toString().toLowerCase(Locale.ROOT),
                        curve.approximate(),
                        curve.x(),
                        curve.y(),
                        curve.derivative()))
                .toList();
        return new PlotResult(
                first.norm(),
                first.sizes(),
                first.seed(),
                first.steps(),
                first.input(),
                first.output(),
                entries,
                files);
    }
}
