package dev.normc.examples.transformer;

import dev.normc.compiler.graph.Role;
import dev.normc.examples.text.Batch;
import dev.normc.examples.text.Vocabulary;
import java.util.Map;

/** The residual stream to the loss: a projection to the vocabulary, not tied to the embedding, and cross-entropy. */
final class Head {

    private final Projection projection;
    private final Kernel crossEntropy;
    private final Values scores;
    private final Values dScores;
    private final Values targets;
    private final Values weights;
    private final Values loss;
    private final Values dx;

    /**
     * Makes one.
     *
     * @param x what it reads, [tokens, width]
     * @param dx where its gradient goes
     */
    Head(Assembly assembly, Values x, Values dx) {
        int tokens = assembly.tokens();
        Arithmetic arithmetic = assembly.arithmetic();
        this.dx = dx;
        this.scores = assembly.activation("the scores of the vocabulary", tokens * Vocabulary.SIZE);
        this.dScores = assembly.scratch("gradient of scores", tokens * Vocabulary.SIZE);
        this.targets = arithmetic.array(tokens);
        this.weights = arithmetic.array(tokens);
        this.projection = new Projection(assembly, "output", assembly.config().width(), Vocabulary.SIZE, x, scores);
        this.loss = assembly.activation("the loss", 1);
        Values one = arithmetic.array(1);
        one.fill(1);
        this.crossEntropy = assembly.program("CrossEntropy", Map.of("N", tokens, "V", Vocabulary.SIZE))
                .map("scores", scores, "loss", loss, one, dScores)
                .set(Role.DATA, "target", targets)
                .set(Role.DATA, "weight", weights)
                .set("bias", assembly.parameter("output.bias", Vocabulary.SIZE, 0));
    }

    /** The scores of the last forward before the bias, [tokens, vocabulary]. */
    Values scores() {
        return scores;
    }

    /** The mean cross-entropy over the counted positions. */
    double forward(Batch batch, boolean inTraining) {
        int counted = batch.countedPositions();
        for (int i = 0; i < batch.targets().length; i++) {
            targets.set(i, batch.targets()[i]);
            weights.set(i, batch.counted()[i] ? 1.0 / counted : 0);
        }
        projection.forward();
        crossEntropy.forward(inTraining);
        return loss.get(0);
    }

    void backward() {
        crossEntropy.backward();
        projection.backward(dScores, dx);
    }
}
