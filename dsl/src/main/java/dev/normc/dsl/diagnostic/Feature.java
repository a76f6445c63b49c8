package dev.normc.dsl.diagnostic;

/** A part of the language that this version does not have. */
public enum Feature {
    SPLIT("axes that are split"),
    INDEX("`index`"),
    DEFINITION("definitions with `def`"),
    CALL("norms that call norms"),
    BACKWARD("`backward` blocks");

    private final String noun;

    Feature(String noun) {
        this.noun = noun;
    }

    /** As a sentence speaks of it. */
    String noun() {
        return noun;
    }
}
