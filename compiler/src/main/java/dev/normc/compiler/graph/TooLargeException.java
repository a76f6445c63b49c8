package dev.normc.compiler.graph;

import dev.normc.dsl.source.Span;

/** A program takes more operations than its compilation may. The driver makes an error of the user's of it. */
public final class TooLargeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Span origin;

    /** {@code origin}: the words at which it became too much. */
    public TooLargeException(Span origin) {
        super("too many operations", null, false, false);
        this.origin = origin;
    }

    /** The words of the program at which it became too much. */
    public Span origin() {
        return origin;
    }
}
