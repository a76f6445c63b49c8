package dev.normc.dsl.check;

/** What a name stands for. */
enum Role {
    AXIS("an axis"),
    INPUT("an input"),
    PARAM("a parameter"),
    CONST("a constant"),
    DATA("a data input"),
    STATE("a state"),
    VALUE("a value");

    private final String noun;

    Role(String noun) {
        this.noun = noun;
    }

    /** As a sentence speaks of it. */
    String noun() {
        return noun;
    }
}
