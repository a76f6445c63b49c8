package dev.normc.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.normc.compiler.graph.Axis;
import dev.normc.compiler.graph.Graph;
import dev.normc.compiler.graph.GraphBuilder;
import dev.normc.compiler.graph.Node;
import dev.normc.compiler.graph.Operation;
import dev.normc.compiler.graph.Role;
import dev.normc.compiler.lower.Lowering;
import dev.normc.dsl.Dsl;
import dev.normc.dsl.library.Kind;
import dev.normc.dsl.library.Library;
import dev.normc.dsl.source.Source;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The kinds in the library's index are those of the graphs; whether a norm is residual, people say. */
class KindsTest {

    @Test
    void theIndexIsRight() {
        Map<String, Set<Kind>> written = new TreeMap<>();
        Map<String, Set<Kind>> found = new TreeMap<>();
        for (String name : Library.names()) {
            Set<Kind> kinds = EnumSet.noneOf(Kind.class);
            kinds.addAll(Library.kinds(name));
            kinds.remove(Kind.RESIDUAL);
            written.put(name, kinds);
            found.put(name, kinds(name));
        }
        assertEquals(found, written, "the lines of the index of the library; add `residual` by hand");
    }

    private static Set<Kind> kinds(String name) {
        Source source = Library.find(name).orElseThrow();
        Graph graph = Lowering.lower(source, Dsl.read(source).norms().get(0), Map.of(), true);
        Set<Axis> reduced = reducedAxes(graph);
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        if (reduced.isEmpty()) {
            kinds.add(Kind.POINTWISE);
        } else if (reduced.stream().anyMatch(batchAxes(graph)::contains)) {
            kinds.add(Kind.BATCH);
        } else {
            kinds.add(Kind.PER_SAMPLE);
        }
        if (!graph.signature().states().isEmpty()) {
            kinds.add(Kind.STATE);
        }
        return kinds;
    }

    /** The axes that the outputs need reductions over of what the inputs make vary. */
    private static Set<Axis> reducedAxes(Graph graph) {
        Set<Axis> axes = new LinkedHashSet<>();
        List<Node> results = new java.util.ArrayList<>();
        graph.outputs().forEach(output -> results.add(output.value()));
        graph.updates().forEach(update -> results.add(update.value()));
        for (Node node : GraphBuilder.reachable(results)) {
            if (node.operation() instanceof Operation.Reduce reduce && readsInput(node)) {
                axes.addAll(reduce.over().list());
            }
        }
        return axes;
    }

    private static boolean readsInput(Node node) {
        return GraphBuilder.reachable(List.of(node)).stream()
                .anyMatch(part -> part.operation() instanceof Operation.Read read
                        && read.tensor().role() == Role.INPUT);
    }

    /** The outermost axis of the first input, and a part that batches are split into. */
    private static Set<Axis> batchAxes(Graph graph) {
        Set<Axis> axes = new LinkedHashSet<>();
        Axis first = graph.signature().inputs().get(0).layout().get(0);
        axes.add(first);
        graph.signature().splits().stream()
                .filter(split -> split.parts().contains(first))
                .forEach(split -> axes.addAll(split.parts()));
        return axes;
    }
}
