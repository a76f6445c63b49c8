package dev.normc.examples.transformer;

import java.util.Map;

/** Attention with several heads (Vaswani et al. 2017, section 3.2.2); a head is a range of features. */
final class Attention implements Branch {

    /** The queries, keys or values of all heads: their projection with its bias, and the gradient that reaches them. */
    private static final class Heads {
        private final Projection projection;
        private final Kernel bias;
        private final Values values;
        private final Values gradient;
        private final Values dProduct;

        Heads(Assembly assembly, String name, Values x) {
            ModelConfig config = assembly.config();
            int width = config.width();
            int length = assembly.tokens() * width;
            Values product = assembly.activation("the product of " + name, length);
            this.projection = new Projection(assembly, name, width, width, x, product);
            this.values = assembly.activation("the output of " + name, length);
            this.gradient = assembly.scratch("gradient of " + name.substring(name.lastIndexOf('.')), length);
            this.dProduct = assembly.scratch("gradient of a projection", length);
            this.bias = assembly.program(
                            "Heads",
                            Map.of("H", (double) config.heads()),
                            Map.of("B", assembly.sequences(), "T", config.context(), "D", width))
                    .map("x", product, "y", values, gradient, dProduct)
                    .set("bias", assembly.parameter(name + ".bias", width, 0));
        }

        void forward(boolean inTraining) {
            projection.forward();
            bias.forward(inTraining);
        }
    }

    private final ModelConfig config;

    /** All heads of all sequences; those of one sequence stand together. */
    private final int heads;

    private final Arithmetic arithmetic;
    private final Heads query;
    private final Heads key;
    private final Heads value;
    private final Kernel softmax;
    private final Kernel merged;
    private final Projection out;
    private final Kernel bias;
    private final Values scores;
    private final Values weights;
    private final Values mixed;
    private final Values y;
    private final Values dx;
    private final Values dProduct;
    private final Values dMerged;
    private final Values dMixed;
    private final Values dWeights;
    private final Values dScores;

    /**
     * Makes one.
     *
     * @param name such as {@code block1.attention}
     * @param x what it reads, [tokens, width]
     * @param dy where its upstream gradient will be
     * @param dx where its gradient goes
     */
    Attention(Assembly assembly, String name, Values x, Values dy, Values dx) {
        this.config = assembly.config();
        this.heads = assembly.sequences() * config.heads();
        this.arithmetic = assembly.arithmetic();
        this.dx = dx;
        int length = assembly.tokens() * config.width();
        int pairs = heads * config.context() * config.context();
        this.dProduct = assembly.scratch("gradient of a branch's product", length);
        this.dMerged = assembly.scratch("gradient of merged values", length);
        this.dMixed = assembly.scratch("gradient of mixed values", length);
        this.dWeights = assembly.scratch("gradient of attention's weights", pairs);
        this.dScores = assembly.scratch("gradient of attention's scores", pairs);

        this.query = new Heads(assembly, name + ".query", x);
        this.key = new Heads(assembly, name + ".key", x);
        this.value = new Heads(assembly, name + ".value", x);
        this.scores = assembly.activation("the scores of " + name, pairs);
        this.weights = assembly.activation("the weights of " + name, pairs);
        this.softmax = softmax(assembly).map("scores", scores, "y", weights, dWeights, dScores);
        this.mixed = assembly.activation("the mixed values of " + name, length);
        Values joined = assembly.activation("the merged values of " + name, length);
        this.merged = assembly.program(
                        "Merged",
                        Map.of(
                                "B", assembly.sequences(),
                                "H", config.heads(),
                                "T", config.context(),
                                "E", config.headWidth()))
                .map("x", mixed, "y", joined, dMerged, dMixed);
        Values product = assembly.activation("the product of " + name + ".output", length);
        this.out = new Projection(assembly, name + ".output", config.width(), config.width(), joined, product);
        this.y = assembly.activation("the output of " + name, length);
        this.bias = assembly.program("Bias", Map.of("N", assembly.tokens(), "D", config.width()))
                .map("x", product, "y", y, dy, dProduct)
                .set("bias", assembly.parameter(name + ".output.bias", config.width(), 0));
    }

    private static Kernel softmax(Assembly assembly) {
        ModelConfig config = assembly.config();
        String program = switch (config.objective()) {
            case MASKED -> "Attention";
            case CAUSAL -> "CausalAttention";
        };
        int heads = assembly.sequences() * config.heads();
        return assembly.program(
                program,
                Map.of("width", (double) config.headWidth()),
                Map.of("N", heads, "T", config.context(), "S", config.context()));
    }

    @Override
    public Values y() {
        return y;
    }

    @Override
    public void forward(boolean inTraining) {
        query.forward(inTraining);
        key.forward(inTraining);
        value.forward(inTraining);
        for (int head = 0; head < heads; head++) {
            Matrix keys = features(key.values, head);
            arithmetic.product(features(query.values, head), keys.transpose(), pairs(scores, head));
        }
        softmax.forward(inTraining);
        for (int head = 0; head < heads; head++) {
            arithmetic.product(pairs(weights, head), features(value.values, head), features(mixed, head));
        }
        merged.forward(inTraining);
        out.forward();
        bias.forward(inTraining);
    }

    @Override
    public void backward() {
        bias.backward();
        out.backward(dProduct, dMerged);
        merged.backward();
        for (int head = 0; head < heads; head++) {
            Matrix upstream = features(dMixed, head);
            arithmetic.product(upstream, features(value.values, head).transpose(), pairs(dWeights, head));
            arithmetic.product(pairs(weights, head).transpose(), upstream, features(value.gradient, head));
        }
        softmax.backward();
        for (int head = 0; head < heads; head++) {
            Matrix upstream = pairs(dScores, head);
            arithmetic.product(upstream, features(key.values, head), features(query.gradient, head));
            arithmetic.product(upstream.transpose(), features(query.values, head), features(key.gradient, head));
        }
        query.bias.backward();
        query.projection.backward(query.dProduct, dx);
        key.bias.backward();
        key.projection.addBackward(key.dProduct, dx);
        value.bias.backward();
        value.projection.addBackward(value.dProduct, dx);
    }

    /** A head's features in one sequence, [positions, features]. */
    private Matrix features(Values values, int head) {
        return Matrix.of(values, head, config.context(), config.headWidth());
    }

    /** A head's scores in one sequence, [queries, keys]. */
    private Matrix pairs(Values values, int head) {
        return Matrix.of(values, head, config.context(), config.context());
    }
}
