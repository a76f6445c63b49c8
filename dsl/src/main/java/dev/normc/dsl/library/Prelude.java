package dev.normc.dsl.library;

import dev.normc.dsl.ast.Definition;
import dev.normc.dsl.parse.Parser;
import dev.normc.dsl.source.Source;
import java.util.List;

/** The definitions that every program sees, written in the language itself. */
public final class Prelude {

    private static final Source SOURCE = new Source("prelude", Library.resource("prelude.norm"));

    private static final List<Definition> DEFINITIONS =
            Parser.parse(SOURCE).file().definitions();

    private Prelude() {}

    /** Its text, as a reference for readers. */
    public static Source source() {
        return SOURCE;
    }

    /** Its definitions, in the order of the text. */
    public static List<Definition> definitions() {
        return DEFINITIONS;
    }
}
