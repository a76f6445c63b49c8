package dev.normc.runtime;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.normc.compiler.emit.ScalarType;
import dev.normc.compiler.graph.Role;
import dev.normc.compiler.graph.Tensor;
import dev.normc.runtime.Programs.Program;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Running statistics over several steps, with another number of rows in each, against loops written out here: forward,
 * gradients and both states. The loops are plain double; kernels in double must agree to rounding.
 */
class RunningTest {

    private static final int CHANNELS = 4;
    private static final int[] ROWS = {5, 3, 8, 2};
    private static final double TOLERANCE = 1e-13;

    /** One step's numbers: rows outermost. */
    private static final class Step {
        private final int rows;
        private final double[] x;
        private final double[] mask;
        private final double[] dy;

        Step(int rows, double[] x, double[] mask, double[] dy) {
            this.rows = rows;
            this.x = x;
            this.mask = mask;
            this.dy = dy;
        }

        static Step random(int rows, Random random, boolean masked) {
            double[] x = new double[rows * CHANNELS];
            double[] dy = new double[rows * CHANNELS];
            double[] mask = new double[rows];
            Arrays.setAll(x, i -> 0.4 + 1.5 * random.nextGaussian());
            Arrays.setAll(dy, i -> random.nextGaussian());
            Arrays.setAll(mask, i -> !masked || i == 0 || random.nextInt(3) > 0 ? 1 : 0);
            return new Step(rows, x, mask, dy);
        }

        int count() {
            return (int) Arrays.stream(mask).sum();
        }
    }

    /** What a step gives and leaves behind. */
    private static final class Result {
        private final double[] y;
        private final double[] dx;
        private final double[] dgamma;
        private final double[] running;
        private final double[] adjoint;

        Result(double[] y, double[] dx, double[] dgamma, double[] running, double[] adjoint) {
            this.y = y;
            this.dx = dx;
            this.dgamma = dgamma;
            this.running = running;
            this.adjoint = adjoint;
        }
    }

    // Algorithm 2 of Shen et al. 2020, as printed there

    /** psi^2 = a psi^2 + (1-a) mean(x^2); dx = (g - nu h) / psi; nu = nu (1 - (1-a) mean(h^2)) + (1-a) mean(g h). */
    private static final class Algorithm2 {
        private static final double ALPHA = 0.9;
        private final double[] psiSquared = filled(1);
        private final double[] nu = new double[CHANNELS];

        Result step(Step step, double[] gamma, double[] beta) {
            int rows = step.rows;
            double[] y = new double[rows * CHANNELS];
            double[] dx = new double[rows * CHANNELS];
            double[] dgamma = new double[CHANNELS];
            for (int c = 0; c < CHANNELS; c++) {
                double psi = Math.sqrt(psiSquared[c]);
                double squares = 0;
                double hh = 0;
                double gh = 0;
                for (int n = 0; n < rows; n++) {
                    int i = n * CHANNELS + c;
                    double h = step.x[i] / psi;
                    double g = gamma[c] * step.dy[i];
                    y[i] = gamma[c] * h + beta[c];
                    dx[i] = (g - nu[c] * h) / psi;
                    dgamma[c] += step.dy[i] * h;
                    squares += step.x[i] * step.x[i];
                    hh += h * h;
                    gh += g * h;
                }
                nu[c] = nu[c] * (1 - (1 - ALPHA) * hh / rows) + (1 - ALPHA) * gh / rows;
                psiSquared[c] = ALPHA * psiSquared[c] + (1 - ALPHA) * squares / rows;
            }
            return new Result(y, dx, dgamma, psiSquared.clone(), nu.clone());
        }
    }

    @Test
    void powerNormIsAlgorithm2WithNuTwiceTheNegativeAdjointState() {
        Loop kernels = new Loop("PowerNorm", "psi2", Mode.TRAINING);
        Algorithm2 paper = new Algorithm2();
        Random random = new Random(1);
        for (int rows : ROWS) {
            Step step = Step.random(rows, random, false);
            Result expected = paper.step(step, kernels.gamma, kernels.beta);
            Result actual = kernels.step(step);
            double[] nu = Arrays.stream(actual.adjoint).map(l -> -2 * l).toArray();
            assertClose(
                    "PowerNorm, step of " + rows + " rows",
                    expected,
                    new Result(actual.y, actual.dx, actual.dgamma, actual.running, nu));
        }
    }

