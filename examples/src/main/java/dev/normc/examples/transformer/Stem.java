package dev.normc.examples.transformer;

import dev.normc.examples.text.Vocabulary;
import java.util.Map;

/** Bytes to the residual stream: the rows of the tokens and the positions. */
final class Stem {

    private final Arithmetic arithmetic;
    private final int width;
    private final Parameter embedding;
    private final Kernel kernel;
    private final int[] tokens;
    private final Values rows;
    private final Values dRows;
    private final Values y;

    /**
     * Makes one. Rows and positions are drawn with a variance of {@code 1 / width} and scaled by the program, so that
     * the stream starts with a variance of 1, as the analysis of Xiong et al. 2020 has it.
     */
    Stem(Assembly assembly) {
        ModelConfig config = assembly.config();
        this.arithmetic = assembly.arithmetic();
        this.width = config.width();
        this.tokens = new int[assembly.tokens()];
        int length = assembly.tokens() * width;
        this.embedding = assembly.normal("embedding", Vocabulary.SIZE * width, 1.0 / width);
        Parameter position = assembly.normal("position", config.context() * width, 1.0 / width);
        this.rows = assembly.activation("the rows of the embedding", length);
        this.dRows = assembly.scratch("gradient of rows", length);
        this.y = assembly.activation("the embedded tokens", length);
        this.kernel = assembly.program(
                        "Embedding", Map.of("B", assembly.sequences(), "T", config.context(), "D", width))
                .map("token", rows, "y", y, Residual.gradientOfStream(assembly), dRows)
                .set("position", position);
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
