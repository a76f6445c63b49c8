package dev.normc.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.normc.compiler.emit.ScalarType;
import dev.normc.compiler.graph.Role;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Backward blocks and counters over several steps, against loops written out here. */
class BlockTest {

    private static final int CHANNELS = 3;
    private static final double TOLERANCE = 1e-13;

    /**
     * A block of everything: it reads F and steps, which the forward moves, moves E itself, and takes v of the forward.
     */
    private static final String BLOCK = """
            norm Block(x[N, C]) {
                param gamma[C] = 1
                state E[C] = 0.1
                state F[C] = 1
                state steps = 0
                v = mean[N](x^2)
                z = x * gamma / sqrt(F + 0.1)
                backward z {
                    q = dz - 0.1 * E * z + 0.01 * steps * F
                    dx = q / sqrt(v + 0.1)
                    dgamma = sum[N](q * x)
                    update E = 0.9 * E + mean[N](q * z)
                }
                update F = 0.9 * F + 0.1 * v
                update steps = steps + 1
                return z * z
            }
            """;

    /** What a backward needs of its forward. */
    private static final class Forward {
        private final double[] x;
        private final double[] z;
        private final double[] y;
        private final double[] v = new double[CHANNELS];
        private final double[] f;
        private final double steps;

        Forward(double[] x, double[] f, double steps) {
            this.x = x;
            this.z = new double[x.length];
            this.y = new double[x.length];
            this.f = f.clone();
            this.steps = steps;
        }
    }

    private static final class Backward {
        private final double[] dx;
        private final double[] dgamma = new double[CHANNELS];

        Backward(int length) {
            this.dx = new double[length];
        }
    }

    /** The states, and a step in two halves by hand. */
    private static final class ByHand {
        private final double[] gamma = {0.7, -1.2, 1.4};
        private final double[] e = {0.1, 0.2, 0.3};
        private final double[] f = {1, 1.5, 0.5};
        private double steps = 2;

        Forward forward(double[] x) {
            Forward forward = new Forward(x, f, steps);
            for (int i = 0; i < x.length; i++) {
                int c = i % CHANNELS;
                forward.z[i] = x[i] * gamma[c] / Math.sqrt(f[c] + 0.1);
                forward.y[i] = forward.z[i] * forward.z[i];
                forward.v[c] += x[i] * x[i] * CHANNELS / x.length;
            }
            Arrays.setAll(f, c -> 0.9 * f[c] + 0.1 * forward.v[c]);
            steps++;
            return forward;
        }

        Backward backward(Forward forward, double[] dy) {
            Backward backward = new Backward(dy.length);
            double[] moved = new double[CHANNELS];
            for (int i = 0; i < dy.length; i++) {
                int c = i % CHANNELS;
                double dz = 2 * forward.z[i] * dy[i];
                double q = dz - 0.1 * e[c] * forward.z[i] + 0.01 * forward.steps * forward.f[c];
                backward.dx[i] = q / Math.sqrt(forward.v[c] + 0.1);
                backward.dgamma[c] += q * forward.x[i];
                moved[c] += q * forward.z[i] * CHANNELS / dy.length;
            }
            Arrays.setAll(e, c -> 0.9 * e[c] + moved[c]);
            return backward;
        }
    }

    /** Kernels on the same numbers as the hand-written loop, the states in arrays that all calls share. */
    private static final class Kernels {
        private final CompiledNorm norm = Programs.text(BLOCK).compile(ScalarType.DOUBLE, JavaCompiler.JANINO);
        private final double[] gamma;
        private final double[] e;
        private final double[] f;
        private final double[] steps;

        Kernels(ByHand start) {
            gamma = start.gamma.clone();
            e = start.e.clone();
            f = start.f.clone();
            steps = new double[] {start.steps};
        }

        Call call(double[] x, double[] dy) {
            Call call = Call.random(norm.bind(Map.of("N", x.length / CHANNELS, "C", CHANNELS), Mode.TRAINING), 0);
            call.put(call.tensor(Role.INPUT, "x"), x.clone());
            call.put(call.tensor(Role.UPSTREAM, "y"), dy.clone());
            call.put(call.tensor(Role.PARAMETER, "gamma"), gamma);
            call.put(call.tensor(Role.STATE, "E"), e);
            call.put(call.tensor(Role.STATE, "F"), f);
            call.put(call.tensor(Role.STATE, "steps"), steps);
            return call;
        }
    }

    private static double[] random(int rows, long seed) {
        return new Random(seed).doubles((long) rows * CHANNELS, -2, 2).toArray();
    }

