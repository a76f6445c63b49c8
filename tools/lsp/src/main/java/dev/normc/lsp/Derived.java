package dev.normc.lsp;

import dev.normc.compiler.Compilation;
import dev.normc.compiler.Compilation.Variant;
import dev.normc.compiler.graph.Binding;
import dev.normc.compiler.graph.FormulaPrinter;
import dev.normc.compiler.graph.FormulaPrinter.Formula;
import dev.normc.compiler.graph.GraphBuilder;
import dev.normc.compiler.graph.GraphPrinter;
import dev.normc.compiler.graph.JointGraph;
import dev.normc.compiler.graph.Node;
import dev.normc.compiler.graph.Role;
import dev.normc.compiler.graph.Tensor;
import dev.normc.compiler.plan.Decision;
import dev.normc.compiler.plan.Plan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the compiler made of a norm, about one name of it, in the formulas of {@code normc explain}. */
final class Derived {

    private final Compilation compilation;

    /**
     * What there is to say in one mode.
     *
     * @param mode {@code training} or {@code inference}; empty where they do not differ
     */
    record InMode(String mode, List<String> lines) {

        InMode {
            lines = List.copyOf(lines);
        }
    }

    /** What is found in one variant. */
    @FunctionalInterface
    private interface Finder {
        List<String> find(Plan plan, Variant variant);
    }

    Derived(Compilation compilation) {
        this.compilation = compilation;
    }

    /** All formulas of the forward. */
    List<InMode> forward() {
        return inModes((plan, variant) -> FormulaPrinter.forward(plan.graph(), plan.names()));
    }

    /** The formulas that the backward has besides. */
    List<InMode> backward() {
        return inModes((plan, variant) -> {
            List<String> lines = new ArrayList<>(FormulaPrinter.backward(plan.graph(), plan.names()));
            lines.removeAll(FormulaPrinter.forward(plan.graph(), plan.names()));
            return lines;
        });
    }

    /** The gradient of an input or a parameter, then what it rests on that the program has no name for. */
    List<InMode> gradient(String name) {
        return inModes((plan, variant) -> gradient(plan, name));
    }

    /** How a value or an output is computed. */
    List<InMode> value(String name) {
        return inModes((plan, variant) -> value(plan, variant, name));
    }

    /** The next value of a state, be it of the forward or of the backward. */
    List<InMode> update(String name) {
        return inModes((plan, variant) -> {
            List<Formula> all = new ArrayList<>(FormulaPrinter.forwardFormulas(plan.graph(), plan.names()));
            all.addAll(FormulaPrinter.backwardFormulas(plan.graph(), plan.names()));
            return all.stream()
                    .filter(formula -> is(formula.tensor(), Role.STATE, name))
                    .map(Formula::text)
                    .distinct()
                    .toList();
        });
    }

    /** What becomes of a value between forward and backward of training, if the backward needs it. */
    Optional<String> storage(String name) {
        Plan plan = compilation.training().plan();
        return plan.decisions().stream()
                .filter(decision -> decision.name().equals(name))
                .map(decision -> storage(decision.storage()) + decision.reason())
                .findFirst();
    }

    private static String storage(Decision.Storage storage) {
        return switch (storage) {
            case SAVED -> "the forward saves it for the backward: ";
            case RECOMPUTED -> "the backward computes it again: ";
            case GIVEN -> "the backward is given it again: ";
        };
    }

    /** The number that a constant is. */
    Optional<Double> constant(String name) {
        return Optional.ofNullable(compilation.signature().constants().get(name));
    }

    private List<InMode> inModes(Finder finder) {
        Variant training = compilation.training();
        List<String> trained = finder.find(training.plan(), training);
        List<String> inferred = compilation
                .inference()
                .map(variant -> finder.find(variant.plan(), variant))
                .orElse(trained);
        if (trained.equals(inferred)) {
            return trained.isEmpty() ? List.of() : List.of(new InMode("", trained));
        }
        return List.of(new InMode("training", trained), new InMode("inference", inferred)).stream()
                .filter(mode -> !mode.lines().isEmpty())
                .toList();
    }

    private static List<String> gradient(Plan plan, String name) {
        JointGraph joint = plan.graph();
        Optional<Binding> wanted = joint.gradients().stream()
                .filter(binding -> is(Optional.of(binding.tensor()), Role.GRADIENT, name))
                .findFirst();
        if (wanted.isEmpty()) {
            return List.of();
        }
        Set<Node> inside =
                new HashSet<>(GraphBuilder.reachable(List.of(wanted.get().value())));
        List<String> lines = new ArrayList<>();
        for (Formula formula : FormulaPrinter.backwardFormulas(joint, plan.names())) {
            boolean result = is(formula.tensor(), Role.GRADIENT, name);
            boolean named = joint.forward().names().containsKey(formula.value());
            if (result) {
                lines.add(0, formula.text());
            } else if (inside.contains(formula.value()) && !named && !isState(formula)) {
                lines.add(formula.text());
            }
        }
        return lines;
    }

    private static boolean isState(Formula formula) {
        return formula.tensor().filter(tensor -> tensor.role() == Role.STATE).isPresent();
    }

    private static List<String> value(Plan plan, Variant variant, String name) {
        Optional<Node> simplified = node(plan.graph().forward().names(), name);
        Optional<Formula> formula = FormulaPrinter.forwardFormulas(plan.graph(), plan.names()).stream()
                .filter(line -> is(line.tensor(), Role.OUTPUT, name)
                        || simplified.filter(line.value()::equals).isPresent())
                .findFirst();
        if (formula.isPresent()) {
            return List.of(formula.get().text());
        }
        Map<Node, String> written = variant.lowered().names();
        return node(written, name)
                .map(node -> name + (node.axes().isEmpty() ? "" : node.axes()) + " = "
                        + new GraphPrinter(written).definition(node))
                .stream()
                .toList();
    }

    private static Optional<Node> node(Map<Node, String> names, String name) {
        return names.entrySet().stream()
                .filter(entry -> entry.getValue().equals(name))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static boolean is(Optional<Tensor> tensor, Role role, String name) {
        return tensor.filter(one -> one.role() == role && one.name().equals(name))
                .isPresent();
    }

    /** A number as a person writes it. */
    static String number(double value) {
        return GraphPrinter.number(value).toLowerCase(Locale.ROOT);
    }
}
