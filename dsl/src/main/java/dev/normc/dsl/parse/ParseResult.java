package dev.normc.dsl.parse;

import dev.normc.dsl.ast.NormFile;
import dev.normc.dsl.diagnostic.Diagnostic;
import java.util.List;

/**
 * What parsing gives: the tree and the syntax errors, in the order of the source. With errors the tree has what could
 * be read: norms with a broken head are missing, broken statements are missing or define an unreadable value. Such a
 * tree is good for finding further errors and for nothing else.
 */
public record ParseResult(NormFile file, List<Diagnostic> diagnostics) {

    public ParseResult {
        diagnostics = List.copyOf(diagnostics);
    }
}
