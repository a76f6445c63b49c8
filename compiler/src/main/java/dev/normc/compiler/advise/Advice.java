package dev.normc.compiler.advise;

import dev.normc.compiler.graph.Node;
import dev.normc.dsl.diagnostic.Diagnostic;
import java.util.Optional;

/**
 * A piece of advice.
 *
 * @param code of its warning
 * @param finder looks at one value
 */
record Advice(String code, Finder finder) {

    /** What is to be said of a value, if anything. */
    @FunctionalInterface
    interface Finder {
        Optional<Diagnostic> find(Node node, Facts facts);
    }
}
