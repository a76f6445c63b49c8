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
        switch (placement) {
            case PRE -> {
                this.norm = new NormLayer(assembly, fit, name, x, dBranch, dNorm);
                this.branch = maker.make(norm.y(), stream, dBranch);
                this.sum = assembly.activation("the sum behind " + name, length);
            }
            case POST -> {
                this.branch = maker.make(x, dNorm, dBranch);
                this.sum = assembly.activation("the sum behind " + name, length);
                this.norm = new NormLayer(assembly, fit, name, sum, stream, dNorm);
            }
            default -> throw new AssertionError(placement);
        }
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
        return placement == Placement.PRE ? sum : norm.y();
    }

    void forward(boolean inTraining) {
        if (placement == Placement.PRE) {
            norm.forward(inTraining);
        }
        branch.forward(inTraining);
        arithmetic.copy(x, sum);
        arithmetic.add(branch.y(), sum);
        if (placement == Placement.POST) {
            norm.forward(inTraining);
        }
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
