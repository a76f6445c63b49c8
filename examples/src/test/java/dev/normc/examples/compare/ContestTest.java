package dev.normc.examples.compare;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.normc.compiler.Options;
import dev.normc.compiler.graph.Role;
import dev.normc.compiler.graph.Signature;
import dev.normc.compiler.graph.Sizes;
import dev.normc.dsl.library.Library;
import dev.normc.runtime.CompiledNorm;
import dev.normc.runtime.Normc;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The contest on tiny shapes with no time to lose: who is right and who is not, and that everything is told. */
class ContestTest {

    private static final Budget TINY = new Budget(Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofNanos(10_000));
    private static final List<Shape> CHECKED = List.of(Shape.of(5, 7), Shape.of(33, 65));
    private static final List<Shape> TIMED = List.of(Shape.of(3, 7), Shape.of(4, 64));

    /**
     * At these shapes they go over one to three elements, correlate, take differences of powers, or have gradients that
     * are zero but for rounding, as that of a softmax of weights: gradients cancel beyond the bound of a sum.
     */
    private static final Set<String> CANCELLING = Set.of(
            "BatchChannelNorm",
            "GroupedGatedRmsNorm",
            "ModeNorm",
            "PearsonNorm",
            "PerChannelEnergyNorm",
            "PositionalNorm",
            "ProxyNorm",
            "QkLayerNorm",
            "RepresentativeBatchNorm",
            "SwitchableNorm",
            "TaskNorm");

