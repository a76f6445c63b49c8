package dev.normc.runtime.random;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
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
 * @param axes all axes; the parts of split ones
 * @param splits the axes that are split
 * @param callees further norms of the same text, which this one may call
 */
record RandomProgram(
        String name,
        List<Line> preamble,
        List<Line> inputs,
        List<Line> body,
        List<Line> outputs,
        List<String> axes,
        List<Split> splits,
        List<RandomProgram> callees) {

    /** The constant that says how long a part of a split axis is. */
    static final String PART_SIZE = "part size";

    /** A call weighs more than what it stands for, so that the shrinker prefers that. */
    private static final int CALL = 1_000;

    RandomProgram {
        preamble = List.copyOf(preamble);
        inputs = List.copyOf(inputs);
        body = List.copyOf(body);
        outputs = List.copyOf(outputs);
        axes = List.copyOf(axes);
        splits = List.copyOf(splits);
        callees = List.copyOf(callees);
    }

    RandomProgram withLines(List<Line> newPreamble, List<Line> newInputs, List<Line> newBody, List<Line> newOutputs) {
        return new RandomProgram(name, newPreamble, newInputs, newBody, newOutputs, axes, splits, callees);
    }

    RandomProgram withCallees(List<RandomProgram> other) {
        return new RandomProgram(name, preamble, inputs, body, outputs, axes, splits, other);
    }

    RandomProgram withAxes(List<String> otherAxes, List<Split> otherSplits) {
        return new RandomProgram(name, preamble, inputs, body, outputs, otherAxes, otherSplits, callees);
    }

    RandomProgram withName(String other) {
        return new RandomProgram(other, preamble, inputs, body, outputs, axes, splits, callees);
    }

    /** The program as a person would write it. */
    String text() {
        return preamble.stream()
                        .map(line -> line.text(UnaryOperator.identity()) + "\n")
                        .collect(Collectors.joining())
                + callees.stream().map(RandomProgram::text).collect(Collectors.joining())
                + norm();
    }

    /** Of the declarations, the first that can splits an axis; all that follow write the whole. */
    private String norm() {
        Set<String> declared = new HashSet<>();
        return "norm " + name + "("
                + inputs.stream().map(line -> line.text(declaring(declared))).collect(Collectors.joining(", "))
                + ") {\n"
                + body.stream()
                        .map(line -> "    " + line.text(line.declares() ? declaring(declared) : writing()) + "\n")
                        .collect(Collectors.joining())
                + "    return "
                + outputs.stream().map(line -> line.text(writing())).collect(Collectors.joining(", ")) + "\n}\n";
    }

    private UnaryOperator<List<String>> writing() {
        return list -> Split.written(list, splits);
    }

    private UnaryOperator<List<String>> declaring(Set<String> declared) {
        Map<String, String> declarations = new LinkedHashMap<>();
        splits.forEach(split -> declarations.put(split.whole(), split.declaration()));
        return list -> Split.written(list, splits).stream()
                .map(axis -> declarations.containsKey(axis) && declared.add(axis)
                        ? declarations.getOrDefault(axis, axis)
                        : axis)
                .toList();
    }

    /** The sizes that constants of the program say. */
    Map<String, Integer> fixedSizes() {
        Map<String, Integer> sizes = new LinkedHashMap<>();
        body.stream()
                .filter(line -> line.construct().equals(PART_SIZE))
                .forEach(line -> sizes.put(
                        line.name(), Integer.valueOf(line.operands().get(0).template())));
        return sizes;
    }

    /** All lines, those of the norms that it may call among them. */
    Stream<Line> lines() {
        return Stream.concat(
                Stream.of(preamble, inputs, body, outputs).flatMap(List::stream),
                callees.stream().flatMap(RandomProgram::lines));
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
        return words + preamble.size() + name.length() + 2 * splits.size() + 10 * callees.size();
    }

    private static int weight(Term term) {
        int own = switch (term.construct()) {
            case "literal" -> 1;
            case "input" -> 2;
            default -> 3;
        };
        return own + term.axes().size() + (term.isCall() ? CALL : 0);
    }
}
