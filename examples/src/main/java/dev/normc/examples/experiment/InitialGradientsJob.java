package dev.normc.examples.experiment;

import dev.normc.examples.text.Batches;
import dev.normc.examples.transformer.ModelConfig;
import dev.normc.examples.transformer.Parameter;
import dev.normc.examples.transformer.Precision;
import dev.normc.examples.transformer.Transformer;
import java.util.ArrayList;
import java.util.List;

/**
 * The norms of gradients of a model as it is initialized: of the second matrix of each feed-forward network, as in
 * figure 3 of Xiong et al. 2020, each the mean over some batches.
 */
record InitialGradientsJob(Subject subject, String program, ModelConfig model, int sequences, int batches)
        implements Job {

    static final String QUANTITY = "initial_gradient_norm";

    @Override
    public String identity() {
        return String.join("\n", subject.toString(), model.toString(), sequences + " " + batches, program);
    }

    @Override
    public long steps() {
        return batches;
    }

    @Override
    public List<Row> run(Surroundings surroundings) {
        Transformer transformer =
                Transformer.create(model, Precision.FLOAT, sequences, subject.seed(), surroundings.normc());
        Batches text =
                new Batches(surroundings.corpus(), model.objective(), sequences, model.context(), subject.seed());
        double[] norms = new double[model.layers()];
        for (int batch = 0; batch < batches; batch++) {
            transformer.loss(text.training(batch));
            transformer.backward();
            for (int layer = 0; layer < norms.length; layer++) {
                Parameter matrix = Parameters.named(transformer, block(layer) + ".feedforward.out")
                        .orElseThrow();
                norms[layer] += BatchStatistics.norm(matrix.gradient()) / batches;
            }
            surroundings.at(batch + 1);
        }
        List<Row> rows = new ArrayList<>();
        for (int layer = 0; layer < norms.length; layer++) {
            rows.add(new Row(0, block(layer), QUANTITY, norms[layer]));
        }
        return rows;
    }

    /** The name of a block, from 0. */
    static String block(int layer) {
        return "block" + (layer + 1);
    }
}
