package dev.normc.examples.transformer;

import dev.normc.examples.text.Vocabulary;
import java.util.Map;

/** Bytes to the residual stream: the rows of the tokens and the positions. */
final class Stem {

    /** The longest wave of the positions, over 2 pi (Vaswani et al. 2017, section 3.5). */
    private static final double LONGEST_WAVE = 10_000;

    private final Arithmetic arithmetic;
    private final int width;
    private final Parameter embedding;
    private final Kernel kernel;
    private final int[] tokens;
    private final Values rows;
    private final Values dRows;
    private final Values y;

    /**
     * Makes one. Rows are drawn with a variance of {@code 1 / width}, waves have a mean square of {@code 1 / width} (of
     * an odd width about: the last sine has no cosine), and the program scales their sum, so that the stream starts
     * with a mean square of 1, as the analysis of Xiong et al. 2020 has it.
     */
    Stem(Assembly assembly) {
        ModelConfig config = assembly.config();
        this.arithmetic = assembly.arithmetic();
        this.width = config.width();
        this.tokens = new int[assembly.tokens()];
        int length = assembly.tokens() * width;
        this.embedding = assembly.normal("embedding", Vocabulary.SIZE * width, 1.0 / width);
        Parameter position = assembly.parameter("position", config.context() * width, 0);
        startAsWaves(position.values(), config.context());
        this.rows = assembly.activation("the rows of the embedding", length);
        this.dRows = assembly.scratch("gradient of rows", length);
        this.y = assembly.activation("the embedded tokens", length);
        this.kernel = assembly.program(
                        "Embedding", Map.of("B", assembly.sequences(), "T", config.context(), "D", width))
                .map("token", rows, "y", y, Residual.gradientOfStream(assembly), dRows)
                .set("position", position);
    }

    /**
     * Positions start as sines and cosines (Vaswani et al. 2017, section 3.5), since with these a fixed distance is the
     * same rotation everywhere. In trials of one seed attention found the neighbours two thousand steps earlier or more
     * than with random positions.
     */
    private void startAsWaves(Values position, int context) {
        double amplitude = Math.sqrt(2.0 / width);
        for (int t = 0; t < context; t++) {
            for (int i = 0; i < width; i++) {
                double angle = t / StrictMath.pow(LONGEST_WAVE, (double) (i - i % 2) / width);
                position.set(t * width + i, amplitude * (i % 2 == 0 ? StrictMath.sin(angle) : StrictMath.cos(angle)));
            }
        }
    }

    Values y() {
        return y;
    }

    void forward(int[] batch, boolean inTraining) {
        System.arraycopy(batch, 0, tokens, 0, tokens.length);
        arithmetic.gather(embedding.values(), tokens, width, rows);
        kernel.forward(inTraining);
    }

    void backward() {
        kernel.backward();
        arithmetic.scatter(dRows, tokens, width, embedding.gradient());
    }
}
