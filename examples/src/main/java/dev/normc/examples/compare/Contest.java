package dev.normc.examples.compare;

import dev.normc.compiler.graph.Tensor;
import dev.normc.runtime.CompiledNorm;
import dev.normc.runtime.Mode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Pits contenders against each other: first against the double interpreter, then those that are right against the
 * clock. The first contender is the one that the others' times are divided by.
 */
public final class Contest {

    /**
     * What a few dozen operations outside of sums may lose, half an ulp each where none cancels. Forty seeds of the
     * shipped norms stay below half of it; a forgotten term is thousands of ulp.
     */
    static final double POINTWISE_BOUND = 48;

    /**
     * Four times what n additions of terms of random sign lose, one after the other in float: sqrt(n / 2) half ulps.
     */
    private static final double SUM_BOUND = 2 * Math.sqrt(0.5);

    private final CompiledNorm norm;
    private final List<Contender> contenders;
    private final long seed;
    private final Progress progress;

    /** Hears what is being done. */
    @FunctionalInterface
    public interface Progress {
        /**
         * Called before each step.
         *
         * @param done how many steps are over
         * @param total how many there are
         * @param step what comes now
         */
        void at(int done, int total, String step);
    }

    private Contest(CompiledNorm norm, List<Contender> contenders, long seed, Progress progress) {
        this.norm = norm;
        this.contenders = List.copyOf(contenders);
        this.seed = seed;
        this.progress = progress;
    }

    /**
     * Runs the whole contest.
     *
     * @param norm float kernels
     * @param contenders the generated one first
     * @param checked shapes to compare results on, each small enough for the interpreter
     * @param timed shapes to measure times on
     * @param seed what the random inputs are made from
     * @throws IllegalArgumentException if a shape to measure does not fit the norm; nothing has run then
     */
    public static Comparison run(
            CompiledNorm norm,
            List<Contender> contenders,
            List<Shape> checked,
            List<Shape> timed,
            long seed,
            Budget budget,
            Progress progress) {
        return new Contest(norm, contenders, seed, progress).run(checked, timed, budget);
    }

    /** The error from which on a contender counts as wrong, in ulp, if the norm's longest sum has {@code n} terms. */
    public static double bound(double n) {
        return POINTWISE_BOUND + SUM_BOUND * Math.sqrt(n);
    }

    private Comparison run(List<Shape> checked, List<Shape> timed, Budget budget) {
        timed.forEach(shape -> norm.bind(shape.byAxis(norm.signature()), Mode.TRAINING));
        int total = checked.size() + timed.size() * Pass.values().length;
        int done = 0;
        List<Accuracy> accuracies = new ArrayList<>();
        for (Shape shape : checked) {
            progress.at(done++, total, "results at " + shape);
            accuracies.addAll(check(shape));
        }
        Comparison untimed = comparison(accuracies, timed, List.of());
        List<Contender> right = contenders.stream()
                .filter(contender -> !untimed.wrong(contender.label()))
                .toList();
        List<Measurement> measurements = new ArrayList<>();
        for (Shape shape : timed) {
            Map<Contender, Contender.Bound> bound = right.isEmpty() ? Map.of() : bound(right, shape);
            for (Pass pass : Pass.values()) {
                progress.at(done++, total, "times of the " + pass + " at " + shape);
                List<Contender> running = right.stream()
                        .filter(contender -> contender.passes().contains(pass))
                        .toList();
                List<Contender.Bound> kernels = running.stream()
                        .map(contender -> Objects.requireNonNull(bound.get(contender)))
                        .toList();
                measurements.addAll(measure(running, kernels, pass, shape, budget));
            }
        }
        progress.at(total, total, "done");
        return comparison(accuracies, timed, measurements);
    }

    private Comparison comparison(List<Accuracy> accuracies, List<Shape> timed, List<Measurement> measurements) {
        List<String> labels = contenders.stream().map(Contender::label).toList();
        return new Comparison(
                norm.signature().name(), seed, norm.target().toString(), labels, accuracies, timed, measurements);
    }

    private List<Accuracy> check(Shape shape) {
        Problem problem = Problem.random(norm, shape, seed);
        Reference reference = Reference.of(problem);
        List<Accuracy> accuracies = new ArrayList<>();
        for (Contender contender : contenders) {
            Problem own = problem.copy();
            try {
                Contender.Bound bound = contender.binder().bind(own);
                passes(contender).forEach(bound::run);
                bound.deliver();
            } catch (RuntimeException failure) {
                for (Pass pass : passes(contender)) {
                    accuracies.add(new Accuracy(
                            contender.label(),
                            pass,
                            shape,
                            failure.toString(),
                            Double.POSITIVE_INFINITY,
                            bound(reference.longestSum())));
                }
                continue;
            }
            for (Pass pass : passes(contender)) {
                accuracies.add(worst(contender, pass, own, reference));
            }
        }
        return accuracies;
    }

    private static List<Pass> passes(Contender contender) {
        return Stream.of(Pass.values()).filter(contender.passes()::contains).toList();
    }

    private static Accuracy worst(Contender contender, Pass pass, Problem problem, Reference reference) {
        String worstTensor = "";
        double worst = -1;
        for (Map.Entry<Tensor, double[]> entry : reference.of(pass).entrySet()) {
            float[] actual = problem.arrays().getOrDefault(entry.getKey(), new float[0]);
            double error = UlpError.worst(entry.getValue(), actual);
            if (error > worst) {
                worst = error;
                worstTensor = entry.getKey().label();
            }
        }
        return new Accuracy(
                contender.label(), pass, problem.shape(), worstTensor, worst, bound(reference.longestSum()));
    }

    /** All work on the same arrays: none has the luckier addresses, and caches hold no more than they must. */
    private Map<Contender, Contender.Bound> bound(List<Contender> right, Shape shape) {
        Problem problem = Problem.random(norm, shape, seed);
        Map<Contender, Contender.Bound> bound = new LinkedHashMap<>();
        right.forEach(contender -> bound.put(contender, contender.binder().bind(problem)));
        return bound;
    }

    private List<Measurement> measure(
            List<Contender> right, List<Contender.Bound> kernels, Pass pass, Shape shape, Budget budget) {
        if (kernels.isEmpty()) {
            return List.of();
        }
        kernels.forEach(Contender.Bound::forward);
        List<Runnable> calls = kernels.stream()
                .<Runnable>map(kernel -> pass == Pass.FORWARD ? kernel::forward : kernel::backward)
                .toList();
        double[][] micros = Stopwatch.micros(calls, budget);
        double[] base = basis(right, micros);
        List<Measurement> measurements = new ArrayList<>();
        for (int i = 0; i < micros.length; i++) {
            double[] ratios = new double[micros[i].length];
            for (int round = 0; round < ratios.length; round++) {
                ratios[round] = micros[i][round] / base[round];
            }
            measurements.add(new Measurement(
                    right.get(i).label(),
                    pass,
                    shape,
                    Quantiles.median(micros[i]),
                    Quantiles.median(ratios),
                    Quantiles.quantile(ratios, 0.25),
                    Quantiles.quantile(ratios, 0.75),
                    ratios.length));
        }
        return measurements;
    }

    /** The times that ratios are to; NaN where the first of all contenders is wrong and so has none. */
    private double[] basis(List<Contender> right, double[][] micros) {
        if (right.get(0).label().equals(contenders.get(0).label())) {
            return micros[0];
        }
        double[] none = new double[micros[0].length];
        Arrays.fill(none, Double.NaN);
        return none;
    }
}
