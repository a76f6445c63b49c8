package dev.normc.examples.transformer;

import java.util.Map;

/** {@code gelu(x in + b) out + c}: the same network for each token (Vaswani et al. 2017, section 3.3). */
final class FeedForward implements Branch {

    private final Projection in;
    private final Kernel activation;
    private final Projection out;
    private final Kernel bias;
    private final Values y;
    private final Values dx;
    private final Values dProduct;
    private final Values dActivation;
    private final Values dHidden;

    /**
     * Makes one.
     *
     * @param name such as {@code block1.feedforward}
     * @param x what it reads, [tokens, width]
     * @param dy where its upstream gradient will be
     * @param dx where its gradient goes
     */
    FeedForward(Assembly assembly, String name, Values x, Values dy, Values dx) {
        int width = assembly.config().width();
        int hidden = assembly.config().hidden();
        int tokens = assembly.tokens();
        this.dx = dx;
        this.dProduct = assembly.scratch("gradient of a branch's product", tokens * width);
        this.dActivation = assembly.scratch("gradient of an activation", tokens * hidden);
        this.dHidden = assembly.scratch("gradient of a hidden layer", tokens * hidden);

        Values inner = assembly.activation("the product of " + name + ".in", tokens * hidden);
        this.in = new Projection(assembly, name + ".in", width, hidden, x, inner);
        Values active = assembly.activation("the hidden layer of " + name, tokens * hidden);
        this.activation = assembly.program("Hidden", Map.of("N", tokens, "D", hidden))
                .map("x", inner, "y", active, dActivation, dHidden)
                .set("bias", assembly.parameter(name + ".in.bias", hidden, 0));
        Values product = assembly.activation("the product of " + name + ".out", tokens * width);
        this.out = new Projection(assembly, name + ".out", hidden, width, active, product);
        this.y = assembly.activation("the output of " + name, tokens * width);
        this.bias = assembly.program("Bias", Map.of("N", tokens, "D", width))
                .map("x", product, "y", y, dy, dProduct)
                .set("bias", assembly.parameter(name + ".out.bias", width, 0));
    }

    @Override
    public Values y() {
        return y;
    }

    @Override
    public void forward(boolean inTraining) {
        in.forward();
        activation.forward(inTraining);
        out.forward();
        bias.forward(inTraining);
    }

    @Override
    public void backward() {
        bias.backward();
        out.backward(dProduct, dActivation);
        activation.backward();
        in.backward(dHidden, dx);
    }
}
