package dev.normc.compiler.simplify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.normc.compiler.graph.Axes;
import dev.normc.compiler.graph.Axis;
import dev.normc.compiler.graph.Binding;
import dev.normc.compiler.graph.GraphBuilder;
import dev.normc.compiler.graph.GraphPrinter;
import dev.normc.compiler.graph.Node;
import dev.normc.compiler.graph.Pointwise;
import dev.normc.compiler.graph.Reduction;
import dev.normc.compiler.graph.Role;
import dev.normc.compiler.graph.Tensor;
import dev.normc.compiler.interpret.Interpreter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule fires where it should, says the same as before, and leaves alone what it must. */
class SimplifyRulesTest {

    private static final Axis N = new Axis(0, "N");
    private static final Axis D = new Axis(1, "D");
    private static final Axes OVER_N = Axes.of(N);
    private static final Axes OVER_D = Axes.of(D);
    private static final Map<String, Integer> SIZES = Map.of("N", 3, "D", 5);

    /** Values to write formulas with: x and y vary over both axes, v over N, w and the learned p over D. */
    private static final class Bench {
        private final GraphBuilder builder = new GraphBuilder();
        private final List<Tensor> tensors = new ArrayList<>();
        private final Set<Node> frozen = new HashSet<>();
        private final List<Node> otherRoots = new ArrayList<>();
        private final Node x = input(Role.INPUT, "x", N, D);
        private final Node y = input(Role.INPUT, "y", N, D);
        private final Node v = input(Role.INPUT, "v", N);
        private final Node w = input(Role.INPUT, "w", D);
        private final Node p = input(Role.PARAMETER, "p", D);

        private Node input(Role role, String name, Axis... axes) {
            Tensor tensor = new Tensor(role, name, List.of(axes));
            tensors.add(tensor);
            return builder.read(tensor);
        }

        Node number(double value) {
            return builder.constant(value);
        }

        Node times(Node left, Node right) {
            return builder.multiply(left, right);
        }

        Node over(Node left, Node right) {
            return builder.divide(left, right);
        }

        Node plus(Node left, Node right) {
            return builder.add(left, right);
        }

        Node minus(Node left, Node right) {
            return builder.subtract(left, right);
        }

        Node negative(Node value) {
            return builder.negate(value);
        }

        Node inverse(Node value) {
            return builder.reciprocal(value);
        }

        Node root(Node value) {
            return builder.apply(Pointwise.SQRT, value);
        }

        Node inverseRoot(Node value) {
            return builder.apply(Pointwise.RSQRT, value);
        }

        Node sum(Node value, Axes over) {
            return builder.reduce(Reduction.SUM, value, over, Axes.NONE);
        }

        Node mean(Node value, Axes over) {
            return builder.mean(value, over);
        }

        Node n() {
            return builder.size(N);
        }

        Node d() {
            return builder.size(D);
        }

        /** The forward computes this. */
        Node forward(Node node) {
            frozen.addAll(GraphBuilder.reachable(List.of(node)));
            return node;
        }

        /** Another result of the graph needs this, too. */
        Node wantedElsewhere(Node node) {
            otherRoots.add(node);
            return node;
        }

        Optional<Node> apply(Rule rule, Node node) {
            List<Node> roots = new ArrayList<>(otherRoots);
            roots.add(node);
            return rule.rewrite()
                    .apply(node, new Surroundings(builder, frozen, roots))
                    .filter(after -> after != node);
        }
    }

    /** A formula and what the rule makes of it; nothing where it must not fire. */
    private record Case(String rule, Function<Bench, Node> before, String after) {

        boolean fires() {
            return !after.isEmpty();
        }

        @Override
        public String toString() {
            return rule + " on " + GraphPrinter.expression(before.apply(new Bench()));
        }
    }

    private static Case fires(String rule, Function<Bench, Node> before, String after) {
        return new Case(rule, before, after);
    }

    private static Case stays(String rule, Function<Bench, Node> before) {
        return new Case(rule, before, "");
    }