    static List<String> norms() {
        return Library.names().stream()
                .filter(name -> !CANCELLING.contains(name))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("norms")
    void everyContenderIsWithinTheBoundAndEveryRowIsTold(String norm) {
        List<Contender> contenders = Contender.of(norm);
        Comparison comparison = contest(norm, contenders);
        for (Accuracy accuracy : comparison.accuracies()) {
            assertTrue(accuracy.worstUlp() > 0 && !accuracy.wrong(), accuracy::toString);
        }
        assertEquals(contenders.size() * 4, comparison.accuracies().size());
        assertEquals(contenders.size() * 4, comparison.measurements().size());
        String table = ComparisonText.table(comparison);
        for (Pass pass : Pass.values()) {
            for (Shape shape : shapes(norm, TIMED)) {
                for (Contender contender : contenders) {
                    String title = Pattern.quote(comparison.title(contender.label()));
                    String row = norm + "\\s+" + pass + "\\s+" + shape + "\\s+" + title + "\\s+[\\d.]+\\s.*";
                    assertEquals(
                            1, table.lines().filter(line -> line.matches(row)).count(), () -> row + "\n" + table);
                }
            }
        }
        String largest = shapes(norm, TIMED).get(1).toString();
        assertTrue(ComparisonText.bars(comparison).contains(norm + " backward " + largest));
    }

    @Test
    void aNormThatNobodyWroteByHandRunsAlone() {
        Comparison comparison = contest("PowerNormV", Contender.of("PowerNormV"));
        assertEquals(List.of(Contender.GENERATED), comparison.contenders());
        assertTrue(ComparisonText.notes(comparison).contains("There is no hand-written kernel for PowerNormV"));
    }

    @Test
    void whoIsOffByAThousandthInOneElementIsWrongAndNotTimed() {
        Comparison comparison =
                contest("LayerNorm", with(after("sloppy", Role.GRADIENT, "gamma", value -> value * 1.001f)));
        assertTrue(comparison.anyWrong());
        assertFalse(comparison.wrong(Contender.GENERATED));
        assertTrue(comparison.wrong("sloppy"));
        assertTrue(comparison.measurements().stream()
                .noneMatch(found -> found.contender().equals("sloppy")));
        assertTrue(
                ComparisonText.table(comparison).contains("sloppy                  WRONG"),
                ComparisonText.table(comparison));
        assertTrue(ComparisonText.table(comparison).contains("generated (scalar)"));
        assertTrue(ComparisonText.notes(comparison).contains("WRONG: sloppy, backward at 5x7: dgamma is off by "));
    }

    @Test
    void whoWritesNanIsInfinitelyWrong() {
        Comparison comparison = contest("DyT", with(after("poisoned", Role.OUTPUT, "y", value -> Float.NaN)));
        assertEquals(Double.POSITIVE_INFINITY, comparison.worstUlp("poisoned", Pass.FORWARD));
        assertTrue(comparison.wrong("poisoned"));
    }

    @Test
    void whoLeavesOutputsUntouchedIsWrong() {
        Contender idle = new Contender("idle", problem -> new Contender.Bound() {
            @Override
            public void forward() {}

            @Override
            public void backward() {}
        });
        Comparison comparison = contest("PowerNorm", with(idle));
        assertEquals(Double.POSITIVE_INFINITY, comparison.worstUlp("idle", Pass.FORWARD));
        assertEquals(Double.POSITIVE_INFINITY, comparison.worstUlp("idle", Pass.BACKWARD));
    }

    @Test
    void whoDoesNotMoveAStateIsWrong() {
        Contender forgetful = after("forgetful", Role.STATE, "running_var", value -> 1f);
        Comparison comparison = contest("BatchNorm", with(forgetful));
        assertTrue(comparison.wrong("forgetful"));
    }

    @Test
    void whoHasAForwardAloneHasNoRowsForTheBackward() {
        Contender forward = new Contender(
                "forward", Set.of(Pass.FORWARD), Contender.generated().binder());
        Comparison comparison = contest("RmsNorm", with(forward));
        assertFalse(comparison.anyWrong());
        assertTrue(comparison.has("forward", Pass.FORWARD));
        assertFalse(comparison.has("forward", Pass.BACKWARD));
        String table = ComparisonText.table(comparison);
        assertEquals(
                2,
                table.lines()
                        .filter(line -> line.matches("RmsNorm +forward +\\S+ +forward .*"))
                        .count(),
                table);
        assertFalse(table.lines().anyMatch(line -> line.matches("RmsNorm +backward +\\S+ +forward .*")), table);
    }

    @Test
    void resultsThatStandElsewhereAreDeliveredBeforeTheyAreChecked() {
        Contender elsewhere = new Contender("elsewhere", problem -> {
            Problem copy = problem.copy();
            Contender.Bound right = Contender.generated().binder().bind(copy);
            return new Contender.Bound() {
                @Override
                public void forward() {
                    right.forward();
                }

                @Override
                public void backward() {
                    right.backward();
                }

                @Override
                public void deliver() {
                    copy.arrays()
                            .forEach((tensor, array) -> System.arraycopy(
                                    array, 0, problem.arrays().getOrDefault(tensor, array), 0, array.length));
                }
            };
        });
        assertFalse(contest("LayerNorm", with(elsewhere)).anyWrong());
    }

    @Test
    void whoThrowsIsWrongInItsOwnWords() {
        Contender clumsy = new Contender("clumsy", problem -> {
            throw new IllegalStateException("fell over");
        });
        Comparison comparison = contest("RmsNorm", with(clumsy));
        assertTrue(comparison.wrong("clumsy"));
        assertTrue(ComparisonText.notes(comparison).contains("fell over"), ComparisonText.notes(comparison));
    }

    @Test
    void thereAreNoRatiosToAGeneratedKernelThatIsWrong() {
        Contender generated = after(Contender.GENERATED, Role.OUTPUT, "y", value -> 0f);
        Contender right = new Contender("right", Contender.generated().binder());
        Comparison comparison = contest("RmsNorm", List.of(generated, right));
        assertTrue(comparison.wrong(Contender.GENERATED));
        assertTrue(comparison.measurements().stream().allMatch(found -> Double.isNaN(found.ratio())));
        assertFalse(ComparisonText.table(comparison).contains("NaN"), ComparisonText.table(comparison));
    }

    @Test
    void ratiosThatSpreadAreToldToBeNoise() {
        Comparison noisy = measured(0.5, 2);
        assertTrue(ComparisonText.notes(noisy).contains("The machine was busy: the quartiles of 1 of 1 ratios"));
        assertFalse(ComparisonText.notes(measured(0.95, 1.05)).contains("busy"));
    }

    private static Comparison measured(double lowerQuartile, double upperQuartile) {
        Shape shape = Shape.of(4, 4);
        Measurement measurement = new Measurement("naive", Pass.FORWARD, shape, 1, 1, lowerQuartile, upperQuartile, 9);
        List<String> contenders = List.of(Contender.GENERATED, "naive");
        return new Comparison("LayerNorm", 1, "vector", contenders, List.of(), List.of(shape), List.of(measurement));
    }

    @Test
    void aShapeThatDoesNotFitIsRefusedBeforeAnythingRuns() {
        CompiledNorm norm = new Normc().compile("LayerNorm", Options.DEFAULT);
        List<Shape> timed = List.of(Shape.of(2, 3, 4));
        List<String> steps = new ArrayList<>();
        assertThrows(
                IllegalArgumentException.class,
                () -> Contest.run(
                        norm,
                        List.of(Contender.generated()),
                        CHECKED,
                        timed,
                        1,
                        TINY,
                        (done, total, step) -> steps.add(step)));
        assertEquals(List.of(), steps);
    }

    @Test
    void theSameSeedGivesTheSameProblem() {
        CompiledNorm norm = new Normc().compile("PowerNorm", Options.DEFAULT);
        Problem one = Problem.random(norm, Shape.of(5, 7), 3);
        Problem same = Problem.random(norm, Shape.of(5, 7), 3);
        one.arrays()
                .forEach((tensor, array) ->
                        assertArrayEquals(array, same.arrays().get(tensor), tensor::toString));
    }

    @Test
    void theChartIsWrittenAsPngAndSvgAndNothingElse(@TempDir Path folder) throws IOException {
        Comparison comparison = contest("LayerNorm", Contender.of("LayerNorm"));
        List<Path> written = ComparisonChart.write(comparison, folder.resolve("charts"));
        try (Stream<Path> files = Files.list(folder.resolve("charts"))) {
            assertEquals(written, files.sorted().toList());
        }
        assertArrayEquals(
                new byte[] {(byte) 0x89, 'P', 'N', 'G'}, Arrays.copyOf(Files.readAllBytes(written.get(0)), 4));
        String svg = Files.readString(written.get(1), StandardCharsets.UTF_8);
        assertTrue(svg.contains("<svg") && svg.strip().endsWith("</svg>"));
    }

    private static Comparison contest(String norm, List<Contender> contenders) {
        CompiledNorm compiled = new Normc().compile(norm, Options.DEFAULT);
        return Contest.run(
                compiled, contenders, shapes(norm, CHECKED), shapes(norm, TIMED), 1, TINY, (done, total, step) -> {});
    }

    /**
     * The shapes with as many axes as the norm has, the further ones in the middle, of 3 elements or what must divide.
     */
    private static List<Shape> shapes(String norm, List<Shape> flat) {
        Signature signature = new Normc().compile(norm, Options.DEFAULT).signature();
        int axes = Sizes.of(signature).given().size();
        return flat.stream()
                .map(shape -> {
                    List<Integer> sizes =
                            new ArrayList<>(axes == 1 ? shape.sizes().subList(1, 2) : shape.sizes());
                    sizes.addAll(1, Collections.nCopies(Math.max(0, axes - 2), 3));
                    return new Shape(sizes).fitting(signature);
                })
                .toList();
    }

    private static List<Contender> with(Contender other) {
        return List.of(Contender.generated(), other);
    }

    private interface Change {
        float of(float value);
    }

    /** The generated kernels, which then change one element of a tensor. */
    private static Contender after(String label, Role role, String name, Change change) {
        return new Contender(label, problem -> {
            Contender.Bound right = Contender.generated().binder().bind(problem);
            float[] array = problem.arrays().entrySet().stream()
                    .filter(entry -> entry.getKey().role() == role
                            && entry.getKey().name().equals(name))
                    .findFirst()
                    .orElseThrow()
                    .getValue();
            int place = array.length / 2;
            return new Contender.Bound() {
                @Override
                public void forward() {
                    right.forward();
                    array[place] = change.of(array[place]);
                }

                @Override
                public void backward() {
                    right.backward();
                    array[place] = change.of(array[place]);
                }
            };
        });
    }
}
