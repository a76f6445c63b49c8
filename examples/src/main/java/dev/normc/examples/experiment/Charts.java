package dev.normc.examples.experiment;

import dev.normc.examples.chart.Palette;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoublePredicate;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Lines and points in the style of all pictures. */
final class Charts {

    private static final int WIDTH = 900;
    private static final int HEIGHT = 520;
    private static final int SMALL_WIDTH = 440;
    private static final int SMALL_HEIGHT = 380;

    /**
     * With room for machines whose letters are wider than those of others: pictures are drawn in what fonts there are.
     */
    private static final int LEGEND_LETTERS = 100;

    /** As many letters as the line before a name is wide. */
    private static final int LEGEND_LINE = 6;

    /** Pixels from one number of an axis to the next: there are numbers of six letters. */
    private static final int TICKS = 100;

    private static final float STROKE = 2;
    private static final int SMALL_MARKER = 3;
    private static final int MANY = 20;

    /** Shorter than from one place to the next where places are many: the pattern starts anew at each. */
    private static final float[] DOTS = {2, 3};

    private Charts() {}

    /** A line with its place in the legend; a dotted one has the color of {@code color}, counted from 0, too. */
    record Trace(String label, Results.Course course, int color, boolean dotted) {
        Trace(String label, Results.Course course, int color) {
            this(label, course, color, false);
        }
    }

    /** What an axis shows. */
    record Axis(String title, boolean logarithmic) {
        static Axis linear(String title) {
            return new Axis(title, false);
        }

        static Axis logarithmic(String title) {
            return new Axis(title, true);
        }
    }

    /** Lines; places that an axis cannot show, as one that is not finite, are left out. */
    static XYChart lines(String title, Axis x, Axis y, List<Trace> traces) {
        XYChart chart = chart(title, x, y, WIDTH, HEIGHT);
        // A row of names that is wider than the picture would lose its ends.
        int names = traces.stream()
                .mapToInt(trace -> trace.label().length() + LEGEND_LINE)
                .sum();
        if (names > LEGEND_LETTERS) {
            chart.getStyler().setLegendPosition(LegendPosition.OutsideE).setLegendLayout(LegendLayout.Vertical);
        }
        if (!x.logarithmic() && traces.stream().anyMatch(Charts::isOfSteps)) {
            chart.getStyler().setXAxisMin(0.0); // else the grid begins at the first place: 60, 360, 660
        }
        for (Trace trace : traces) {
            Results.Course shown = shown(trace.course(), x, y);
            if (shown.steps().length == 0) {
                continue;
            }
            XYSeries series = chart.addSeries(trace.label(), shown.steps(), shown.values());
            boolean few = shown.steps().length <= 12;
            series.setMarker(few ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
            series.setMarkerColor(Palette.color(trace.color()));
            series.setLineColor(Palette.color(trace.color()));
            series.setLineStyle(new BasicStroke(
                    STROKE, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, trace.dotted() ? DOTS.clone() : null, 0));
        }
        return chart;
    }

    /** Points and a curve through them. */
    static XYChart scatter(String title, Axis x, Axis y, Results.Course points, Results.Course curve) {
        XYChart chart = chart(title, x, y, SMALL_WIDTH, SMALL_HEIGHT);
        chart.getStyler().setLegendVisible(false).setMarkerSize(SMALL_MARKER);
        XYSeries cloud = chart.addSeries("points", points.steps(), points.values());
        cloud.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
        cloud.setMarker(SeriesMarkers.CIRCLE);
        cloud.setMarkerColor(Palette.color(0));
        XYSeries line = chart.addSeries("curve", curve.steps(), curve.values());
        line.setMarker(SeriesMarkers.NONE);
        line.setLineColor(Palette.color(5));
        line.setLineStyle(new BasicStroke(STROKE));
        return chart;
    }

    /** Charts of one size beside and below one another. */
    static XYChart grid(List<XYChart> charts, int columns) {
        int rows = (charts.size() + columns - 1) / columns;
        int width = charts.get(0).getWidth();
        int height = charts.get(0).getHeight();
        return new XYChart(width * columns, height * rows) {
            @Override
            public void paint(Graphics2D graphics, int wholeWidth, int wholeHeight) {
                AffineTransform origin = graphics.getTransform();
                graphics.setColor(Color.WHITE);
                graphics.fillRect(0, 0, wholeWidth, wholeHeight);
                for (int i = 0; i < charts.size(); i++) {
                    graphics.setTransform(origin);
                    graphics.translate((i % columns) * width, i / columns * height);
                    charts.get(i).paint(graphics, width, height);
                }
                graphics.setTransform(origin);
            }
        };
    }

    private static XYChart chart(String title, Axis x, Axis y, int width, int height) {
        XYChart chart = new XYChartBuilder()
                .width(width)
                .height(height)
                .title(title)
                .xAxisTitle(x.title())
                .yAxisTitle(y.title())
                .build();
        Font plain = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
        chart.getStyler()
                .setChartBackgroundColor(Color.WHITE)
                .setPlotBorderVisible(false)
                .setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 13))
                .setLegendFont(plain)
                .setLegendBorderColor(Color.WHITE)
                .setLegendPosition(LegendPosition.OutsideS)
                .setLegendLayout(LegendLayout.Horizontal);
        chart.getStyler()
                .setXAxisLogarithmic(x.logarithmic())
                .setXAxisTickMarkSpacingHint(width == SMALL_WIDTH ? TICKS / 2 : TICKS)
                .setYAxisLogarithmic(y.logarithmic())
                // Few of our quantities span a power of ten.
                .setXAxisLogarithmicDecadeOnly(false)
                .setYAxisLogarithmicDecadeOnly(false)
                .setAxisTitleFont(plain)
                .setAxisTickLabelsFont(plain)
                .setPlotGridLinesStroke(new BasicStroke(1))
                .setPlotGridLinesColor(new Color(0xDDDDDD));
        return chart;
    }

    /** Many places, the first of them near 0 for what they come to: no blocks, no elements of an input. */
    private static boolean isOfSteps(Trace trace) {
        double[] places = trace.course().steps();
        return places.length >= MANY && places[0] >= 0 && places[0] * MANY <= places[places.length - 1];
    }

    private static Results.Course shown(Results.Course course, Axis x, Axis y) {
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < course.steps().length; i++) {
            if (can(x).test(course.steps()[i]) && can(y).test(course.values()[i])) {
                places.add(i);
            }
        }
        return new Results.Course(
                places.stream().mapToDouble(i -> course.steps()[i]).toArray(),
                places.stream().mapToDouble(i -> course.values()[i]).toArray());
    }

    private static DoublePredicate can(Axis axis) {
        return value -> Double.isFinite(value) && (!axis.logarithmic() || value > 0);
    }
}
