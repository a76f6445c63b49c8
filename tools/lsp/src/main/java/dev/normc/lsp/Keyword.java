package dev.normc.lsp;

import java.util.Arrays;
import java.util.Optional;

/** The words of the grammar: where each may stand, what it means, and how it goes on. */
enum Keyword {
    NORM(
            "norm",
            Place.FILE,
            "a norm: a layer with inputs, statements and a `return`",
            "norm ${1:Name}(${2:x[N, D]}) {\n    return $0\n}"),
    DEF("def", Place.FILE_AND_STATEMENT, "a definition, which a call puts in its place", "def ${1:f}(${2:v}) = $0"),
    PARAM(
            "param",
            Place.STATEMENT,
            "a learned number or array, with its initial value; gets a gradient",
            "param ${1:gamma}[${2:D}] = ${0:1}"),
    CONST("const", Place.STATEMENT, "a number, fixed when the norm is compiled", "const ${1:eps} = ${0:1e-5}"),
    DATA(
            "data",
            Place.STATEMENT,
            "an input without a gradient; with a value it may be left out",
            "data ${1:mask}[${0:N}]"),
    STATE("state", Place.STATEMENT, "what is kept between steps", "state ${1:mu}[${2:D}] = ${0:0}"),
    AXIS("axis", Place.STATEMENT, "an axis, and its size", "axis ${1:S} = ${0:T}"),
    UPDATE("update", Place.STATEMENT, "the next value of a state", "update ${1:mu} = $0"),
    BACKWARD(
            "backward",
            Place.STATEMENT,
            "the gradients that a value sends, instead of the derived ones",
            "backward ${1:z} {\n    $0\n}"),
    RETURN("return", Place.STATEMENT, "the outputs; always the last statement", "return $0"),
    IF("if", Place.OPERAND, "a choice for each element", "if ${1:c} then ${2:a} else ${0:b}"),
    NOT("not", Place.OPERAND, "holds where the condition does not", "not $0"),
    RUNNING(
            "running",
            Place.OPERAND,
            "a running statistic with its approximate gradient",
            "running[${1:0.9}](${2:mean[N](x^2)}, init ${0:1})"),
    ITERATE(
            "iterate",
            Place.OPERAND,
            "a definition called again and again, each time with its last result",
            "iterate[${1:5}](${0:f(v)})"),
    THEN("then", Place.BEHIND_OPERAND, "what an `if` gives where its condition holds", "then $0"),
    ELSE("else", Place.BEHIND_OPERAND, "what an `if` gives elsewhere", "else $0"),
    AND("and", Place.BEHIND_OPERAND, "holds where both conditions do", "and $0"),
    OR("or", Place.BEHIND_OPERAND, "holds where one condition does at least", "or $0"),
    WHERE("where", Place.IN_PARENTHESES, "the places that a reduction takes", "where $0"),
    INIT("init", Place.OPERAND_IN_PARENTHESES, "the value that a running statistic starts with", "init $0");

    /** Where a word may stand. */
    enum Place {
        /** Outside of norms. */
        FILE,
        /** Where a statement begins. */
        STATEMENT,
        /** Both. */
        FILE_AND_STATEMENT,
        /** Where a value begins. */
        OPERAND,
        /** Behind a value. */
        BEHIND_OPERAND,
        /** Behind a value within the parentheses of a call. */
        IN_PARENTHESES,
        /** Where a value begins within the parentheses of a call. */
        OPERAND_IN_PARENTHESES
    }

    private final String word;
    private final Place place;
    private final String meaning;
    private final String snippet;

    Keyword(String word, Place place, String meaning, String snippet) {
        this.word = word;
        this.place = place;
        this.meaning = meaning;
        this.snippet = snippet;
    }

    static Optional<Keyword> find(String word) {
        return Arrays.stream(values())
                .filter(keyword -> keyword.word.equals(word))
                .findFirst();
    }

    String word() {
        return word;
    }

    /** Whether it may stand where {@code cursor} is. */
    boolean fits(Cursor cursor) {
        return switch (place) {
            case FILE -> cursor.isOutside();
            case STATEMENT -> cursor.beginsStatement();
            case FILE_AND_STATEMENT -> cursor.isOutside() || cursor.beginsStatement();
            case OPERAND -> cursor.wantsOperand();
            case BEHIND_OPERAND -> cursor.isBehindOperand();
            case IN_PARENTHESES -> cursor.isBehindOperand() && cursor.isIn('(');
            case OPERAND_IN_PARENTHESES -> cursor.wantsOperand() && cursor.isIn('(') && cursor.argument() > 0;
        };
    }

    /** What it means, in a few words. */
    String meaning() {
        return meaning;
    }

    /** How it goes on, with places to fill in. */
    String snippet() {
        return snippet;
    }
}
