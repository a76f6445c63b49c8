package dev.normc.dsl.check;

import dev.normc.dsl.ast.Definition;
import dev.normc.dsl.ast.Expression;
import dev.normc.dsl.ast.Name;
import dev.normc.dsl.ast.Norm;
import dev.normc.dsl.ast.NormFile;
import dev.normc.dsl.ast.Statement;
import dev.normc.dsl.ast.Statement.Backward;
import dev.normc.dsl.ast.Statement.Const;
import dev.normc.dsl.ast.Statement.Data;
import dev.normc.dsl.ast.Statement.Define;
import dev.normc.dsl.ast.Statement.Let;
import dev.normc.dsl.ast.Statement.Param;
import dev.normc.dsl.ast.Statement.State;
import dev.normc.dsl.diagnostic.AdviceMessages;
import dev.normc.dsl.diagnostic.Diagnostic;
import dev.normc.dsl.expand.References;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Names that a program defines and nothing in it reads, as it is written. A state that its own update reads is used:
 * the caller can read states. A name that only an unused name reads is used, too: with one mended the next appears.
 */
final class UnusedNames {

    private final NormFile file;
    private final List<Diagnostic> warnings = new ArrayList<>();

    UnusedNames(NormFile file) {
        this.file = file;
    }

    /** The unused names of {@code norms}, and the definitions outside of norms if those are all that there are. */
    List<Diagnostic> of(List<Norm> norms) {
        norms.forEach(this::check);
        if (norms.size() == file.norms().size()) {
            Set<String> called = new HashSet<>();
            norms.forEach(norm -> called.addAll(called(expressions(norm.body()))));
            file.definitions().forEach(definition -> called.addAll(calledIn(definition)));
            file.definitions().forEach(definition -> check(definition, called));
        }
        return warnings;
    }

    private void check(Norm norm) {
        Set<String> read = reads(norm.body());
        norm.splits().forEach(split -> split.parts().forEach(part -> read.add(part.text())));
        norm.inputs().forEach(input -> check(input.name(), Role.INPUT, read));
        Set<String> called = called(expressions(norm.body()));
        for (Statement statement : norm.body()) {
            Declared.name(statement).ifPresent(name -> check(name, role(statement), read));
            if (statement instanceof Define define) {
                check(define.definition(), called);
            } else if (statement instanceof Backward block) {
                check(norm, block);
            }
        }
    }

    private void check(Name name, Role role, Set<String> read) {
        if (!read.contains(name.text())) {
            warnings.add(AdviceMessages.unusedName(name.span(), role.noun(), name.text()));
        }
    }

    /** The values of a block; those that are gradients are what the block is there for. */
    private void check(Norm norm, Backward block) {
        Set<String> read = reads(block.body());
        for (Statement statement : block.body()) {
            if (statement instanceof Let let && !isGradient(norm, let.name().text())) {
                check(let.name(), Role.VALUE, read);
            }
        }
    }

    /** Whether the name is {@code d} and a name that the norm has, or that a call brings it. */
    private static boolean isGradient(Norm norm, String name) {
        if (!name.startsWith("d")) {
            return false;
        }
        String target = name.substring(1);
        return norm.inputs().stream().anyMatch(input -> input.name().text().equals(target))
                || norm.body().stream()
                        .flatMap(statement -> Declared.name(statement).stream())
                        .map(Name::text)
                        .anyMatch(known -> target.equals(known) || target.startsWith(known + "_"))
                || norm.body().stream()
                        .flatMap(statement -> References.of(statement).stream())
                        .flatMap(expression -> References.called(expression).stream())
                        .anyMatch(callee -> target.startsWith(callee + "_"));
    }

    private void check(Definition definition, Set<String> called) {
        if (!called.contains(definition.name().text())) {
            warnings.add(AdviceMessages.unusedDefinition(
                    definition.name().span(), definition.name().text()));
        }
        Set<String> read = References.read(definition.body());
        definition.parameters().forEach(parameter -> check(parameter, Role.VALUE, read));
    }

    private static Role role(Statement statement) {
        if (statement instanceof Param) {
            return Role.PARAM;
        } else if (statement instanceof Const) {
            return Role.CONST;
        } else if (statement instanceof Data) {
            return Role.DATA;
        }
        return statement instanceof State ? Role.STATE : Role.VALUE;
    }

    /** The names of the norm that its statements read; a definition's own names hide them. */
    private static Set<String> reads(List<Statement> body) {
        Set<String> read = new LinkedHashSet<>();
        for (Statement statement : body) {
            if (statement instanceof Define define) {
                Definition definition = define.definition();
                Set<String> inside = References.read(definition.body());
                definition.parameters().forEach(parameter -> inside.remove(parameter.text()));
                definition.axes().forEach(axis -> inside.remove(axis.text()));
                read.addAll(inside);
            } else {
                References.of(statement).forEach(expression -> read.addAll(References.read(expression)));
            }
        }
        return read;
    }

    private static List<Expression> expressions(List<Statement> body) {
        return body.stream()
                .flatMap(statement -> References.of(statement).stream())
                .toList();
    }

    private static Set<String> called(List<Expression> expressions) {
        Set<String> called = new HashSet<>();
        expressions.forEach(expression -> called.addAll(References.called(expression)));
        return called;
    }

    /** What the definition calls. */
    private static Set<String> calledIn(Definition definition) {
        return References.called(definition.body());
    }
}
