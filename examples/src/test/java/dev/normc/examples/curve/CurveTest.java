package dev.normc.examples.curve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.normc.compiler.Options;
import dev.normc.compiler.emit.ScalarType;
import dev.normc.dsl.source.Source;
import dev.normc.runtime.CompiledNorm;
import dev.normc.runtime.JavaCompiler;
import dev.normc.runtime.Mode;
import dev.normc.runtime.Normc;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Curves against what is known of them in closed form. */
class CurveTest {

    private static final Options DOUBLE = Options.DEFAULT.withType(ScalarType.DOUBLE);

    @Test
    void theCurveOfAnElementwiseNormIsItsFunction() {
        Curve curve = curve("DyT", Mode.TRAINING, 0);
        assertEquals(401, curve.x().size());
        assertEquals(-4, curve.x().get(0));
        assertEquals(4, curve.x().get(400));
        for (int i = 0; i < curve.x().size(); i++) {
            double y = Math.tanh(0.5 * curve.x().get(i));
            assertEquals(y, curve.y().get(i), 1e-14);
            assertEquals(0.5 * (1 - y * y), curve.derivative().get(i), 1e-14);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"LayerNorm", "RmsNorm", "BatchNorm", "PowerNormV", "DyT"})
    void anExactDerivativeIsTheSlopeOfTheCurve(String norm) {
        for (Mode mode : Mode.values()) {
            Curve curve = curve(norm, mode, 3);
            assertFalse(curve.approximate());
            List<Double> slope = curve.slope();
            for (int i = 1; i < slope.size() - 1; i++) {
                assertEquals(slope.get(i), curve.derivative().get(i), 2e-3, norm + " " + mode + " at " + i);
            }
        }
    }

    @Test
    void anOutlierIsBoundedByTheSizeOfItsRow() {
        Map<String, Integer> sizes = Map.of("N", 1, "D", 4);
        Line far = new Line(Optional.empty(), Optional.empty(), sizes, 1, 0, 1e6, 1e7);
        Curve curve = Curve.along(far, new Normc(0).compile("LayerNorm", DOUBLE), Mode.TRAINING);
        assertEquals(Math.sqrt(3), curve.y().get(400), 1e-6);
        assertEquals(0, curve.derivative().get(400), 1e-9);
    }

    @Test
    void anApproximateDerivativeIsSaidToBeOne() {
        Curve curve = curve("PowerNorm", Mode.TRAINING, 30);
        assertTrue(curve.approximate());
        double distance = Math.abs(curve.derivative().get(0) - curve.slope().get(0));
        assertTrue(distance > 1e-3, () -> "the approximation shows nowhere: " + distance);
        assertFalse(curve("PowerNorm", Mode.INFERENCE, 30).approximate());
    }

    @Test
    void stepsOfTrainingMoveTheStatesAndEveryPlaceStartsFromThem() {
        Curve fresh = curve("BatchNorm", Mode.INFERENCE, 0);
        assertEquals(4 / Math.sqrt(1 + 1e-5), fresh.y().get(400), 1e-12);
        Curve trained = curve("BatchNorm", Mode.INFERENCE, 30);
        assertTrue(Math.abs(trained.y().get(400) - fresh.y().get(400)) > 0.01, trained::toString);
        assertEquals(0, secondDifference(trained.y()), 1e-12, "a straight line: no place has moved the states");
    }

    private static double secondDifference(List<Double> y) {
        double worst = 0;
        for (int i = 1; i < y.size() - 1; i++) {
            worst = Math.max(worst, Math.abs(y.get(i - 1) - 2 * y.get(i) + y.get(i + 1)));
        }
        return worst;
    }

    @Test
    void inputOutputAndDataWithoutAStandInAreSupplied() {
        CompiledNorm norm = compiled(
                "norm F(x[N, D], r[N]) {\n    data m[D]\n    v = x * r * m\n" + "    return y = v, s = 3 * r\n}\n");
        Map<String, Integer> sizes = Line.usualSizes(norm.signature());
        Line line = new Line(Optional.of("r"), Optional.of("s"), sizes, 1, 0, -1, 1);
        Curve curve = Curve.along(line, norm, Mode.TRAINING);
        assertEquals("r[0]", curve.input());
        assertEquals("s[0]", curve.output());
        assertEquals(3, curve.derivative().get(0), 1e-14);
        Line other = new Line(Optional.of("x"), Optional.of("y"), sizes, 1, 0, -1, 1);
        assertTrue(Math.abs(Curve.along(other, norm, Mode.TRAINING).y().get(0)) > 0);
    }

    @Test
    void usualSizesStaySmall() {
        assertEquals(
                Map.of("A", 16, "B", 16, "C", 16),
                Line.usualSizes(compiled(axes("A, B, C")).signature()));
        assertEquals(
                Map.of("A", 8, "B", 8, "C", 8, "E", 8),
                Line.usualSizes(compiled(axes("A, B, C, E")).signature()));
    }

