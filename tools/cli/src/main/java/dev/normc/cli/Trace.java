package dev.normc.cli;

import dev.normc.cli.Explanation.Kind;
import dev.normc.cli.Explanation.Part;
import dev.normc.compiler.Compilation;
import dev.normc.compiler.Compilation.Variant;
import dev.normc.compiler.Firing;
import dev.normc.compiler.graph.GraphPrinter;
import dev.normc.compiler.graph.Node;
import dev.normc.compiler.graph.Operation;
import dev.normc.dsl.source.Source;
import dev.normc.dsl.source.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The steps of the simplification, as they were taken: one part for each forward and backward. */
final class Trace {

    private Trace() {}

    /** The steps of both variants; those of inference only if it is a variant of its own. */
    static List<Part> parts(Compilation compilation, List<Firing> firings, Source source) {
        List<Part> parts = new ArrayList<>();
        boolean both = compilation.inference().isPresent();
        for (boolean training : both ? new boolean[] {true, false} : new boolean[] {true}) {
            Map<Node, String> names = names(compilation.variant(training));
            for (boolean backward : new boolean[] {false, true}) {
                List<String> lines = firings.stream()
                        .filter(firing -> firing.training() == training && firing.backward() == backward)
                        .flatMap(firing -> lines(firing, names, source).stream())
                        .toList();
                String mode = both ? training ? ", training" : ", inference" : "";
                String title = "Simplification of the " + (backward ? "backward" : "forward") + mode;
                List<String> shown = lines.isEmpty() ? List.of("no rule fired") : lines;
                parts.add(new Part(title, Kind.STEPS, Optional.empty(), shown));
            }
        }
        return parts;
    }

    /** The program's names, and those of the formulas of this explanation, which write reductions out. */
    private static Map<Node, String> names(Variant variant) {
        Map<Node, String> names = new HashMap<>(variant.lowered().names());
        names.putAll(variant.plan().graph().forward().names());
        variant.plan().names().forEach((node, name) -> {
            if (!(node.operation() instanceof Operation.Reduce)) {
                names.putIfAbsent(node, name);
            }
        });
        return names;
    }

    /** The rule, what it fired on, and what it made of that; a value that has a name already by its name. */
    private static List<String> lines(Firing firing, Map<Node, String> names, Source source) {
        GraphPrinter printer = new GraphPrinter(names);
        Span origin = firing.before().origin();
        String place = origin.equals(Span.NONE) ? "" : ", line " + source.lineOf(origin.start());
        String exactness = firing.exactness().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return List.of(
                firing.rule() + " (" + exactness + ")" + place,
                "     " + printer.definition(firing.before()),
                "  -> " + printer.reference(firing.after()));
    }
}
