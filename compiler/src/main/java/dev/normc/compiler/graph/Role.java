package dev.normc.compiler.graph;

/** What a tensor is to the caller of a kernel. */
public enum Role {
    /** Differentiable input of the norm. */
    INPUT("input"),
    /** Input without a gradient. */
    DATA("data"),
    /** Learned value. */
    PARAMETER("parameter"),
    /** Value kept between steps. */
    STATE("state"),
    /** Result of the forward. */
    OUTPUT("output"),
    /** Gradient that reaches an output. */
    UPSTREAM("upstream gradient"),
    /** Gradient that the backward sends to an input or parameter. */
    GRADIENT("gradient");

    private final String noun;

    Role(String noun) {
        this.noun = noun;
    }

    /** The word for it in messages. */
    public String noun() {
        return noun;
    }
}
