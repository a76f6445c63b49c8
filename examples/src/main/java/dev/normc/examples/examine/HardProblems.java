package dev.normc.examples.examine;

import dev.normc.compiler.graph.Role;
import dev.normc.compiler.graph.Tensor;
import dev.normc.examples.compare.Problem;
import dev.normc.examples.compare.Shape;
import dev.normc.runtime.CompiledNorm;
import dev.normc.runtime.Mode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;

/** The hard problems of a norm, the ordinary one first. */
final class HardProblems {

    private static final float OFFSET = 10_000;
    private static final float SMALL = 1e-4f;

    /** No float, and no sum of it is exact, so the mean of a row of it is off. */
    private static final float SAME = 3.1f;

    /** Its square is far from the largest float, and the square of its square is not. */
    private static final float HUGE = 1e10f;

    /** The most of an axis that is not the innermost: the interpreter is slow, and nothing hides in more of them. */
    private static final int SOME = 13;

    private static final List<Integer> INNERMOST = List.of(1, 7, 1023, 1027);

    /** With more axes than these the innermost is shorter: the interpreter would take minutes. */
    private static final int FEW_AXES = 3;

    private static final int FEWER_INNERMOST = 17;
    private static final List<Integer> SHORT_INNERMOST = List.of(1, 7, 63, 67);

    private final CompiledNorm norm;
    private final long seed;
    private final List<HardProblem> problems = new ArrayList<>();

    private HardProblems(CompiledNorm norm, long seed) {
        this.norm = norm;
        this.seed = seed;
    }

    /**
     * All problems that the norm is defined for.
     *
     * @throws IllegalArgumentException for a norm of more axes than anybody could guess sizes for
     */
    static List<HardProblem> of(CompiledNorm norm, long seed) {
        HardProblems hard = new HardProblems(norm, seed);
        List<Integer> usual = Shape.toCheck(norm.signature()).get(0).sizes();
        boolean many = usual.size() > FEW_AXES;
        hard.addValues(
                many
                        ? hard.shape(usual, few(usual), FEWER_INNERMOST)
                        : hard.shape(usual, SOME, usual.get(usual.size() - 1)));
        hard.addSizes(usual);
        return List.copyOf(hard.problems);
    }

    private void addValues(Shape shape) {
        Problem ordinary = Problem.random(norm, shape, seed);
        add("ordinary", "on ordinary values", "", HardProblem.Kind.PLAIN, ordinary);
        Random random = new Random(seed);
        add(
                "offset",
                "with a mean of 10000 and a spread of 1",
                "a variance computed as a mean of squares minus a squared mean loses its digits so",
                HardProblem.Kind.PLAIN,
                withInputs(ordinary, x -> OFFSET + (float) random.nextGaussian()));
        add(
                "small",
                "with values of the size of 0.0001",
                "whether and where eps is added matters there, inside of a root or outside of it",
                HardProblem.Kind.PLAIN,
                withInputs(ordinary, x -> SMALL * x));
        add(
                "all the same",
                "with all values 3.1",
                "a variance that is zero but for rounding may come out negative, and has no root then",
                HardProblem.Kind.EQUAL_TERMS,
                withInputs(ordinary, x -> SAME));
        add(
                "one huge",
                "with one value of 1e10",
                "a sum that has taken in a huge term has lost the others, and high powers overflow",
                HardProblem.Kind.PLAIN,
                withOne(ordinary, HUGE));
        addOne("one NaN", "with a NaN in one place", Float.NaN, ordinary);
        addOne("one infinite", "with an infinity in one place", Float.POSITIVE_INFINITY, ordinary);
    }

    private void add(String values, String condition, String hint, HardProblem.Kind kind, Problem problem) {
        problems.add(new HardProblem(values, condition, hint, kind, problem));
    }

    private void addOne(String values, String condition, float value, Problem ordinary) {
        String hint = "what is computed from it must become NaN or infinite as in the formula, and nothing else";
        add(values, condition, hint, HardProblem.Kind.ONE_ELEMENT, withOne(ordinary, value));
    }

    private Shape shape(List<Integer> usual, int most, int innermost) {
        List<Integer> sizes =
                new ArrayList<>(usual.stream().map(size -> Math.min(size, most)).toList());
        sizes.set(sizes.size() - 1, innermost);
        return new Shape(sizes).fitting(norm.signature());
    }

    /**
     * The size of each outer axis where the innermost is long: together no more than the interpreter can do at once.
     */
    private static int few(List<Integer> usual) {
        return switch (usual.size()) {
            case 1, 2 -> 5;
            case 3 -> 3;
            default -> 2;
        };
    }

    private void addSizes(List<Integer> usual) {
        for (int size : usual.size() > FEW_AXES ? SHORT_INNERMOST : INNERMOST) {
            Shape shape = shape(usual, few(usual), size);
            int innermost = shape.sizes().get(shape.sizes().size() - 1);
            addSize("size " + innermost, "with an innermost size of " + innermost, HardProblem.Kind.PLAIN, shape);
        }
        List<Integer> none =
                new ArrayList<>(shape(usual, few(usual), INNERMOST.get(1)).sizes());
        none.set(0, 0);
        String values = none.size() == 1 ? "no elements" : "no rows";
        addSize(values, "without any rows", HardProblem.Kind.EMPTY, new Shape(none));
    }

    private void addSize(String values, String condition, HardProblem.Kind kind, Shape shape) {
        Problem problem;
        try {
            norm.bind(shape.byAxis(norm.signature()), Mode.TRAINING);
            problem = Problem.random(norm, shape, seed);
        } catch (IllegalArgumentException undefined) {
            return; // a running variance of one element, sizes that a program refuses
        }
        boolean known = problems.stream()
                .anyMatch(other -> other.values().startsWith("size")
                        && other.problem().shape().equals(problem.shape()));
        if (!known) {
            String hint = "a loop that is left too early or runs too far for sizes that no vector divides does so";
            add(values, condition, hint, kind, problem);
        }
    }

    private interface Change {
        float of(float value);
    }

    private static Problem withInputs(Problem problem, Change change) {
        return with(problem, array -> {
            for (int i = 0; i < array.length; i++) {
                array[i] = change.of(array[i]);
            }
            return array;
        });
    }

    private static Problem withOne(Problem problem, float value) {
        return with(problem, array -> {
            array[array.length / 2] = value;
            return array;
        });
    }

    private static Problem with(Problem problem, Function<float[], float[]> change) {
        Map<Tensor, float[]> arrays = new LinkedHashMap<>();
        problem.arrays().forEach((tensor, array) -> {
            boolean input = tensor.role() == Role.INPUT && array.length > 0;
            arrays.put(tensor, input ? change.apply(array.clone()) : array.clone());
        });
        return new Problem(problem.norm(), problem.shape(), Collections.unmodifiableMap(arrays));
    }
}