    /**
     * Two steps in flight: the second forward sees psi2 moved; each backward takes psi2 as its own forward saw it and
     * nu as the backward before left it.
     */
    @Test
    void forwardsInFlightKeepTheRunningValueThatTheyRead() {
        CompiledNorm norm = Programs.named("PowerNorm").compile(ScalarType.DOUBLE, JavaCompiler.JANINO);
        Random random = new Random(2);
        Step first = Step.random(5, random, false);
        Step second = Step.random(3, random, false);
        Loop kernels = new Loop("PowerNorm", "psi2", Mode.TRAINING);
        Algorithm2 paper = new Algorithm2();
        Result one = paper.step(first, kernels.gamma, kernels.beta);
        Result two = paper.step(second, kernels.gamma, kernels.beta);
        Call callOne = kernels.call(norm, first);
        Call callTwo = kernels.call(norm, second);
        callOne.forward();
        callTwo.forward();
        callOne.backward();
        callTwo.backward();
        assertArrayEquals(one.dx, callOne.get(Role.GRADIENT, "x"), TOLERANCE);
        assertArrayEquals(two.dx, callTwo.get(Role.GRADIENT, "x"), TOLERANCE);
        assertArrayEquals(two.running, kernels.running, TOLERANCE);
        assertArrayEquals(
                two.adjoint, Arrays.stream(kernels.adjoint).map(l -> -2 * l).toArray(), TOLERANCE);
    }

    // The general rule, for any statistic s = mean(phi(x)) + shift

    /**
     * A norm of the form y = f(x, gamma, r) with the running value r of s = mean(phi(x)) + shift: the derivatives by
     * hand.
     */
    private enum Form {
        MEAN_OF_ABS("MeanOfAbs", "s", 0.8, 1, 0) {
            @Override
            double phi(double x) {
                return Math.abs(x);
            }

            @Override
            double phiSlope(double x) {
                return Math.signum(x);
            }

            @Override
            double value(double x, double r) {
                return x / r;
            }

            @Override
            double slopeInX(double x, double r) {
                return 1 / r;
            }

            @Override
            double slopeInRunning(double x, double r) {
                return -x / (r * r);
            }
        },
        EPS_INSIDE("EpsInside", "s", 0.9, 2, 1e-3) {
            @Override
            double value(double x, double r) {
                return x / Math.sqrt(r);
            }

            @Override
            double slopeInX(double x, double r) {
                return 1 / Math.sqrt(r);
            }

            @Override
            double slopeInRunning(double x, double r) {
                return -0.5 * x / (r * Math.sqrt(r));
            }
        },
        MASKED("Masked", "s", 0.9, 1, 0) {
            @Override
            double value(double x, double r) {
                return x / Math.sqrt(r + 1e-5);
            }

            @Override
            double slopeInX(double x, double r) {
                return 1 / Math.sqrt(r + 1e-5);
            }

            @Override
            double slopeInRunning(double x, double r) {
                return -0.5 * x / ((r + 1e-5) * Math.sqrt(r + 1e-5));
            }
        };

        final String norm;
        final String state;
        final double decay;
        final double initial;
        final double shift;

        Form(String norm, String state, double decay, double initial, double shift) {
            this.norm = norm;
            this.state = state;
            this.decay = decay;
            this.initial = initial;
            this.shift = shift;
        }

        double phi(double x) {
            return x * x;
        }

        double phiSlope(double x) {
            return 2 * x;
        }

        /** y / gamma. */
        abstract double value(double x, double r);

        abstract double slopeInX(double x, double r);

        abstract double slopeInRunning(double x, double r);
    }