    /**
     * The orders in which two forwards and their backwards can come: a backward sees F and steps as its forward saw
     * them, and E as it is when it starts.
     */
    @ParameterizedTest
    @EnumSource
    void backwardsSeeWhatTheirForwardsSaw(Order order) {
        ByHand loop = new ByHand();
        Kernels kernels = new Kernels(loop);
        double[][] x = {random(5, 1), random(4, 2)};
        double[][] dy = {random(5, 3), random(4, 4)};
        Forward[] forwards = new Forward[2];
        List<Call> calls = List.of(kernels.call(x[0], dy[0]), kernels.call(x[1], dy[1]));
        for (char half : order.halves.toCharArray()) {
            int which = Character.toLowerCase(half) - 'a';
            Call call = calls.get(which);
            if (Character.isLowerCase(half)) {
                forwards[which] = loop.forward(x[which]);
                call.forward();
                assertArrayEquals(forwards[which].y, call.get(Role.OUTPUT, "y"), TOLERANCE, order + " y of " + which);
            } else {
                Backward expected = loop.backward(forwards[which], dy[which]);
                call.backward();
                assertArrayEquals(expected.dx, call.get(Role.GRADIENT, "x"), TOLERANCE, order + " dx of " + which);
                assertArrayEquals(
                        expected.dgamma, call.get(Role.GRADIENT, "gamma"), TOLERANCE, order + " dgamma of " + which);
            }
            assertArrayEquals(loop.e, kernels.e, TOLERANCE, order + " E");
            assertArrayEquals(loop.f, kernels.f, TOLERANCE, order + " F");
            assertEquals(loop.steps, kernels.steps[0], order + " steps");
        }
    }

    /** Small letters are forwards, capital ones backwards. */
    private enum Order {
        ONE_BY_ONE("aAbB"),
        BOTH_FORWARDS_FIRST("abAB"),
        LAST_IN_FIRST_OUT("abBA"),
        BACKWARD_AGAIN("abABA");

        private final String halves;

        Order(String halves) {
            this.halves = halves;
        }
    }

    /** A float counts to 2^24 and no further. */
    @ParameterizedTest
    @EnumSource(ScalarType.class)
    void countersCountBeyondFloat(ScalarType type) {
        CompiledNorm norm = Programs.text("""
                norm Count(x[N]) {
                    state steps = 0
                    update steps = steps + 1
                    return x * (steps + 1 - 16777216)
                }
                """).compile(type, JavaCompiler.JANINO);
        double[] steps = {16_777_216};
        for (int i = 1; i <= 3; i++) {
            Call call = Call.random(norm.bind(Map.of("N", 7), Mode.TRAINING), i);
            call.put(call.tensor(Role.STATE, "steps"), steps);
            double[] x = call.get(Role.INPUT, "x");
            double[] dy = call.get(Role.UPSTREAM, "y");
            call.forward().backward();
            int factor = i;
            assertArrayEquals(Arrays.stream(x).map(v -> v * factor).toArray(), call.get(Role.OUTPUT, "y"), 1e-6);
            assertArrayEquals(Arrays.stream(dy).map(v -> v * factor).toArray(), call.get(Role.GRADIENT, "x"), 1e-6);
            assertEquals(16_777_216 + i, steps[0]);
        }
    }

    /** In inference the block does not serve: the derivative is that of the forward, and no state moves. */
    @Test
    void inferenceIsDifferentiatedAsUsual() {
        Kernels kernels = new Kernels(new ByHand());
        double[] x = random(5, 6);
        double[] dy = random(5, 7);
        Call call = Call.random(kernels.norm.bind(Map.of("N", 5, "C", CHANNELS), Mode.INFERENCE), 0);
        call.put(call.tensor(Role.INPUT, "x"), x);
        call.put(call.tensor(Role.UPSTREAM, "y"), dy);
        call.put(call.tensor(Role.PARAMETER, "gamma"), kernels.gamma);
        call.put(call.tensor(Role.STATE, "F"), kernels.f);
        call.forward().backward();
        double[] dx = new double[x.length];
        Arrays.setAll(dx, i -> {
            double factor = kernels.gamma[i % CHANNELS] / Math.sqrt(kernels.f[i % CHANNELS] + 0.1);
            return 2 * x[i] * factor * factor * dy[i];
        });
        assertArrayEquals(dx, call.get(Role.GRADIENT, "x"), TOLERANCE);
        assertArrayEquals(new ByHand().f, kernels.f);
    }

    /** Values that the definition reads on two ways get one gradient from the block, and others from outside of it. */
    @Test
    void gradientsOfTheBlockAreAddedToThoseOfOtherPaths() {
        CompiledNorm norm = Programs.text("""
                norm Paths(x[N], r[N]) {
                    u = x * r
                    z = u * x + u
                    backward z {
                        du = 3 * dz
                        dx = 5 * dz
                    }
                    return y = z + u * u, s = x
                }
                """).compile(ScalarType.DOUBLE, JavaCompiler.JANINO);
        Call call = Call.random(norm.bind(Map.of("N", 4), Mode.TRAINING), 9)
                .forward()
                .backward();
        double[] x = call.get(Role.INPUT, "x");
        double[] r = call.get(Role.INPUT, "r");
        double[] dy = call.get(Role.UPSTREAM, "y");
        double[] ds = call.get(Role.UPSTREAM, "s");
        double[] dx = new double[4];
        double[] dr = new double[4];
        for (int i = 0; i < 4; i++) {
            double u = x[i] * r[i];
            double du = 3 * dy[i] + 2 * u * dy[i];
            dx[i] = 5 * dy[i] + du * r[i] + ds[i];
            dr[i] = du * x[i];
        }
        assertArrayEquals(dx, call.get(Role.GRADIENT, "x"), TOLERANCE);
        assertArrayEquals(dr, call.get(Role.GRADIENT, "r"), TOLERANCE);
    }
}
