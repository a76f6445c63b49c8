package dev.normc.runtime.random;

import java.util.List;
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

    Line {
        axes = List.copyOf(axes);
        operands = List.copyOf(operands);
    }

    String text() {
        return Template.fill(template, name, axes, operands);
    }

    Line withOperands(List<Term> other) {
        return new Line(construct, template, name, axes, other);
    }

    Line withAxes(List<String> other) {
        return new Line(construct, template, name, other, operands);
    }

    Stream<Term> terms() {
        return operands.stream().flatMap(Term::all);
    }
}
