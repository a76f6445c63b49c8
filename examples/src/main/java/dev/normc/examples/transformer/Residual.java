package dev.normc.examples.transformer;

/** A branch beside a residual stream, with its norm. */
final class Residual {

    /**
     * Makes the branch that reads {@code x}, whose upstream gradient will be in {@code dy} and gradient in {@code dx}.
     */
    @FunctionalInterface
    interface BranchMaker {
        Branch make(Values x, Values dy, Values dx);
    }

    private record Parts(NormLayer norm, Branch branch, Values sum) {}

    private final Arithmetic arithmetic;
    private final Placement placement;
    private final NormLayer norm;
    private final Branch branch;
    private final Values x;
    private final Values sum;

    /** The gradient of the stream: upstream when a backward starts, that of {@code x} when it ends. */
    private final Values stream;

    private final Values dNorm;
    private final Values dBranch;

    /**
     * Makes one.
     *
     * @param name of its norm, such as {@code block1.attention}
     * @param x the stream before it, [tokens, width]
     */
    Residual(Assembly assembly, NormFit fit, String name, Values x, BranchMaker maker) {
        int length = assembly.tokens() * assembly.config().width();
        this.arithmetic = assembly.arithmetic();
        this.placement = assembly.config().placement();
        this.x = x;
        this.stream = gradientOfStream(assembly);
        this.dNorm = assembly.scratch("gradient of a norm", length);
        this.dBranch = assembly.scratch("gradient of a branch", length);
        Parts parts = switch (placement) {
            case PRE -> {
                NormLayer before = new NormLayer(assembly, fit, name, x, dBranch, dNorm);
                Branch between = maker.make(before.y(), stream, dBranch);
                yield new Parts(before, between, sum(assembly, name));
            }
            case POST -> {
                Branch between = maker.make(x, dNorm, dBranch);
                Values sum = sum(assembly, name);
                yield new Parts(new NormLayer(assembly, fit, name, sum, stream, dNorm), between, sum);
            }
        };
        this.norm = parts.norm;
        this.branch = parts.branch;
        this.sum = parts.sum;
    }

    private static Values sum(Assembly assembly, String name) {
        return assembly.activation(
                "the sum behind " + name, assembly.tokens() * assembly.config().width());
    }

    /** Where the gradient of the residual stream is, all the way through a model: [tokens, width]. */
    static Values gradientOfStream(Assembly assembly) {
        return assembly.scratch(
                "gradient of the stream", assembly.tokens() * assembly.config().width());
    }

    NormLayer norm() {
        return norm;
    }

    /** The stream behind it. */
    Values y() {
        return switch (placement) {
            case PRE -> sum;
            case POST -> norm.y();
        };
    }

    void forward(boolean inTraining) {
        switch (placement) {
            case PRE -> {
                norm.forward(inTraining);
                branch.forward(inTraining);
                addUp();
            }
            case POST -> {
                branch.forward(inTraining);
                addUp();
                norm.forward(inTraining);
            }
        }
    }

    private void addUp() {
        arithmetic.copy(x, sum);
        arithmetic.add(branch.y(), sum);
    }

    void backward() {
        switch (placement) {
            case PRE -> {
                branch.backward();
                norm.backward();
                arithmetic.add(dNorm, stream);
            }
            case POST -> {
                norm.backward();
                branch.backward();
                arithmetic.copy(dNorm, stream);
                arithmetic.add(dBranch, stream);
            }
        }
    }
}
