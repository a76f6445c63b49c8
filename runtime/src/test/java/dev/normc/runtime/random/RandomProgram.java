package dev.normc.runtime.random;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A random program.
 *
 * @param name of its norm
 * @param preamble what stands before the norm
 * @param inputs the inputs
 * @param body all statements but the return
 * @param outputs what is returned
 * @param axes all axes
 */
record RandomProgram(
        String name, List<Line> preamble, List<Line> inputs, List<Line> body, List<Line> outputs, List<String> axes) {

    RandomProgram {
        preamble = List.copyOf(preamble);
        inputs = List.copyOf(inputs);
        body = List.copyOf(body);
        outputs = List.copyOf(outputs);
        axes = List.copyOf(axes);
    }

    /** The program as a person would write it. */
    String text() {
        return preamble.stream().map(line -> line.text() + "\n").collect(Collectors.joining())
                + "norm " + name + "(" + inputs.stream().map(Line::text).collect(Collectors.joining(", ")) + ") {\n"
                + body.stream().map(line -> "    " + line.text() + "\n").collect(Collectors.joining())
                + "    return " + outputs.stream().map(Line::text).collect(Collectors.joining(", ")) + "\n}\n";
    }

    Stream<Line> lines() {
        return Stream.of(preamble, inputs, body, outputs).flatMap(List::stream);
    }

    /** The rows of the generator that made it. */
    Set<String> constructs() {
        return Stream.concat(
                        lines().map(Line::construct),
                        lines().flatMap(Line::terms).map(Term::construct))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** About how large it is: the measure that the shrinker brings down. */
    int weight() {
        int words = lines().mapToInt(line -> 3
                        + (line.name().isEmpty() ? 0 : 1)
                        + line.axes().size()
                        + line.terms().mapToInt(RandomProgram::weight).sum())
                .sum();
        return words + preamble.size() + name.length();
    }

    private static int weight(Term term) {
        int own = switch (term.construct()) {
            case "literal" -> 1;
            case "input" -> 2;
            default -> 3;
        };
        return own + term.axes().size();
    }
}
