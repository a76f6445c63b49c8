package dev.normc.examples.curve;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Curves over one axis. XChart makes axes, labels and legend; the curves are drawn here, each as one path, since XChart
 * would draw them in as many pieces as they have places: dashes would start anew at each, and an SVG would be a
 * megabyte.
 */
final class Panel {

    private static final int LABEL_SPACE_X = 80;
    private static final int LABEL_SPACE_Y = 50;
    private static final int LEGEND_LINE = 40;

    /** Curves whose values differ by less than this part of themselves are flat: their noise is not spread out. */
    private static final double FLAT = 1e-3;

    private final XYChart chart;
    private final List<Trace> traces;

    /**
     * A curve with its line in the legend.
     *
     * @param y a place whose value is not finite is a gap
     */
    record Trace(String label, List<Double> x, List<Double> y, Look look) {}

    Panel(int width, int height, List<Trace> traces) {
        this.traces = List.copyOf(traces);
        chart = new XYChart(width, height);
        Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
        chart.getStyler()
                .setChartBackgroundColor(Color.WHITE)
                .setPlotBackgroundColor(Color.WHITE)
                .setPlotBorderVisible(false)
                .setLegendFont(font)
                .setLegendBorderColor(Color.WHITE)
                .setLegendPosition(LegendPosition.OutsideS)
                .setLegendSeriesLineLength(LEGEND_LINE)
                .setLegendLayout(LegendLayout.Horizontal);
        chart.getStyler()
                .setXAxisTickMarkSpacingHint(LABEL_SPACE_X)
                .setYAxisTickMarkSpacingHint(LABEL_SPACE_Y)
                .setxAxisTickLabelsFormattingFunction(Panel::label)
                .setyAxisTickLabelsFormattingFunction(Panel::label)
                .setAxisTitleFont(font)
                .setAxisTickLabelsFont(font)
                .setPlotGridLinesStroke(new BasicStroke(1))
                .setPlotGridLinesColor(new Color(0xDDDDDD));
        addSeries();
    }

    /** What XChart makes of it: titles can be set. */
    XYChart chart() {
        return chart;
    }

    /** Series that say how far the axes go and what the legend shows, but of which nothing is drawn. */
    private void addSeries() {
        double[] values = traces.stream()
                .flatMap(trace -> trace.y().stream())
                .mapToDouble(Double::doubleValue)
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        double lowest = values.length == 0 ? 0 : values[0];
        double highest = values.length == 0 ? 0 : values[values.length - 1];
        double room = highest - lowest > FLAT * Math.abs(highest) ? 0 : Math.max(0.5, 0.5 * Math.abs(highest));
        for (Trace trace : traces) {
            double from = trace.x().get(0);
            double to = trace.x().get(trace.x().size() - 1);
            // Two corners and a gap; at even distances XChart would put the labels of the axis there.
            XYSeries series =
                    chart.addSeries(trace.label(), new double[] {from, from + (to - from) / 3, to}, new double[] {
                        lowest - room, Double.NaN, highest + room
                    });
            series.setLineColor(trace.look().color());
            series.setLineStyle(trace.look().stroke());
            series.setMarker(SeriesMarkers.NONE);
        }
    }

    /** Where {@code x} is, in pixels from the left, in what was painted last. */
    double place(double x) {
        return chart.getScreenXFromChart(x);
    }

    void paint(Graphics2D graphics, int width) {
        chart.paint(graphics, width, chart.getHeight());
        // Else the points of a curve are moved to whole pixels, and it trembles.
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        for (Trace trace : traces) {
            graphics.setColor(trace.look().color());
            graphics.setStroke(trace.look().stroke());
            graphics.draw(path(trace));
        }
    }

    private Path2D path(Trace trace) {
        Path2D path = new Path2D.Double();
        boolean gap = true;
        for (int i = 0; i < trace.x().size(); i++) {
            double value = trace.y().get(i);
            if (Double.isFinite(value)) {
                double right = chart.getScreenXFromChart(trace.x().get(i));
                double down = chart.getScreenYFromChart(value);
                if (gap) {
                    path.moveTo(right, down);
                } else {
                    path.lineTo(right, down);
                }
            }
            gap = !Double.isFinite(value);
        }
        return path;
    }

    private static String label(double number) {
        return new BigDecimal(number, new MathContext(4)).stripTrailingZeros().toPlainString();
    }
}
