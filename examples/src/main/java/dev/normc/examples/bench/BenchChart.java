package dev.normc.examples.bench;

import dev.normc.examples.bench.Entrant.Profile;
import dev.normc.examples.chart.Palette;
import dev.normc.examples.chart.Picture;
import dev.normc.examples.compare.Shape;
import dev.normc.runtime.cases.WholeFile;
import java.awt.Color;
import java.awt.Font;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;

/**
 * Findings as bars, one picture for each shape that is not tiny: mean time per element, norms and passes side by side.
 */
public final class BenchChart {

    private static final int WIDTH = 1400;
    private static final int HEIGHT = 560;
    private static final double NANOS_PER_MICRO = 1000;

    private BenchChart() {}

    /**
     * Writes {@code bench-SHAPE.svg} for each shape, each of them whole or not at all.
     *
     * @param folder made if it is not there
     * @return what was written; nothing if nothing was measured
     * @throws WholeFile.Unwritable if a file cannot be written
     */
    public static List<Path> write(Findings findings, Path folder) {
        List<Path> written = new ArrayList<>();
        List<Shape> shapes = findings.cells().stream()
                .filter(cell -> !cell.tiny())
                .map(Cell::shape)
                .distinct()
                .toList();
        for (Shape shape : shapes) {
            Path file = folder.resolve("bench-" + shape + ".svg");
            WholeFile.write(file, Picture.svg(chart(findings, shape)));
            written.add(file);
        }
        return written;
    }

    private static CategoryChart chart(Findings findings, Shape shape) {
        CategoryChart chart = new CategoryChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title("Training at " + shape + ", float")
                .yAxisTitle("mean time per element, ns")
                .build();
        style(chart);
        List<Cell> cells = findings.cells().stream()
                .filter(cell -> cell.shape().equals(shape))
                .toList();
        List<String> groups =
                cells.stream().map(cell -> cell.norm() + " " + cell.pass()).toList();
        for (Profile contender : findings.contenders()) {
            List<Double> heights =
                    cells.stream().map(cell -> nanos(findings, cell, contender)).toList();
            if (heights.stream().anyMatch(height -> height > 0)) {
                chart.addSeries(contender.label(), groups, heights);
            }
        }
        return chart;
    }

    /** 0 where nothing was measured: no bar. */
    private static double nanos(Findings findings, Cell cell, Profile contender) {
        return findings.timing(cell, contender.label())
                .map(timing ->
                        NANOS_PER_MICRO * timing.meanMicros() / cell.shape().elements())
                .orElse(0.0);
    }

    private static void style(CategoryChart chart) {
        Font plain = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
        chart.getStyler()
                .setAvailableSpaceFill(0.8)
                .setLegendPosition(LegendPosition.OutsideS)
                .setLegendLayout(LegendLayout.Horizontal)
                .setLegendFont(plain)
                .setPlotBorderVisible(false)
                .setChartBackgroundColor(Color.WHITE)
                .setSeriesColors(Palette.colors());
        chart.getStyler()
                .setYAxisMin(0.0)
                .setYAxisDecimalPattern("0.0#")
                .setXAxisLabelRotation(30)
                .setAxisTickLabelsFont(plain)
                .setPlotGridVerticalLinesVisible(false);
    }
}
