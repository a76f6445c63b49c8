package dev.normc.runtime;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.normc.compiler.emit.ScalarType;
import dev.normc.compiler.graph.Role;
import java.util.Arrays;
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

    static final int CHANNELS = 4;
    private static final int[] ROWS = {5, 3, 8, 2};
    private static final double TOLERANCE = 1e-13;

    // Algorithm 2 of Shen et al. 2020, as printed there

    @Test
    void powerNormIsAlgorithm2WithNuTwiceTheNegativeAdjointState() {
        RunningKernels kernels = new RunningKernels("PowerNorm", "psi2", Mode.TRAINING);
        Algorithm2 paper = new Algorithm2();
        Random random = new Random(1);
        for (int rows : ROWS) {
            RunningStep step = RunningStep.random(rows, random, false);
            RunningResult expected = paper.step(step, kernels.gamma, kernels.beta);
            RunningResult actual = kernels.step(step);
            double[] nu = Arrays.stream(actual.adjoint).map(l -> -2 * l).toArray();
            assertClose(
                    "PowerNorm, step of " + rows + " rows",
                    expected,
                    new RunningResult(actual.y, actual.dx, actual.dgamma, actual.running, nu));
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
        RunningStep first = RunningStep.random(5, random, false);
        RunningStep second = RunningStep.random(3, random, false);
        RunningKernels kernels = new RunningKernels("PowerNorm", "psi2", Mode.TRAINING);
        Algorithm2 paper = new Algorithm2();
        RunningResult one = paper.step(first, kernels.gamma, kernels.beta);
        RunningResult two = paper.step(second, kernels.gamma, kernels.beta);
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

        RunningResult step(RunningStep step, double[] gamma, boolean training) {
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
            return new RunningResult(y, dx, dgamma, running.clone(), adjoint.clone());
        }
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void anyPositiveStatisticFollowsTheSameRule(Form form) {
        RunningKernels kernels = new RunningKernels(form.norm, form.state, Mode.TRAINING);
        HandLoop loop = new HandLoop(form);
        Random random = new Random(3);
        for (int rows : ROWS) {
            RunningStep step = RunningStep.random(rows, random, form == Form.MASKED);
            RunningResult expected = loop.step(step, kernels.gamma, true);
            assertClose(form + ", step of " + rows + " rows", expected, kernels.step(step));
        }
        assertTrue(Arrays.stream(loop.adjoint).allMatch(l -> Math.abs(l) > 1e-3), "the adjoint state has been at work");
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void inInferenceStatesStayAndTheGradientIsThatOfAConstant(Form form) {
        RunningKernels kernels = new RunningKernels(form.norm, form.state, Mode.INFERENCE);
        HandLoop loop = new HandLoop(form);
        Random random = new Random(4);
        for (int rows : ROWS) {
            RunningStep step = RunningStep.random(rows, random, form == Form.MASKED);
            RunningResult expected = loop.step(step, kernels.gamma, false);
            assertClose(form + ", step of " + rows + " rows", expected, kernels.step(step));
        }
        assertArrayEquals(filled(form.initial), kernels.running);
        assertArrayEquals(new double[CHANNELS], kernels.adjoint);
    }

    /** A masked row takes part in y and in rbar, gets its own g/psi, and nothing from the statistic. */
    @Test
    void aMaskedRowGetsTheDirectGradientAlone() {
        RunningKernels kernels = new RunningKernels("Masked", "s", Mode.TRAINING);
        Random random = new Random(5);
        kernels.step(RunningStep.random(6, random, true));
        RunningStep drawn = RunningStep.random(4, random, false);
        RunningStep step = new RunningStep(4, drawn.x, new double[] {1, 0, 1, 1}, drawn.dy);
        double[] running = kernels.running.clone();
        RunningResult result = kernels.step(step);
        for (int c = 0; c < CHANNELS; c++) {
            double direct = kernels.gamma[c] * step.dy[CHANNELS + c] / Math.sqrt(running[c] + 1e-5);
            assertEquals(direct, result.dx[CHANNELS + c], TOLERANCE);
        }
    }

    /** y = gamma x / sqrt(r) + 0.1 x r: rbar collects what reaches r on both ways. */
    @Test
    void aRunningValueReadTwiceCollectsItsWholeAdjoint() {
        RunningKernels kernels = new RunningKernels("ReadTwice", "s", Mode.TRAINING);
        double[] running = filled(1);
        double[] adjoint = new double[CHANNELS];
        Random random = new Random(6);
        for (int rows : ROWS) {
            RunningStep step = RunningStep.random(rows, random, false);
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
            RunningResult expected = new RunningResult(y, dx, dgamma, running, adjoint);
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

    static double[] filled(double value) {
        double[] values = new double[CHANNELS];
        Arrays.fill(values, value);
        return values;
    }

    private static void assertClose(String what, RunningResult expected, RunningResult actual) {
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