    @Test
    void aSplitAxisIsOne() {
        CompiledNorm norm = compiled(
                "norm F(x[N, C = G*K]) {\n    const G = 8\n" + "    return x / sqrt(mean[K](x^2) + 1e-6)\n}\n");
        Map<String, Integer> sizes = Line.usualSizes(norm.signature());
        assertEquals(Map.of("N", 16, "C", 32), sizes);
        Curve curve =
                Curve.along(new Line(Optional.empty(), Optional.empty(), sizes, 1, 0, -4, 4), norm, Mode.TRAINING);
        assertEquals("x[0, 0]", curve.input());
        assertTrue(Math.abs(curve.y().get(400)) < 2, "bounded by the size of its group");
    }

    @Test
    void aBackwardBlockIsApproximate() {
        CompiledNorm norm = compiled(
                "norm F(x[N]) {\n    y = tanh(x)\n    backward y {\n        dx = dy\n    }\n" + "    return y\n}\n");
        Curve curve = Curve.along(line(Map.of("N", 2), -4, 4), norm, Mode.TRAINING);
        assertTrue(curve.approximate());
        assertEquals(1, curve.derivative().get(0), 1e-15);
    }

    private static String axes(String names) {
        return "norm F(x[" + names + "]) {\n    return x / 2\n}\n";
    }

    @Test
    void whatDoesNotFitIsRefused() {
        CompiledNorm norm = new Normc(0).compile("DyT", DOUBLE);
        Map<String, Integer> sizes = Map.of("N", 2, "D", 3);
        assertThrows(IllegalArgumentException.class, () -> line(sizes, 2, 2));
        assertThrows(IllegalArgumentException.class, () -> line(sizes, Double.NaN, 2));
        assertThrows(
                IllegalArgumentException.class, () -> new Line(Optional.empty(), Optional.empty(), sizes, 1, -1, 0, 1));
        assertThrows(
                IllegalArgumentException.class,
                () -> Curve.along(line(Map.of("N", 0, "D", 3), 0, 1), norm, Mode.TRAINING));
        CompiledNorm single = new Normc(0).compile("DyT", Options.DEFAULT);
        assertThrows(IllegalArgumentException.class, () -> Curve.along(line(sizes, 0, 1), single, Mode.TRAINING));
    }

    @Test
    void thePictureShowsTheCurveInItsColour(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("curve.png");
        CurveChart.write(List.of(curve("BatchNorm", Mode.TRAINING, 0), curve("BatchNorm", Mode.INFERENCE, 0)), file);
        BufferedImage image = ImageIO.read(file.toFile());
        assertEquals(Color.WHITE.getRGB(), image.getRGB(0, 0));
        for (Look look : List.of(Look.TRAINING, Look.INFERENCE)) {
            assertTrue(count(image, look.color()) > 500, look + " is not to be seen");
        }
    }

    @Test
    void aDrawingIsSmallAndValuesThatAreNotFiniteAreGaps(@TempDir Path folder) throws IOException {
        CompiledNorm log = compiled("norm F(x[N]) {\n    return log(x)\n}\n");
        Curve curve = Curve.along(line(Map.of("N", 2), -4, 4), log, Mode.TRAINING);
        assertTrue(curve.y().get(0).isNaN(), curve::toString);
        Path file = folder.resolve("curve.svg");
        CurveChart.write(List.of(curve), file);
        String drawing = Files.readString(file);
        assertFalse(drawing.contains("NaN"), drawing);
        assertTrue(drawing.length() < 400_000, () -> "a drawing of " + drawing.length() + " characters");
        assertThrows(IllegalArgumentException.class, () -> CurveChart.write(List.of(curve), folder.resolve("c.gif")));
    }

    private static long count(BufferedImage image, Color color) {
        long count = 0;
        for (int down = 0; down < image.getHeight(); down++) {
            for (int right = 0; right < image.getWidth(); right++) {
                count += image.getRGB(right, down) == color.getRGB() ? 1 : 0;
            }
        }
        return count;
    }

    private static Curve curve(String norm, Mode mode, int steps) {
        CompiledNorm compiled = new Normc(0).compile(norm, DOUBLE);
        Map<String, Integer> sizes = Line.usualSizes(compiled.signature());
        return Curve.along(new Line(Optional.empty(), Optional.empty(), sizes, 1, steps, -4, 4), compiled, mode);
    }

    private static Line line(Map<String, Integer> sizes, double from, double to) {
        return new Line(Optional.empty(), Optional.empty(), sizes, 1, 0, from, to);
    }

    private static CompiledNorm compiled(String program) {
        return new Normc(0).compile(new Source("curve.norm", program), Optional.empty(), DOUBLE, JavaCompiler.JANINO);
    }
}
