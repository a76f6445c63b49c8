package dev.normc.examples.compare;

import dev.normc.examples.chart.Palette;
import dev.normc.examples.chart.Picture;
import dev.normc.runtime.cases.WholeFile;
import java.awt.Color;
import java.awt.Font;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;

/** Comparisons as bars in a picture: median time per element, so that all shapes fit one axis. */
public final class ComparisonChart {

    private static final int WIDTH = 1000;
    private static final int HEIGHT = 560;
    private static final double NANOS_PER_MICRO = 1000;

    private ComparisonChart() {}

    /**
     * Writes {@code compare-NORM.png} and {@code compare-NORM.svg}, each of them whole or not at all.
     *
     * @param folder made if it is not there
     * @return what was written; nothing if nothing was measured
     * @throws WholeFile.Unwritable if a file cannot be written
     */
    public static List<Path> write(Comparison comparison, Path folder) {
        if (comparison.measurements().isEmpty()) {
            return List.of();
        }
        CategoryChart chart = chart(comparison);
        return List.of(
                write(folder.resolve("compare-" + comparison.norm() + ".png"), Picture.png(chart)),
                write(folder.resolve("compare-" + comparison.norm() + ".svg"), Picture.svg(chart)));
    }

    private static Path write(Path file, byte[] bytes) {
        WholeFile.write(file, bytes);
        return file;
    }

    private static CategoryChart chart(Comparison comparison) {
        CategoryChart chart = new CategoryChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(comparison.norm() + " in training: generated and hand-written kernels, one thread")
                .yAxisTitle("median time per element, ns")
                .build();
        style(chart);
        Map<String, Double> nanos = comparison.measurements().stream()
                .collect(Collectors.toMap(
                        found -> found.contender() + " " + group(found.pass(), found.shape()),
                        found -> NANOS_PER_MICRO
                                * found.medianMicros()
                                / found.shape().elements()));
        List<String> groups = groups(comparison);
        for (String contender : comparison.contenders()) {
            List<Double> heights = groups.stream()
                    .map(group -> nanos.getOrDefault(contender + " " + group, 0.0))
                    .toList();
            if (!comparison.wrong(contender)) {
                chart.addSeries(comparison.title(contender), groups, heights);
            }
        }
        return chart;
    }

    private static void style(CategoryChart chart) {
        Font plain = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
        chart.getStyler()
                .setAvailableSpaceFill(0.8)
                .setLabelsVisible(true)
                .setLabelsPosition(0.5)
                .setLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 11))
                .setLegendPosition(LegendPosition.OutsideS)
                .setLegendFont(plain)
                .setPlotBorderVisible(false)
                .setChartBackgroundColor(Color.WHITE)
                .setSeriesColors(Palette.colors());
        chart.getStyler()
                .setYAxisMin(0.0)
                .setYAxisDecimalPattern("0.0#")
                .setAxisTickLabelsFont(plain)
                .setPlotGridVerticalLinesVisible(false);
        chart.getStyler().setLegendLayout(org.knowm.xchart.style.Styler.LegendLayout.Horizontal);
    }

    private static List<String> groups(Comparison comparison) {
        List<String> groups = new ArrayList<>();
        Arrays.stream(Pass.values())
                .forEach(pass -> comparison.timed().forEach(shape -> groups.add(group(pass, shape))));
        return groups;
    }

    private static String group(Pass pass, Shape shape) {
        return pass + " " + shape;
    }
}