    static Stream<Case> cases() {
        return Stream.of(operators(), products(), sums()).flatMap(cases -> cases);
    }

    private static Stream<Case> operators() {
        return Stream.of(
                fires("fold-constants", b -> b.times(b.number(2), b.number(3)), "6"),
                fires("fold-constants", b -> b.inverseRoot(b.number(4)), "0.5"),
                stays("fold-constants", b -> b.times(b.number(2), b.n())),
                fires("negate-twice", b -> b.negative(b.negative(b.x)), "x"),
                stays("negate-twice", b -> b.negative(b.minus(b.x, b.y))),
                fires("times-one", b -> b.times(b.number(1), b.x), "x"),
                fires("times-one", b -> b.over(b.x, b.number(1)), "x"),
                stays("times-one", b -> b.times(b.number(-1), b.x)),
                stays("times-one", b -> b.over(b.number(1), b.x)),
                fires("plus-zero", b -> b.plus(b.x, b.number(0)), "x"),
                fires("plus-zero", b -> b.minus(b.number(0), b.x), "-x"),
                stays("plus-zero", b -> b.minus(b.x, b.number(1))),
                fires("times-zero", b -> b.times(b.x, b.number(0)), "0"),
                stays("times-zero", b -> b.over(b.number(0), b.x)),
                fires("same-branches", b -> b.builder.select(b.builder.less(b.x, b.v), b.y, b.y), "y"),
                fires(
                        "same-branches",
                        b -> {
                            b.forward(b.y); // so this is the backward
                            return b.builder.select(b.builder.less(b.x, b.y), b.v, b.v);
                        },
                        "v"),
                stays("same-branches", b -> b.builder.select(b.builder.less(b.x, b.y), b.v, b.v)),
                stays("same-branches", b -> b.builder.select(b.builder.less(b.x, b.y), b.v, b.w)),
                fires("divide-by-root", b -> b.over(b.x, b.root(b.y)), "x * rsqrt(y)"),
                stays("divide-by-root", b -> b.over(b.root(b.x), b.y)),
                fires("invert-root", b -> b.inverse(b.root(b.x)), "rsqrt(x)"),
                stays("invert-root", b -> b.root(b.inverse(b.x))),
                fires("divide-by-smaller", b -> b.over(b.x, b.v), "x * (1 / v)"),
                fires("divide-by-smaller", b -> b.over(b.x, b.d()), "x * (1 / D)"),
                stays("divide-by-smaller", b -> b.over(b.x, b.y)),
                stays("divide-by-smaller", b -> b.over(b.number(1), b.d())),
                fires("commute", b -> b.times(b.x, b.v), "v * x"),
                fires("commute", b -> b.plus(b.v, b.x), "x + v"),
                fires("commute", b -> b.times(b.x, b.number(2)), "2 * x"),
                stays("commute", b -> b.times(b.v, b.x)),
                stays("commute", b -> b.minus(b.v, b.x)));
    }