    /** The rule of {@code running}, element by element. */
    private static final class HandLoop {
        private final Form form;
        private final double[] running;
        private final double[] adjoint = new double[CHANNELS];

        HandLoop(Form form) {
            this.form = form;
            this.running = filled(form.initial);
        }

        Result step(Step step, double[] gamma, boolean training) {
            double[] y = new double[step.x.length];
            double[] dx = new double[step.x.length];
            double[] dgamma = new double[CHANNELS];
            double n = step.count();
            double rate = 1 - form.decay;
            for (int c = 0; c < CHANNELS; c++) {
                double r = running[c];
                double statistic = 0;
                double reaches = 0;
                for (int row = 0; row < step.rows; row++) {
                    int i = row * CHANNELS + c;
                    double x = step.x[i];
                    y[i] = gamma[c] * form.value(x, r);
                    dgamma[c] += step.dy[i] * form.value(x, r);
                    reaches += step.dy[i] * gamma[c] * form.slopeInRunning(x, r);
                    statistic += step.mask[row] * form.phi(x) / n;
                    double intoElement = step.mask[row] * n / r * adjoint[c] * form.phiSlope(x) / n;
                    dx[i] = step.dy[i] * gamma[c] * form.slopeInX(x, r) + (training ? intoElement : 0);
                }
                statistic += form.shift;
                if (training) {
                    adjoint[c] = adjoint[c] * (1 - rate * statistic / r) + rate * r * reaches / n;
                    running[c] = form.decay * r + rate * statistic;
                }
            }
            return new Result(y, dx, dgamma, running.clone(), adjoint.clone());
        }
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void anyPositiveStatisticFollowsTheSameRule(Form form) {
        Loop kernels = new Loop(form.norm, form.state, Mode.TRAINING);
        HandLoop loop = new HandLoop(form);
        Random random = new Random(3);
        for (int rows : ROWS) {
            Step step = Step.random(rows, random, form == Form.MASKED);
            Result expected = loop.step(step, kernels.gamma, true);
            assertClose(form + ", step of " + rows + " rows", expected, kernels.step(step));
        }
        assertTrue(Arrays.stream(loop.adjoint).allMatch(l -> Math.abs(l) > 1e-3), "the adjoint state has been at work");
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void inInferenceStatesStayAndTheGradientIsThatOfAConstant(Form form) {
        Loop kernels = new Loop(form.norm, form.state, Mode.INFERENCE);
        HandLoop loop = new HandLoop(form);
        Random random = new Random(4);
        for (int rows : ROWS) {
            Step step = Step.random(rows, random, form == Form.MASKED);
            Result expected = loop.step(step, kernels.gamma, false);
            assertClose(form + ", step of " + rows + " rows", expected, kernels.step(step));
        }
        assertArrayEquals(filled(form.initial), kernels.running);
        assertArrayEquals(new double[CHANNELS], kernels.adjoint);
    }

    /** A masked row takes part in y and in rbar, gets its own g/psi, and nothing from the statistic. */
    @Test
    void aMaskedRowGetsTheDirectGradientAlone() {
        Loop kernels = new Loop("Masked", "s", Mode.TRAINING);
        Random random = new Random(5);
        kernels.step(Step.random(6, random, true));
        Step drawn = Step.random(4, random, false);
        Step step = new Step(4, drawn.x, new double[] {1, 0, 1, 1}, drawn.dy);
        double[] running = kernels.running.clone();
        Result result = kernels.step(step);
        for (int c = 0; c < CHANNELS; c++) {
            double direct = kernels.gamma[c] * step.dy[CHANNELS + c] / Math.sqrt(running[c] + 1e-5);
            assertEquals(direct, result.dx[CHANNELS + c], TOLERANCE);
        }
    }

    /** y = gamma x / sqrt(r) + 0.1 x r: rbar collects what reaches r on both ways. */
    @Test
    void aRunningValueReadTwiceCollectsItsWholeAdjoint() {
        Loop kernels = new Loop("ReadTwice", "s", Mode.TRAINING);
        double[] running = filled(1);
        double[] adjoint = new double[CHANNELS];
        Random random = new Random(6);
        for (int rows : ROWS) {
            Step step = Step.random(rows, random, false);
            double[] y = new double[rows * CHANNELS];
            double[] dx = new double[rows * CHANNELS];
            double[] dgamma = new double[CHANNELS];
            for (int c = 0; c < CHANNELS; c++) {
                double r = running[c];
                double gamma = kernels.gamma[c];
                double reaches = 0;
                double squares = 0;
                for (int n = 0; n < rows; n++) {
                    int i = n * CHANNELS + c;
                    double x = step.x[i];
                    double dy = step.dy[i];
                    y[i] = gamma * x / Math.sqrt(r) + 0.1 * x * r;
                    dgamma[c] += dy * x / Math.sqrt(r);
                    dx[i] = dy * (gamma / Math.sqrt(r) + 0.1 * r) + 2 * x / r * adjoint[c];
                    reaches += dy * (-0.5 * gamma * x / Math.pow(r, 1.5) + 0.1 * x);
                    squares += x * x;
                }
                double statistic = squares / rows;
                adjoint[c] = adjoint[c] * (1 - 0.3 * statistic / r) + 0.3 * r * reaches / rows;
                running[c] = 0.7 * r + 0.3 * statistic;
            }
            Result expected = new Result(y, dx, dgamma, running, adjoint);
            assertClose("ReadTwice, step of " + rows + " rows", expected, kernels.step(step));
        }
    }

    /** Two running values of other axes and counts side by side: each element of x adds to p[C] and to q[C, W]. */
    @Test
    void twoRunningValuesDoNotMix() {
        int width = 3;
        CompiledNorm norm = Programs.named("TwoRunning").compile(ScalarType.DOUBLE, JavaCompiler.JANINO);
        double[] p = filled(1);
        double[] pAdjoint = new double[CHANNELS];
        double[] q = new double[CHANNELS * width];
        Arrays.fill(q, 0.5);
        double[] qAdjoint = new double[CHANNELS * width];
        double[][] states = {p.clone(), pAdjoint.clone(), q.clone(), qAdjoint.clone()};
        List<String> names = List.of("p", "p_adjoint", "q", "q_adjoint");
        Random random = new Random(7);
        for (int rows : ROWS) {
            Map<String, Integer> sizes = Map.of("N", rows, "C", CHANNELS, "W", width);
            Call call = Call.random(norm.bind(sizes, Mode.TRAINING), random.nextLong());
            for (int i = 0; i < states.length; i++) {
                call.put(call.tensor(Role.STATE, names.get(i)), states[i]);
            }
            double[] x = call.get(Role.INPUT, "x");
            double[] dy = call.get(Role.UPSTREAM, "y");
            double[] dx = new double[x.length];
            double[] squares = new double[CHANNELS];
            double[] sizesOfX = new double[CHANNELS * width];
            double[] reachesP = new double[CHANNELS];
            double[] reachesQ = new double[CHANNELS * width];
            for (int i = 0; i < x.length; i++) {
                int cw = i % (CHANNELS * width);
                int c = cw / width;
                squares[c] += x[i] * x[i] / (rows * width);
                sizesOfX[cw] += Math.abs(x[i]) / rows;
                reachesP[c] -= 0.5 * dy[i] * x[i] / Math.pow(p[c], 1.5);
                reachesQ[cw] -= dy[i] * x[i] / (q[cw] * q[cw]);
                dx[i] = dy[i] * (1 / Math.sqrt(p[c]) + 1 / q[cw])
                        + 2 * x[i] / p[c] * pAdjoint[c]
                        + Math.signum(x[i]) / q[cw] * qAdjoint[cw];
            }
            move(p, pAdjoint, 0.9, squares, reachesP, rows * width);
            move(q, qAdjoint, 0.6, sizesOfX, reachesQ, rows);
            call.forward().backward();
            assertArrayEquals(dx, call.get(Role.GRADIENT, "x"), TOLERANCE, "dx");
            assertArrayEquals(p, states[0], TOLERANCE, "p");
            assertArrayEquals(pAdjoint, states[1], TOLERANCE, "p_adjoint");
            assertArrayEquals(q, states[2], TOLERANCE, "q");
            assertArrayEquals(qAdjoint, states[3], TOLERANCE, "q_adjoint");
        }
    }

    private static void move(
            double[] running, double[] adjoint, double decay, double[] statistic, double[] reaches, int count) {
        for (int i = 0; i < running.length; i++) {
            double r = running[i];
            adjoint[i] = adjoint[i] * (1 - (1 - decay) * statistic[i] / r) + (1 - decay) * r * reaches[i] / count;
            running[i] = decay * r + (1 - decay) * statistic[i];
        }
    }

    /** A kernel over [N, C] called step by step on states that it keeps. */
    private static final class Loop {
        private final CompiledNorm norm;
        private final String state;
        private final Mode mode;
        private final double[] gamma = {0.7, -1.2, 1.4, 0.3};
        private final double[] beta = {0.1, 0.2, -0.3, 0};
        private final double[] running;
        private final double[] adjoint = new double[CHANNELS];

        Loop(String program, String state, Mode mode) {
            Program found = Programs.named(program);
            this.norm = found.compile(ScalarType.DOUBLE, JavaCompiler.JANINO);
            this.state = state;
            this.mode = mode;
            boolean learned = norm.signature().parameters().stream()
                    .anyMatch(parameter -> parameter.tensor().name().equals("gamma"));
            if (!learned) {
                Arrays.fill(gamma, 1);
            }
            BoundNorm bound = norm.bind(Map.of("N", 1, "C", CHANNELS), Mode.TRAINING);
            Arguments initial = bound.newArguments().fillInitial();
            Tensor tensor = Call.random(bound, 0).tensor(Role.STATE, state);
            this.running = (double[]) java.util.Objects.requireNonNull(initial.get(tensor));
        }

        Call call(CompiledNorm compiled, Step step) {
            BoundNorm bound = compiled.bind(Map.of("N", step.rows, "C", CHANNELS), mode);
            Map<String, double[]> given = new LinkedHashMap<>();
            given.put("INPUT x", step.x);
            given.put("UPSTREAM y", step.dy);
            given.put("DATA mask", step.mask);
            given.put("PARAMETER gamma", gamma);
            given.put("PARAMETER beta", beta);
            given.put("STATE " + state, running);
            given.put("STATE " + state + "_adjoint", adjoint);
            Call call = Call.random(bound, 0);
            for (Tensor tensor : bound.tensors()) {
                double[] array = given.get(tensor.role() + " " + tensor.name());
                if (array != null) {
                    call.put(tensor, array);
                }
            }
            return call;
        }

        Result step(Step step) {
            Call call = call(norm, step).forward().backward();
            boolean hasGamma = call.bound().tensors().stream()
                    .anyMatch(tensor ->
                            tensor.role() == Role.GRADIENT && tensor.name().equals("gamma"));
            return new Result(
                    call.get(Role.OUTPUT, "y"),
                    call.get(Role.GRADIENT, "x"),
                    hasGamma ? call.get(Role.GRADIENT, "gamma") : new double[0],
                    running.clone(),
                    adjoint.clone());
        }
    }

    private static double[] filled(double value) {
        double[] values = new double[CHANNELS];
        Arrays.fill(values, value);
        return values;
    }

    private static void assertClose(String what, Result expected, Result actual) {
        assertAll(
                what,
                () -> assertArrayEquals(expected.y, actual.y, TOLERANCE, "y"),
                () -> assertArrayEquals(expected.dx, actual.dx, TOLERANCE, "dx"),
                () -> {
                    if (actual.dgamma.length > 0) {
                        assertArrayEquals(expected.dgamma, actual.dgamma, TOLERANCE, "dgamma");
                    }
                },
                () -> assertArrayEquals(expected.running, actual.running, TOLERANCE, "running"),
                () -> assertArrayEquals(expected.adjoint, actual.adjoint, TOLERANCE, "adjoint"));
    }
}
