package dev.normc.runtime.random;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A statement, an input or an output of a random program.
 *
 * @param construct which row of the generator made it
 * @param template its text, as in {@link Template}
 * @param name what it defines or moves
 * @param axes the axes that it names
 * @param operands the expressions in it
 */
record Line(String construct, String template, String name, List<String> axes, List<Term> operands) {

    /** The template of a value with a name. */
    static final String VALUE = "@ = $0";

    Line {
        axes = List.copyOf(axes);
        operands = List.copyOf(operands);
    }

    /** @param writing how axes are written */
    String text(UnaryOperator<List<String>> writing) {
        return Template.fill(template, name, axes, operands, writing);
    }

    Line withOperands(List<Term> other) {
        return new Line(construct, template, name, axes, other);
    }

    Line withAxes(List<String> other) {
        return new Line(construct, template, name, other, operands);
    }

    /** Whether it gives an array its axes. */
    boolean declares() {
        return template.startsWith("param ") || template.startsWith("data ") || template.startsWith("state ");
    }

    /** Whether it gives a value a name. */
    boolean isValue() {
        return template.equals(VALUE);
    }

    Stream<Term> terms() {
        return operands.stream().flatMap(Term::all);
    }
}