    private static Stream<Case> products() {
        return Stream.of(
                fires("bracket-product", b -> b.times(b.times(b.number(2), b.x), b.number(3)), "6 * x"),
                fires("bracket-product", b -> b.times(b.times(b.x, b.v), b.w), "w * (v * x)"),
                fires("bracket-product", b -> b.negative(b.times(b.negative(b.x), b.y)), "x * y"),
                stays("bracket-product", b -> b.times(b.v, b.x)),
                stays("bracket-product", b -> b.times(b.number(2), b.d())),
                fires(
                        "invert-by-root",
                        b -> {
                            b.forward(b.inverseRoot(b.v));
                            return b.times(b.x, b.inverse(b.v));
                        },
                        "rsqrt(v) * rsqrt(v) * x"),
                stays("invert-by-root", b -> b.times(b.x, b.inverse(b.v))),
                fires(
                        "cancel-root",
                        b -> {
                            Node r = b.forward(b.inverseRoot(b.v));
                            return b.times(b.times(b.x, b.v), b.times(r, r));
                        },
                        "x"),
                stays("cancel-root", b -> b.times(b.times(b.x, b.v), b.inverseRoot(b.v))),
                stays("cancel-root", b -> {
                    Node r = b.inverseRoot(b.v);
                    return b.times(b.times(b.x, b.w), b.times(r, r));
                }),
                fires("cancel-size", b -> b.times(b.times(b.n(), b.x), b.inverse(b.n())), "x"),
                stays("cancel-size", b -> b.times(b.times(b.n(), b.x), b.inverse(b.d()))),
                stays("cancel-size", b -> b.times(b.times(b.v, b.x), b.inverse(b.v))), // v may be 0
                fires("sum-over-size", b -> b.times(b.sum(b.x, OVER_D), b.inverse(b.d())), "mean[D](x)"),
                stays("sum-over-size", b -> b.times(b.sum(b.x, OVER_D), b.inverse(b.n()))),
                stays("sum-over-size", b -> b.times(b.wantedElsewhere(b.sum(b.x, OVER_D)), b.inverse(b.d()))),
                fires(
                        "reuse-product",
                        b -> {
                            b.forward(b.times(b.v, b.x));
                            return b.times(b.times(b.x, b.y), b.v);
                        },
                        "y * (v * x)"),
                stays("reuse-product", b -> {
                    b.forward(b.times(b.p, b.x)); // learned
                    return b.times(b.times(b.x, b.y), b.p);
                }),
                stays("reuse-product", b -> b.times(b.times(b.x, b.y), b.v)),
                fires(
                        "absorb-into-sum",
                        b -> {
                            b.forward(b.times(b.v, b.x));
                            return b.times(b.v, b.sum(b.times(b.x, b.y), OVER_D));
                        },
                        "sum[D](y * (v * x))"),
                stays("absorb-into-sum", b -> {
                    b.forward(b.times(b.v, b.x));
                    return b.times(b.v, b.wantedElsewhere(b.sum(b.times(b.x, b.y), OVER_D)));
                }),
                stays("absorb-into-sum", b -> {
                    b.forward(b.times(b.v, b.x)); // v varies over what is summed
                    return b.times(b.v, b.sum(b.times(b.x, b.y), OVER_N));
                }));
    }

    private static Stream<Case> sums() {
        return Stream.of(
                fires("pull-out-of-sum", b -> b.sum(b.times(b.v, b.x), OVER_D), "v * sum[D](x)"),
                fires("pull-out-of-sum", b -> b.mean(b.times(b.number(3), b.x), OVER_D), "3 * mean[D](x)"),
                stays("pull-out-of-sum", b -> b.sum(b.times(b.w, b.x), OVER_D)),
                stays("pull-out-of-sum", b -> b.builder.reduce(Reduction.MAX, b.times(b.v, b.x), OVER_D, Axes.NONE)),
                stays("pull-out-of-sum", b -> b.forward(b.sum(b.times(b.v, b.x), OVER_D))),
                fires("drop-balanced", b -> b.sum(b.minus(b.x, b.mean(b.x, OVER_D)), OVER_D), "0"),
                fires(
                        "drop-balanced",
                        b -> b.sum(b.plus(b.y, b.times(b.v, b.minus(b.x, b.mean(b.x, OVER_D)))), OVER_D),
                        "sum[D](y)"),
                stays("drop-balanced", b -> b.sum(b.minus(b.x, b.mean(b.x, OVER_D)), OVER_N)),
                stays("drop-balanced", b -> b.sum(b.times(b.w, b.minus(b.x, b.mean(b.x, OVER_D))), OVER_D)),
                stays("drop-balanced", b -> b.sum(b.minus(b.x, b.mean(b.y, OVER_D)), OVER_D)),
                fires(
                        "share-sum",
                        b -> {
                            b.wantedElsewhere(b.sum(b.x, OVER_D));
                            return b.mean(b.x, OVER_D);
                        },
                        "sum[D](x) * (1 / D)"),
                stays("share-sum", b -> b.mean(b.x, OVER_D)),
                stays("share-sum", b -> {
                    b.wantedElsewhere(b.sum(b.x, OVER_N));
                    return b.mean(b.x, OVER_D);
                }),
                fires("like-terms", b -> b.plus(b.times(b.number(2), b.x), b.times(b.number(3), b.x)), "5 * x"),
                fires("like-terms", b -> b.plus(b.minus(b.x, b.y), b.y), "x"),
                fires("like-terms", b -> b.minus(b.x, b.x), "0"),
                stays("like-terms", b -> b.plus(b.times(b.v, b.x), b.times(b.w, b.x))),
                fires("common-factor", b -> b.plus(b.times(b.v, b.x), b.times(b.v, b.y)), "v * (x + y)"),
                fires("common-factor", b -> b.minus(b.times(b.v, b.x), b.times(b.v, b.w)), "v * (x - w)"),
                stays("common-factor", b -> b.plus(b.times(b.v, b.x), b.times(b.w, b.y))),
                fires("bracket-sum", b -> b.plus(b.v, b.x), "x + v"),
                fires("bracket-sum", b -> b.plus(b.plus(b.x, b.y), b.v), "y + (x + v)"),
                fires("bracket-sum", b -> b.minus(b.x, b.negative(b.y)), "x + y"),
                stays("bracket-sum", b -> b.plus(b.x, b.y)),
                stays("bracket-sum", b -> b.plus(b.n(), b.number(1))));
    }

