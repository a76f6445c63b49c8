package dev.normc.examples.transformer;

import dev.normc.compiler.Compilation.Variant;
import dev.normc.compiler.graph.Axis;
import dev.normc.compiler.graph.Binding;
import dev.normc.compiler.graph.GraphBuilder;
import dev.normc.compiler.graph.JointGraph;
import dev.normc.compiler.graph.Node;
import dev.normc.compiler.graph.Operation;
import dev.normc.compiler.graph.Role;
import dev.normc.compiler.graph.Tensor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether one token's values get into another's. Values over different tokens meet in reductions over them and nowhere
 * else, since an operator takes values of the same place. So it is enough to look for such reductions on the way to the
 * output, to the gradient of the input and to the states that later steps read. Parameters may have theirs from all
 * tokens, as in every layer.
 */
final class Mixing {

    private Mixing() {}

    /** Half a sentence on the first place where tokens meet, if there is one. */
    static Optional<String> of(NormFit fit) {
        Variant training = fit.norm().compilation().training();
        Optional<String> found = of(fit, training.derived());
        return found.or(() -> fit.norm().compilation().inference().flatMap(variant -> of(fit, variant.derived())));
    }

    private static Optional<String> of(NormFit fit, JointGraph graph) {
        List<Binding> outputs = graph.forward().outputs().stream()
                .filter(output -> output.tensor().equals(fit.output()))
                .toList();
        List<Binding> gradients = graph.gradients().stream()
                .filter(gradient -> gradient.tensor().name().equals(fit.input().name()))
                .toList();
        return first(fit, outputs)
                .map(axes -> "its statistics run over the tokens of a batch (" + axes + ")")
                .or(() -> first(fit, joined(graph.forward().updates(), graph.updates()))
                        .map(axes -> "its states gather statistics over the tokens of a batch (" + axes + ")"))
                .or(() -> first(fit, gradients)
                        .map(axes -> "its gradients run over the tokens of a batch (" + axes + ")"));
    }

    private static List<Binding> joined(List<Binding> first, List<Binding> second) {
        List<Binding> joined = new ArrayList<>(first);
        joined.addAll(second);
        return joined;
    }

    /** The token axes of the first reduction of what depends on the tokens, with the reduction's word. */
    private static Optional<String> first(NormFit fit, List<Binding> bindings) {
        Set<Axis> tokens = fit.tokenAxes();
        Set<Node> dependent = new HashSet<>();
        for (Node node :
                GraphBuilder.reachable(bindings.stream().map(Binding::value).toList())) {
            if (isToken(node) || node.inputs().stream().anyMatch(dependent::contains)) {
                dependent.add(node);
            }
            if (node.operation() instanceof Operation.Reduce reduce && dependent.contains(node.input(0))) {
                List<String> over = tokens.stream()
                        .filter(reduce.over()::contains)
                        .map(Axis::name)
                        .sorted()
                        .toList();
                if (!over.isEmpty()) {
                    return Optional.of("along " + String.join(", ", over));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isToken(Node node) {
        if (!(node.operation() instanceof Operation.Read read)) {
            return false;
        }
        Tensor tensor = read.tensor();
        return tensor.role() == Role.INPUT || tensor.role() == Role.UPSTREAM;
    }
}
