package dev.normc.dsl.format;

import dev.normc.dsl.source.Span;

/**
 * A token of the program and how it stands among its neighbours.
 *
 * @param text as written
 * @param span where
 * @param place what it does to the lines
 * @param tightBefore whether no blank stands before it
 * @param tightBehind whether no blank stands behind it
 * @param breaks how loosely it holds to the word before it
 */
record Word(String text, Span span, Place place, boolean tightBefore, boolean tightBehind, Break breaks) {

    /** What a word does to the lines. */
    enum Place {
        /** Stands in the middle of a statement. */
        INSIDE,
        /** Begins a norm. */
        BEGINS_NORM,
        /** Begins a statement that gives a name a value. */
        BEGINS_ASSIGNMENT,
        /** Begins any other statement. */
        BEGINS_STATEMENT,
        /** The {@code =} of a statement. */
        ASSIGNS,
        /** The opening brace of a body. */
        OPENS_BODY,
        /** The closing brace of a body. */
        CLOSES_BODY
    }

    /** Where a line that is too long may end: before which words, the best ones first. */
    enum Break {
        /** Behind a comma, before {@code then}, {@code else} and {@code where}. */
        PART,
        OR,
        AND,
        COMPARISON,
        SUM,
        PRODUCT,
        NEVER
    }

    boolean begins() {
        return place == Place.BEGINS_NORM || place == Place.BEGINS_ASSIGNMENT || place == Place.BEGINS_STATEMENT;
    }

    boolean touches(Word next) {
        return tightBehind || next.tightBefore;
    }

    boolean opens() {
        return text.equals("(") || text.equals("[");
    }

    boolean closes() {
        return text.equals(")") || text.equals("]");
    }
}
