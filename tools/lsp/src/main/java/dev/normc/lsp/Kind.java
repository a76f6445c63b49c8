package dev.normc.lsp;

/** What a name stands for. */
enum Kind {
    NORM("norm"),
    DEFINITION("definition"),
    INPUT("input"),
    PARAM("parameter"),
    CONST("constant"),
    DATA("data input"),
    STATE("state"),
    AXIS("axis"),
    VALUE("value"),
    OUTPUT("output"),
    ARGUMENT("value that the definition takes"),
    AXIS_ARGUMENT("axis that the definition takes"),
    FUNCTION("function"),
    REDUCTION("reduction"),
    COORDINATE("coordinate"),
    MODE("mode");

    private final String noun;

    Kind(String noun) {
        this.noun = noun;
    }

    /** As a sentence speaks of it. */
    String noun() {
        return noun;
    }

    /** Whether it is a word of the language itself, which nobody declares. */
    boolean isOfTheLanguage() {
        return this == FUNCTION || this == REDUCTION || this == COORDINATE || this == MODE;
    }
}
