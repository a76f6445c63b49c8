package dev.normc.runtime.literature;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.normc.compiler.graph.Tensor;
import dev.normc.dsl.library.Library;
import dev.normc.runtime.KernelRun;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the norms of the library do not see: the scale and the mean of their input, masked places, the order of the
 * batch.
 */
class InvariancesTest {

    private static final double ZERO = 1e-9;

    /** Norms in which a sample meets those before it. */
    private static final Set<String> ORDERED = Set.of("OnlineNorm");

    static Stream<String> norms() {
        return Library.names().stream();
    }

    /** Those whose gradients are the exact ones. */
    static Stream<String> exact() {
        return norms().filter(norm -> new Probe(norm).hasExactGradient());
    }

    /** Those that leave out what a mask says. */
    static Stream<String> masked() {
        return norms().filter(
                        norm -> Library.find(norm).orElseThrow().text().matches("(?s).*data (mask|context)\\b.*"));
    }

    /** Those for which the samples of a batch have no order. */
    static Stream<String> unordered() {
        return norms().filter(norm -> !ORDERED.contains(norm));
    }

    @ParameterizedTest
    @MethodSource("norms")
    void scaleAndShiftAreSeenOrNotAsTheTableSays(String norm) {
        Probe probe = new Probe(norm);
        String found = "scale " + text(largest(probe.axes(), probe::staysScaled)) + " shift "
                + text(largest(probe.axes(), probe::staysShifted));
        assertEquals(InvarianceTable.of(norm), found, norm);
    }

    /** Euler: what does not change along a direction has no gradient along it. */
    @ParameterizedTest
    @MethodSource("exact")
    void gradientsAreOrthogonalToWhatIsNotSeen(String norm) {
        Probe probe = new Probe(norm);
        for (List<String> along : largest(probe.axes(), probe::staysScaled)) {
            double sum = probe.largestSum(along, true);
            assertTrue(sum <= ZERO, () -> norm + ": sum(dx * x) for each place along " + along + " is " + sum);
        }
        for (List<String> along : largest(probe.axes(), probe::staysShifted)) {
            double sum = probe.largestSum(along, false);
            assertTrue(sum <= ZERO, () -> norm + ": sum(dx) for each place along " + along + " is " + sum);
        }
    }

    /** Sets of axes, none within another. */
    private static List<List<String>> largest(List<String> axes, Predicate<List<String>> holds) {
        List<List<String>> found = new ArrayList<>();
        IntStream.range(0, 1 << axes.size())
                .mapToObj(set -> IntStream.range(0, axes.size())
                        .filter(i -> (set >> i & 1) == 1)
                        .mapToObj(axes::get)
                        .toList())
                .sorted(Comparator.comparing((List<String> set) -> -set.size()))
                .forEach(set -> {
                    if (found.stream().noneMatch(larger -> larger.containsAll(set)) && holds.test(set)) {
                        found.add(set);
                    }
                });
        return found;
    }

    private static String text(List<List<String>> sets) {
        return sets.isEmpty()
                ? "-"
                : String.join(
                        "|",
                        sets.stream()
                                .map(set -> set.toString().replace(" ", ""))
                                .toList());
    }

    /** Neither a huge number nor a NaN at a masked place moves a bit of what comes out at the others. */
    @ParameterizedTest
    @MethodSource("masked")
    void maskedPlacesHaveNoInfluenceOnOthers(String norm) {
        Probe probe = new Probe(norm);
        Optional<Tensor> mask = probe.data("mask").or(() -> probe.data("context"));
        List<String> axes = Probe.names(mask.get());
        Map<Tensor, double[]> masked = probe.values();
        double[] kept = Probe.get(masked, mask.get());
        Arrays.setAll(kept, i -> i % 3 == 1 ? 0 : 1);
        for (double poison : new double[] {1e100, Double.NaN}) {
            Map<Tensor, double[]> poisoned = new LinkedHashMap<>(masked);
            double[] x = Probe.get(masked, probe.input()).clone();
            for (int i = 0; i < x.length; i++) {
                x[i] = kept[probe.group(probe.input(), axes, i)] == 0 ? poison : x[i];
            }
            poisoned.put(probe.input(), x);
            assertArrayEquals(
                    chosen(probe, probe.run(masked), axes, kept),
                    chosen(probe, probe.run(poisoned), axes, kept),
                    norm + " with " + poison + " where the mask is 0");
        }
    }

    private static double[] chosen(Probe probe, KernelRun run, List<String> axes, double[] kept) {
        double[] y = run.get(probe.output());
        return IntStream.range(0, y.length)
                .filter(i -> kept[probe.group(probe.output(), axes, i)] != 0)
                .mapToDouble(i -> y[i])
                .toArray();
    }

    /**
     * All that comes out for a batch in another order is what came out before, in that order. The batch of a weight are
     * its outputs.
     */
    @ParameterizedTest
    @MethodSource("unordered")
    void theBatchHasNoOrder(String norm) {
        Probe probe = new Probe(norm);
        String batch =
                probe.axes().get(probe.axes().contains("B") ? probe.axes().indexOf("B") : 0);
        Map<Tensor, double[]> moved = probe.values();
        moved.replaceAll((tensor, numbers) -> probe.rotated(tensor, batch, numbers));
        KernelRun before = probe.run(probe.values());
        KernelRun after = probe.run(moved);
        for (Tensor result : probe.results()) {
            double[] expected = probe.rotated(result, batch, before.get(result));
            assertTrue(Probe.close(expected, after.get(result)), () -> norm + ": " + result + " along " + batch);
        }
    }
}
