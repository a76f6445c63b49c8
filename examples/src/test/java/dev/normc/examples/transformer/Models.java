package dev.normc.examples.transformer;

import dev.normc.examples.text.Batch;
import dev.normc.examples.text.Objective;
import dev.normc.examples.text.Vocabulary;
import dev.normc.runtime.Normc;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/** Small models and batches for tests, with programs that are compiled once. */
final class Models {

    static final int SEQUENCES = 3;

    private final Normc normc = new Normc();

    static ModelConfig config(String norm, Placement placement, Objective objective) {
        return new ModelConfig(2, 8, 2, 12, 5, objective, placement, NormChoice.of(norm));
    }

    /** The norms of users that tests are about. */
    static String file() {
        try {
            return Path.of(Objects.requireNonNull(Models.class.getResource("users.norm"))
                            .toURI())
                    .toString();
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    Normc normc() {
        return normc;
    }

    Transformer model(ModelConfig config, Precision precision) {
        return Transformer.create(config, precision, SEQUENCES, 7, normc);
    }

    /** A model whose parameters have all left their initial values, so that none of its gradients is trivial. */
    Transformer trained(ModelConfig config, Precision precision) {
        Transformer model = model(config, precision);
        Random random = new Random(11);
        for (Parameter parameter : model.parameters()) {
            for (int i = 0; i < parameter.values().length(); i++) {
                parameter.values().set(i, parameter.values().get(i) + 0.1 * random.nextGaussian());
            }
        }
        return model;
    }

    static Batch batch(ModelConfig config, long seed) {
        Random random = new Random(seed);
        int tokens = SEQUENCES * config.context();
        int[] seen = random.ints(tokens, 0, Vocabulary.SIZE).toArray();
        int[] targets = random.ints(tokens, 0, Vocabulary.BYTES).toArray();
        boolean[] counted = new boolean[tokens];
        for (int i = 0; i < tokens; i++) {
            counted[i] = config.objective() == Objective.CAUSAL || i % 3 == 1;
        }
        return new Batch(SEQUENCES, config.context(), seen, targets, counted);
    }

    /** Copies of all states. */
    static List<double[]> states(Transformer model) {
        List<double[]> copies = new ArrayList<>();
        model.states().forEach(state -> copies.add(copy(state.values())));
        return copies;
    }

    static void restore(Transformer model, List<double[]> states) {
        for (int i = 0; i < states.size(); i++) {
            for (int j = 0; j < states.get(i).length; j++) {
                model.states().get(i).values().set(j, states.get(i)[j]);
            }
        }
    }

    static double[] copy(Values values) {
        double[] copy = new double[values.length()];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = values.get(i);
        }
        return copy;
    }
}
