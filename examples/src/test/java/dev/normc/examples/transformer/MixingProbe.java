package dev.normc.examples.transformer;

import dev.normc.compiler.graph.Role;
import dev.normc.compiler.graph.Signature;
import dev.normc.compiler.graph.Signature.Initialised;
import dev.normc.runtime.Arguments;
import dev.normc.runtime.BoundNorm;
import dev.normc.runtime.Mode;
import dev.normc.runtime.Workspace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Runs a norm twice, with another value of one token, and looks whether any bit of another token or a state differs.
 */
final class MixingProbe {

    private static final int SEQUENCES = 2;
    private static final int CONTEXT = 64;
    private static final int WIDTH = 16;
    private static final int TOKENS = SEQUENCES * CONTEXT;

    /** In the middle of the first sequence. */
    private static final int TOKEN = 31;

    private final NormFit fit;

    MixingProbe(NormFit fit) {
        this.fit = fit;
    }

    boolean mixes() {
        return mixes(Mode.TRAINING) || mixes(Mode.INFERENCE);
    }

    private boolean mixes(Mode mode) {
        List<double[]> usual = run(mode, false, false);
        return differ(usual, run(mode, true, false)) || differ(usual, run(mode, false, true));
    }

    private static boolean differ(List<double[]> one, List<double[]> other) {
        for (int i = 0; i < one.size(); i++) {
            if (!Arrays.equals(one.get(i), other.get(i))) {
                return true;
            }
        }
        return false;
    }

    /** What does not belong to the token: the rest of the output and of the input's gradient, and the states. */
    private List<double[]> run(Mode mode, boolean otherInput, boolean otherUpstream) {
        BoundNorm bound = fit.norm().bind(fit.sizes(SEQUENCES, CONTEXT, WIDTH), mode);
        double[] x = random(1, otherInput);
        double[] dy = random(2, otherUpstream);
        double[] y = new double[x.length];
        double[] dx = new double[x.length];
        Arguments arguments = bound.newArguments()
                .set(Role.INPUT, fit.input().name(), x)
                .set(Role.OUTPUT, fit.output().name(), y)
                .set(Role.UPSTREAM, fit.output().name(), dy)
                .set(Role.GRADIENT, fit.input().name(), dx);
        Signature signature = fit.norm().signature();
        List<double[]> results = new ArrayList<>();
        for (Initialised state : signature.states()) {
            double[] array = new double[bound.length(state.tensor())];
            Arrays.fill(array, 1);
            arguments.set(Role.STATE, state.tensor().name(), array);
            results.add(array);
        }
        arguments.fillInitial();
        Workspace workspace = bound.newWorkspace();
        bound.forward(arguments, workspace);
        bound.backward(arguments, workspace);
        results.add(rest(y));
        results.add(rest(dx));
        return results;
    }

    private static double[] random(long seed, boolean other) {
        Random random = new Random(seed);
        double[] values = random.doubles(TOKENS * WIDTH, 0.5, 2).toArray();
        for (int i = 0; other && i < WIDTH; i++) {
            values[TOKEN * WIDTH + i] += random.nextDouble();
        }
        return values;
    }

    private static double[] rest(double[] values) {
        double[] rest = values.clone();
        Arrays.fill(rest, TOKEN * WIDTH, (TOKEN + 1) * WIDTH, 0);
        return rest;
    }
}
