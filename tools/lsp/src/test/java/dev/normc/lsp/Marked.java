package dev.normc.lsp;

import dev.normc.dsl.source.Source;
import org.eclipse.lsp4j.Position;

/** A program with a place in it, written as {@code |}, which is no sign of the language. */
record Marked(String text, Position position) {

    static Marked of(String marked) {
        int mark = marked.indexOf('|');
        if (mark < 0) {
            throw new IllegalArgumentException("no mark in " + marked);
        }
        String text = marked.substring(0, mark) + marked.substring(mark + 1);
        return new Marked(text, new Text(new Source("marked", text)).position(mark));
    }
}
