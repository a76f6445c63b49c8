package dev.normc.runtime.random;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * An expression of a random program.
 *
 * @param construct which row of the generator made it
 * @param kind number or condition
 * @param template its text: {@code $0} is operand 0, {@code %0} the same in parentheses unless it needs none, {@code #}
 *     the axes in brackets, {@code ~} the axes alone
 * @param axes the axes that it names
 * @param operands the terms in it
 * @param traits what the generator knows of it; meaningless once the shrinker has changed something
 */
record Term(String construct, Kind kind, String template, List<String> axes, List<Term> operands, Traits traits) {

    Term {
        axes = List.copyOf(axes);
        operands = List.copyOf(operands);
    }

    /** A number without operands, as the shrinker puts it in the place of others. */
    static Term literal(String text) {
        return new Term("literal", Kind.NUMBER, text, List.of(), List.of(), Traits.ONE);
    }

    /** An input, as the shrinker puts it in the place of other names. */
    static Term input(String name) {
        return new Term("input", Kind.NUMBER, name, List.of(), List.of(), Traits.ONE);
    }

    /** @param writing how axes are written */
    String text(UnaryOperator<List<String>> writing) {
        return Template.fill(template, "", axes, operands, writing);
    }

    /** Whether it can be an operand without parentheses. */
    boolean isAtom() {
        int depth = 0;
        for (int i = 0; i < template.length(); i++) {
            char sign = template.charAt(i);
            depth += sign == '(' ? 1 : sign == ')' ? -1 : 0;
            if (depth == 0 && (sign == ' ' || sign == '^' || sign == '-')) {
                return sign == '-' && i > 0 && template.charAt(i - 1) == 'e'; // 1e-5
            }
        }
        return true;
    }

    /** Whether it calls a definition or a norm. */
    boolean isCall() {
        return construct.startsWith("call ");
    }

    /** Whether it calls a norm. */
    boolean isNormCall() {
        return construct.equals(Calls.OWN) || construct.equals(Calls.LIBRARY);
    }

    /** Whether it is a reduction of the language. */
    boolean isReduction() {
        return template.contains("#(") && !isCall();
    }

    /** What a call calls. */
    String callee() {
        return template.split("[\\[(#]", 2)[0];
    }

    Term withOperands(List<Term> other) {
        return new Term(construct, kind, template, axes, other, traits);
    }

    Term withOperand(int index, Term other) {
        List<Term> changed = new ArrayList<>(operands);
        changed.set(index, other);
        return withOperands(changed);
    }

    Term withAxes(List<String> other) {
        return new Term(construct, kind, template, other, operands, traits);
    }

    /** This term and all in it. */
    Stream<Term> all() {
        return Stream.concat(Stream.of(this), operands.stream().flatMap(Term::all));
    }
}
