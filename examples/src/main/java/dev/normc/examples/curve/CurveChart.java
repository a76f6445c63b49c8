package dev.normc.examples.curve;

import dev.normc.examples.chart.Picture;
import dev.normc.runtime.Mode;
import dev.normc.runtime.cases.WholeFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.knowm.xchart.XYChart;

/** Curves of one norm as a picture: the output above, its derivative below, both modes in each. */
public final class CurveChart {

    private static final int WIDTH = 900;
    private static final int HEIGHT = 400;

    private CurveChart() {}

    /**
     * Writes a picture.
     *
     * @param curves one or two of one norm along one line, in different modes
     * @param file a name that ends in {@code .png} or {@code .svg}, which says the form
     * @throws IllegalArgumentException if it ends otherwise
     * @throws WholeFile.Unwritable if the file cannot be written
     */
    public static void write(List<Curve> curves, Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        if (!name.endsWith(".png") && !name.endsWith(".svg")) {
            throw new IllegalArgumentException("a picture is written as .png or .svg, given " + file);
        }
        XYChart chart = chart(curves);
        WholeFile.write(file, name.endsWith(".png") ? Picture.png(chart) : Picture.svg(chart));
    }

    private static XYChart chart(List<Curve> curves) {
        Curve first = curves.get(0);
        List<Panel.Trace> forward = new ArrayList<>();
        List<Panel.Trace> backward = new ArrayList<>();
        for (Curve curve : curves) {
            String mode =
                    curves.size() == 1 ? "" : ", " + curve.mode().toString().toLowerCase(Locale.ROOT);
            Look look = curve.mode() == Mode.TRAINING ? Look.TRAINING : Look.INFERENCE;
            String kind = curve.approximate() ? ", approximate" : "";
            forward.add(new Panel.Trace("forward" + mode, curve.x(), curve.y(), look));
            backward.add(new Panel.Trace("backward" + mode + kind, curve.x(), curve.derivative(), look));
            if (curve.approximate()) {
                backward.add(new Panel.Trace("slope of the forward" + mode, curve.x(), curve.slope(), Look.SLOPE));
            }
        }
        Panel upper = new Panel(WIDTH, HEIGHT, forward);
        upper.chart()
                .setTitle(first.norm() + ": " + first.output() + " over " + first.input() + ", and its derivative");
        upper.chart().setYAxisTitle(first.output());
        Panel lower = new Panel(WIDTH, HEIGHT, backward);
        lower.chart().setYAxisTitle("d" + first.output() + " / d" + first.input());
        lower.chart().setXAxisTitle(first.input() + circumstances(first));
        return new StackedPanels(upper, lower, first.x().get(0));
    }

    private static String circumstances(Curve curve) {
        String sizes = curve.sizes().entrySet().stream()
                .map(size -> size.getKey() + " = " + size.getValue())
                .collect(Collectors.joining(", "));
        String steps = curve.steps() == 0 ? "" : "; states after " + curve.steps() + " steps of training";
        return "   (all other elements are fixed normal numbers; " + sizes + steps + ")";
    }
}