    private static Rule rule(String name) {
        return Rules.forBackward().stream()
                .filter(rule -> rule.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void ruleFiresWhereItShouldAndNowhereElse(Case example) {
        Bench bench = new Bench();
        Node before = example.before().apply(bench);
        Optional<Node> after = bench.apply(rule(example.rule()), before);
        assertEquals(example.after(), after.map(GraphPrinter::expression).orElse(""), example.rule() + " on " + before);
        after.ifPresent(changed -> assertSameValue(bench, rule(example.rule()), before, changed));
    }

    private static void assertSameValue(Bench bench, Rule rule, Node before, Node after) {
        assertTrue(before.axes().containsAll(after.axes()), () -> after + " has more axes than " + before);
        Random random = new Random(1);
        Map<Tensor, double[]> values = new LinkedHashMap<>();
        for (Tensor tensor : bench.tensors) {
            int length = tensor.layout().stream()
                    .mapToInt(axis -> SIZES.getOrDefault(axis.name(), 0))
                    .reduce(1, (left, right) -> left * right);
            double[] array = new double[length];
            Arrays.setAll(array, i -> 0.5 + random.nextDouble()); // positive: roots are taken
            values.put(tensor, array);
        }
        Tensor one = new Tensor(Role.OUTPUT, "before", before.axes().list());
        Tensor two = new Tensor(Role.OUTPUT, "after", before.axes().list());
        Map<Tensor, double[]> results =
                Interpreter.evaluate(List.of(new Binding(one, before), new Binding(two, after)), SIZES, values);
        double[] expected = results.getOrDefault(one, new double[0]);
        double[] actual = results.getOrDefault(two, new double[0]);
        double tolerance = rule.exactness() == Exactness.BITWISE ? 0 : 1e-14;
        for (int i = 0; i < expected.length; i++) {
            double error = Math.abs(expected[i] - actual[i]);
            String what = rule.name() + ": " + before + " = " + expected[i] + ", but " + after + " = " + actual[i];
            assertTrue(error <= tolerance * Math.max(1, Math.abs(expected[i])), what);
        }
    }

    @Test
    void everyRuleHasACaseWhereItFiresAndOneWhereItMustNot() {
        Set<String> rules = Rules.forBackward().stream().map(Rule::name).collect(Collectors.toCollection(TreeSet::new));
        for (boolean fires : new boolean[] {true, false}) {
            assertEquals(
                    rules,
                    cases().filter(example -> example.fires() == fires)
                            .map(Case::rule)
                            .collect(Collectors.toCollection(TreeSet::new)));
        }
    }
}
