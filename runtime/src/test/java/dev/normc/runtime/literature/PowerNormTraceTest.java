package dev.normc.runtime.literature;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.normc.compiler.Options;
import dev.normc.compiler.emit.ScalarType;
import dev.normc.compiler.graph.Role;
import dev.normc.compiler.graph.Tensor;
import dev.normc.dsl.library.Library;
import dev.normc.dsl.source.Source;
import dev.normc.runtime.CompiledNorm;
import dev.normc.runtime.JavaCompiler;
import dev.normc.runtime.KernelRun;
import dev.normc.runtime.Mode;
import dev.normc.runtime.Normc;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Four steps of power normalization on four rows x = sin(0.7 n + t) (1, 2) with dy = cos(0.3 n - t), n from 0 to 7,
 * beside numbers that a program of its own made: row 0 of y and of dx, then the running square and nu after the step.
 */
class PowerNormTraceTest {

    private static final String RELEASED = """
            1.7576347864 -0.4875153604 1.0643550562 -0.2651302872 0.5797965335 2.0804769392 -0.0068148944 0.0039450579
            2.0835094765 -0.1292782205 -0.8946630302 0.0476329485 0.5691011512 2.0408903158 -0.0714272629 0.0126005995
            0.3805958891 0.5708776670 -2.2114953339 0.3123423882 0.5564716667 2.0550032418 -0.0183905506 -0.0164410441
            -1.4217677772 0.8975243251 -1.3178686854 0.2726770744 0.5583004239 2.0658924730 -0.0053010278 -0.0167431358
            """;

    private static final String PAPER = """
            1.3622001662 -0.7916598522 0.8104494066 -0.3824191816 0.9579796533 1.1080476939 -0.0051891773 0.0056902809
            1.4935315697 -0.2060064062 -0.6328348258 0.0568109560 0.9094659591 1.1657039950 -0.0508057999 0.0159840522
            0.3219648675 0.6907333502 -1.5492562555 0.4332050833 0.8627999938 1.2673355531 -0.0107738315 -0.0236523020
            -1.1221266963 1.0882171353 -1.0649901425 0.3393545271 0.8339959183 1.3569915532 -0.0010694309 -0.0222030353
            """;

    /** Algorithm 2 with the eps under the root that the numbers were made with. */
    private static final String ALGORITHM_2 = """
            norm Algorithm2(x[N, C]) {
                param gamma[C] = 1
                param beta[C] = 0
                const eps = 1e-5
                const alpha = 0.9
                state psi2[C] = 1
                state nu[C] = 0

                z = x / sqrt(psi2 + eps)
                backward z {
                    dx = (dz - nu * z) / sqrt(psi2 + eps)
                    update nu = nu * (1 - (1 - alpha) * mean[N](z^2)) + (1 - alpha) * mean[N](dz * z)
                }
                update psi2 = alpha * psi2 + (1 - alpha) * mean[N](x^2)
                return gamma * z + beta
            }
            """;

    /** What is printed has ten digits after the point. */
    private static final double PRINTED = 5.1e-11;

    /**
     * eps is not there in the algorithm; it moves a root by half of it, and nu and the running square with the steps.
     */
    private static final double WITHOUT_EPS = 2e-5;

    @Test
    void releasedPowerNormFollowsTheTrace() {
        Source source = Library.find("PowerNormReleased").orElseThrow();
        follow(source, Map.of("warmup", 2.0), Map.of("T", 4, "B", 1, "C", 2), "phi", "E", 0.1, RELEASED, PRINTED);
    }

    @Test
    void algorithmTwoInABackwardBlockFollowsTheTrace() {
        Source source = new Source("algorithm2.norm", ALGORITHM_2);
        follow(source, Map.of(), Map.of("N", 4, "C", 2), "psi2", "nu", 1, PAPER, PRINTED);
    }

    @Test
    void powerNormFollowsTheTraceUpToEps() {
        Source source = Library.find("PowerNorm").orElseThrow();
        follow(source, Map.of(), Map.of("N", 4, "C", 2), "psi2", "psi2_adjoint", -2, PAPER, WITHOUT_EPS);
    }

    /** nu is {@code share} times the state called {@code adjoint}. */
    private static void follow(
            Source source,
            Map<String, Double> constants,
            Map<String, Integer> sizes,
            String running,
            String adjoint,
            double share,
            String trace,
            double tolerance) {
        Options options = Options.DEFAULT.withType(ScalarType.DOUBLE).withConstants(constants);
        CompiledNorm norm = new Normc(0).compile(source, Optional.empty(), options, JavaCompiler.JANINO);
        Map<String, double[]> states = new HashMap<>();
        states.put(running, new double[] {1, 1});
        states.put(adjoint, new double[2]);
        states.put("iterations", new double[1]);
        List<double[]> steps = trace.lines()
                .map(line -> Arrays.stream(line.split(" ", -1))
                        .mapToDouble(Double::parseDouble)
                        .toArray())
                .toList();
        for (int t = 1; t <= steps.size(); t++) {
            Map<Tensor, double[]> values = values(norm, sizes, states, t);
            KernelRun run = KernelRun.of(norm, sizes, Mode.TRAINING, values);
            norm.signature().states().forEach(state -> states.put(state.tensor().name(), run.get(state.tensor())));
            double[] actual = new double[8];
            System.arraycopy(get(norm, sizes, run, Role.OUTPUT, "y"), 0, actual, 0, 2);
            System.arraycopy(get(norm, sizes, run, Role.GRADIENT, "x"), 0, actual, 2, 2);
            System.arraycopy(get(norm, sizes, run, Role.STATE, running), 0, actual, 4, 2);
            double[] nu = get(norm, sizes, run, Role.STATE, adjoint);
            actual[6] = share * nu[0];
            actual[7] = share * nu[1];
            assertArrayEquals(steps.get(t - 1), actual, tolerance, "step " + t + ": " + Arrays.toString(actual));
        }
    }

    private static Map<Tensor, double[]> values(
            CompiledNorm norm, Map<String, Integer> sizes, Map<String, double[]> states, int t) {
        double[] x = new double[8];
        double[] dy = new double[8];
        for (int n = 0; n < 8; n++) {
            x[n] = Math.sin(0.7 * n + t) * (1 + n % 2);
            dy[n] = Math.cos(0.3 * n - t);
        }
        double[] mask = {1, 1, 1, 1};
        Map<String, double[]> given = new HashMap<>(states);
        given.putAll(Map.of("x", x, "y", dy, "mask", mask));
        given.putAll(Map.of("gamma", new double[] {1.5, -0.5}, "beta", new double[] {0.1, 0.2}));
        Map<Tensor, double[]> values = new LinkedHashMap<>();
        for (Tensor tensor : norm.bind(sizes, Mode.TRAINING).tensors()) {
            double[] array = given.get(tensor.name());
            if (array != null && tensor.role() != Role.OUTPUT && tensor.role() != Role.GRADIENT) {
                values.put(tensor, array.clone());
            }
        }
        return values;
    }

    private static double[] get(CompiledNorm norm, Map<String, Integer> sizes, KernelRun run, Role role, String name) {
        return norm.bind(sizes, Mode.TRAINING).tensors().stream()
                .filter(tensor -> tensor.role() == role && tensor.name().equals(name))
                .findFirst()
                .map(run::get)
                .orElseThrow();
    }
}
