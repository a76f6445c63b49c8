package dev.normc.lsp;

import dev.normc.dsl.source.Span;
import java.util.Optional;

/**
 * What a name stands for, and where that is said.
 *
 * @param home where it is declared: the program itself, the prelude or a norm of the library
 * @param norm the norm in which it is declared; empty for what is declared outside of norms
 * @param declaration the place of the name in its declaration; none for words of the language
 */
record Symbol(Kind kind, String name, Home home, String norm, Optional<Span> declaration) {

    /**
     * Where something is declared.
     *
     * @param library the name of the norm of the library, or of the prelude; empty for the program itself
     */
    record Home(String library) {

        static final Home PROGRAM = new Home("");

        boolean isProgram() {
            return library.isEmpty();
        }
    }

    /** A word of the language. */
    static Symbol ofTheLanguage(Kind kind, String name) {
        return new Symbol(kind, name, Home.PROGRAM, "", Optional.empty());
    }

    /** Whether it may get another name: whether the program itself declares it. */
    boolean isRenamable() {
        return home.isProgram() && declaration.isPresent();
    }
}
