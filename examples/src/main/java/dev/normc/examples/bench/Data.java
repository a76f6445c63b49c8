package dev.normc.examples.bench;

import dev.normc.compiler.graph.Role;
import dev.normc.compiler.graph.Signature;
import dev.normc.compiler.graph.Sizes;
import dev.normc.examples.compare.Problem;
import dev.normc.examples.compare.Shape;
import dev.normc.runtime.CompiledNorm;
import java.util.ArrayList;
import java.util.List;

/**
 * Inputs that results are checked on.
 *
 * @param words what they are like
 * @param spread their standard deviation
 */
record Data(String words, Shape shape, double centre, double spread) {

    /** The name of what a norm sees most of the time. */
    static final String ORDINARY = "ordinary";

    private static final long SEED = 1;
    private static final double CENTRE = 0.25;

    /** What the inputs of {@link Problem} have before they are changed. */
    private static final double CENTRE_OF_PROBLEM = 0.25;

    private static final Shape FLAT = Shape.of(64, 768);

    /** Ordinary data first; sums over long axes only for norms of two axes, and only where {@code settings} ask. */
    static List<Data> of(Signature signature, Settings settings) {
        boolean flat = Sizes.of(signature).given().size() == FLAT.sizes().size();
        Shape shape = flat ? FLAT : Shape.toCheck(signature).get(1);
        List<Data> all = new ArrayList<>();
        all.add(new Data(ORDINARY, shape, CENTRE, 1));
        all.add(new Data("offset of 1e4", shape, 1e4, 1));
        all.add(new Data("spread of 1e-6", shape, CENTRE, 1e-6));
        if (flat && settings.longChecks()) {
            all.add(new Data("a row of 1e5", Shape.of(1, 100_000), CENTRE, 1));
            all.add(new Data("1e6 rows", Shape.of(1_000_000, 4), CENTRE, 1));
        }
        return all;
    }

    /** @throws IllegalArgumentException if the norm is not defined for these sizes */
    Problem problem(CompiledNorm norm) {
        Problem problem = Problem.random(norm, shape, SEED);
        problem.arrays().forEach((tensor, array) -> {
            if (tensor.role() == Role.INPUT) {
                move(array);
            }
        });
        return problem;
    }

    private void move(float[] array) {
        for (int i = 0; i < array.length; i++) {
            array[i] = (float) (centre + spread * (array[i] - CENTRE_OF_PROBLEM));
        }
    }
}
