package dev.normc.lsp;

import dev.normc.dsl.source.Span;

/** One place where something is named; of a name that a call brings, {@code h_gamma}, each part is one. */
record Occurrence(Span span, Symbol symbol) {

    /** Whether it is the declaration itself. */
    boolean declares() {
        return symbol.declaration().filter(span::equals).isPresent()
                && symbol.home().isProgram();
    }

    /** Whether {@code offset} is in it or just behind it. */
    boolean touches(int offset) {
        return span.start() <= offset && offset <= span.end();
    }
}
