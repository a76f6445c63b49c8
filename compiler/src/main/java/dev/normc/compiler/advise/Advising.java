package dev.normc.compiler.advise;

import dev.normc.compiler.graph.Graph;
import dev.normc.compiler.graph.Node;
import dev.normc.dsl.diagnostic.Diagnostic;
import dev.normc.dsl.source.Source;
import dev.normc.dsl.source.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Advises on a norm: the front door of this package. */
public final class Advising {

    private Advising() {}

    /**
     * All advice on a norm; what both modes have in common is said once.
     *
     * @param source where the norm is written
     * @param training its forward as it is written, for training
     * @param inference the same for inference
     * @param foreign the places of calls that norms of other texts stand in, on which no advice is given
     */
    public static List<Diagnostic> advise(Source source, Graph training, Graph inference, Set<Span> foreign) {
        Assumptions assumptions = Assumptions.of(training);
        List<Diagnostic> advice = new ArrayList<>();
        Set<Diagnostic> said = new HashSet<>();
        for (Graph mode : List.of(training, inference)) {
            Facts facts = new Facts(source, mode, assumptions);
            for (Node node : facts.nodes()) {
                if (!node.uniform() && !foreign.contains(node.origin())) {
                    for (Advice piece : Advices.ALL) {
                        piece.finder()
                                .find(node, facts)
                                .filter(found -> said.add(place(found)))
                                .ifPresent(advice::add);
                    }
                }
            }
        }
        return advice;
    }

    /** Modes may have other names for a value; one place gets one warning of a kind. */
    private static Diagnostic place(Diagnostic found) {
        return new Diagnostic(found.severity(), found.code(), found.span(), "", "");
    }
}
