package dev.normc.dsl.check;

import dev.normc.dsl.ast.Expression;
import dev.normc.dsl.ast.Expression.Binary;
import dev.normc.dsl.ast.Expression.Call;
import dev.normc.dsl.ast.Expression.Conditional;
import dev.normc.dsl.ast.Expression.Reduction;
import dev.normc.dsl.ast.Expression.Reference;
import dev.normc.dsl.ast.Expression.Running;
import dev.normc.dsl.ast.Expression.Unary;
import dev.normc.dsl.ast.Statement;
import dev.normc.dsl.ast.Statement.Backward;
import dev.normc.dsl.ast.Statement.Gradient;
import dev.normc.dsl.ast.Statement.Let;
import dev.normc.dsl.ast.Statement.Return;
import dev.normc.dsl.diagnostic.Findings;
import dev.normc.dsl.diagnostic.MeaningMessages;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Step functions that a gradient would have to pass: those of what depends on an input or a parameter, on the way to an
 * output. The gradient is followed from the outputs backwards, as differentiation will do it.
 */
final class Steps {

    private final Findings findings;
    private final Set<Call> active = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<String> reached = new HashSet<>();
    private final Map<String, Backward> blocks = new HashMap<>();

    Steps(Findings findings) {
        this.findings = findings;
    }

    /** Takes the call of a step function, of {@code type}. */
    Type add(Call call, Type type) {
        if (type.active()) {
            active.add(call);
        }
        return type;
    }

    /** Reports the calls that a gradient reaches in a norm of these plain statements. */
    void report(List<Statement> plain) {
        for (int i = plain.size() - 1; i >= 0 && !active.isEmpty(); i--) {
            Statement statement = plain.get(i);
            if (statement instanceof Return returned) {
                returned.outputs().forEach(output -> follow(output.value(), ""));
            } else if (statement instanceof Backward block
                    && reached.contains(block.value().text())) {
                follow(block);
            } else if (statement instanceof Let let
                    && reached.contains(let.name().text())) {
                boolean blocked = blocks.containsKey(let.name().text());
                follow(let.value(), blocked ? let.name().text() : "");
            }
        }
    }

    private void follow(Backward block) {
        blocks.put(block.value().text(), block);
        for (Statement statement : block.body()) {
            if (statement instanceof Gradient gradient) {
                reached.add(gradient.target().text());
            }
        }
    }

    /** {@code blocked}: the value with a block of its own that {@code root} defines, else empty. */
    private void follow(Expression root, String blocked) {
        if (root instanceof Reference reference) {
            reached.add(reference.name().text());
        } else if (root instanceof Unary unary) {
            follow(unary.operand(), blocked);
        } else if (root instanceof Binary binary) {
            List<Binary> links = binary.leftSpine();
            follow(links.get(0).left(), blocked);
            links.forEach(link -> follow(link.right(), blocked));
        } else if (root instanceof Conditional conditional) {
            follow(conditional.consequence(), blocked);
            follow(conditional.alternative(), blocked);
        } else if (root instanceof Reduction reduction) {
            follow(reduction.value(), blocked);
        } else if (root instanceof Running running) {
            follow(running.statistic(), blocked);
        } else if (root instanceof Call call) {
            follow(call, blocked);
        }
    }

    private void follow(Call call, String blocked) {
        String name = call.function().text();
        Function.Gradient gradient = Function.find(name).map(Function::gradient).orElse(Function.Gradient.STOPS);
        if (gradient == Function.Gradient.PASSES) {
            call.arguments().forEach(argument -> follow(argument, blocked));
        } else if (gradient == Function.Gradient.UNDEFINED && active.remove(call)) {
            findings.add(
                    blocked.isEmpty()
                            ? MeaningMessages.noGradient(call.span(), name)
                            : MeaningMessages.noGradientInInference(call.span(), name, blocked));
        }
    }
}
