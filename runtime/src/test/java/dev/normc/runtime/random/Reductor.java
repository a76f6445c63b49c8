package dev.normc.runtime.random;

import dev.normc.dsl.Dsl;
import dev.normc.dsl.ast.NormFile;
import dev.normc.dsl.diagnostic.InvalidNormException;
import dev.normc.dsl.source.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Smaller versions of a program, most of them well-formed. */
final class Reductor {

    private final RandomProgram program;

    Reductor(RandomProgram program) {
        this.program = program;
    }

    List<RandomProgram> candidates() {
        List<RandomProgram> found = new ArrayList<>();
        for (String axis : program.axes()) {
            found.add(withoutAxis(axis));
        }
        program.splits().forEach(split -> found.add(withoutSplit(split)));
        expand(found);
        for (int i = 0; i < program.callees().size(); i++) {
            found.add(program.withCallees(without(program.callees(), i)));
        }
        removeLines(found);
        removeBlocks(found);
        for (int i = 0; i < program.body().size(); i++) {
            inline(program.body().get(i)).ifPresent(found::add);
            List<Line> body = without(program.body(), i);
            program.body()
                    .get(i)
                    .terms()
                    .filter(term -> term.kind() == Kind.NUMBER)
                    .forEach(term ->
                            found.add(copy(program.preamble(), program.inputs(), body, List.of(unnamed(term)))));
        }
        for (Line output : program.outputs()) {
            found.add(copy(
                    program.preamble(),
                    program.inputs(),
                    program.body(),
                    List.of(unnamed(output.operands().get(0)))));
        }
        changeLines(
                program.preamble(),
                (lines, index) -> copy(lines, program.inputs(), program.body(), program.outputs()),
                found);
        changeLines(
                program.body(),
                (lines, index) -> copy(program.preamble(), program.inputs(), lines, program.outputs()),
                found);
        changeLines(
                program.outputs(),
                (lines, index) -> copy(program.preamble(), program.inputs(), program.body(), lines),
                found);
        dropSingleAxes(found);
        if (program.name().length() > 1) {
            found.add(program.withName("R"));
        }
        return found;
    }

    private RandomProgram copy(List<Line> preamble, List<Line> inputs, List<Line> body, List<Line> outputs) {
        return program.withLines(preamble, inputs, Blocks.repaired(inputs, body), outputs);
    }

    @FunctionalInterface
    private interface Rebuilt {
        RandomProgram of(List<Line> lines, int index);
    }

    private void removeLines(List<RandomProgram> found) {
        for (int i = 0; i < program.preamble().size(); i++) {
            found.add(copy(without(program.preamble(), i), program.inputs(), program.body(), program.outputs()));
        }
        for (int i = 0; i < program.inputs().size() && program.inputs().size() > 1; i++) {
            found.add(copy(program.preamble(), without(program.inputs(), i), program.body(), program.outputs()));
        }
        for (int i = 0; i < program.body().size(); i++) {
            found.add(copy(program.preamble(), program.inputs(), without(program.body(), i), program.outputs()));
        }
        for (int i = 0; i < program.outputs().size() && program.outputs().size() > 1; i++) {
            found.add(copy(program.preamble(), program.inputs(), program.body(), without(program.outputs(), i)));
        }
    }

    private void removeBlocks(List<RandomProgram> found) {
        for (int i = 0; i < program.body().size(); i++) {
            if (program.body().get(i).construct().equals(Blocks.BEGIN)) {
                List<Line> body = new ArrayList<>(program.body());
                while (!body.remove(i).construct().equals(Blocks.END)) {
                    // up to its brace
                }
                found.add(copy(program.preamble(), program.inputs(), body, program.outputs()));
            }
        }
    }

    private static Line unnamed(Term value) {
        return new Line("unnamed output", "$0", "", List.of(), List.of(value));
    }

    private static <T> List<T> without(List<T> list, int index) {
        List<T> rest = new ArrayList<>(list);
        rest.remove(index);
        return rest;
    }

    /** Removes a value and writes its expression where its name stands. */
    private Optional<RandomProgram> inline(Line line) {
        if (!line.isValue()) {
            return Optional.empty();
        }
        Term value = line.operands().get(0);
        UnaryOperator<Term> replace = term -> term.operands().isEmpty()
                        && term.construct().equals("reference")
                        && term.template().equals(line.name())
                ? value
                : term;
        List<Line> body = new ArrayList<>();
        for (Line other : program.body()) {
            if (other != line) {
                body.add(mapped(other, replace));
            }
        }
        List<Line> outputs = program.outputs().stream()
                .map(output -> mapped(output, replace))
                .toList();
        return Optional.of(copy(program.preamble(), program.inputs(), body, outputs));
    }

    private static Line mapped(Line line, UnaryOperator<Term> change) {
        return line.withOperands(
                line.operands().stream().map(term -> mapped(term, change)).toList());
    }

    private static Term mapped(Term term, UnaryOperator<Term> change) {
        List<Term> operands =
                term.operands().stream().map(operand -> mapped(operand, change)).toList();
        return change.apply(term.withOperands(operands));
    }

    /** The program without an axis; a reduction that has no other gives way to its operand. */
    private RandomProgram withoutAxis(String axis) {
        UnaryOperator<Term> drop = term -> {
            if (!term.axes().contains(axis)) {
                return term;
            }
            List<String> rest = new ArrayList<>(term.axes());
            rest.remove(axis);
            Term number = Term.literal("1");
            Term smaller = !term.operands().isEmpty()
                    ? term.operands().get(0)
                    : term.kind() == Kind.NUMBER
                            ? number
                            : new Term(">", Kind.CONDITION, "%0 > 0", List.of(), List.of(number), Traits.ONE);
            return rest.isEmpty() ? smaller : term.withAxes(rest);
        };
        Function<List<Line>, List<Line>> all = lines -> lines.stream()
                .map(line -> {
                    List<String> rest = new ArrayList<>(line.axes());
                    rest.remove(axis);
                    return mapped(line.withAxes(rest), drop);
                })
                .toList();
        List<String> axes = new ArrayList<>(program.axes());
        axes.remove(axis);
        Optional<Split> split = program.splits().stream()
                .filter(candidate -> candidate.parts().contains(axis))
                .findFirst();
        RandomProgram whole = split.map(this::withoutSplit).orElse(program);
        return whole.withLines(
                        all.apply(whole.preamble()),
                        all.apply(whole.inputs()),
                        all.apply(whole.body()),
                        all.apply(whole.outputs()))
                .withAxes(axes, whole.splits());
    }

    /** The parts are axes like any other. */
    private RandomProgram withoutSplit(Split split) {
        List<Split> rest = new ArrayList<>(program.splits());
        rest.remove(split);
        List<Line> body = program.body().stream()
                .filter(line -> !line.construct().equals(RandomProgram.PART_SIZE)
                        || !split.parts().contains(line.name()))
                .toList();
        return program.withLines(program.preamble(), program.inputs(), body, program.outputs())
                .withAxes(program.axes(), rest);
    }

    /** The program with all calls written out, if it has any. */
    private void expand(List<RandomProgram> found) {
        boolean calls = !program.preamble().isEmpty()
                || !program.callees().isEmpty()
                || program.lines().anyMatch(line -> line.template().startsWith("def "))
                || program.lines().flatMap(Line::terms).anyMatch(Term::isCall);
        if (!calls) {
            return;
        }
        try {
            NormFile file = Dsl.read(new Source("random.norm", program.text()));
            found.add(FromTree.program(Dsl.norm(file, Optional.of(program.name()))));
        } catch (InvalidNormException refused) {
            return; // this is then what the search is about
        }
    }

    /** One axis less in one declaration. */
    private void dropSingleAxes(List<RandomProgram> found) {
        for (int i = 0; i < program.inputs().size(); i++) {
            for (String axis : program.inputs().get(i).axes()) {
                List<Line> inputs = new ArrayList<>(program.inputs());
                inputs.set(i, dropped(inputs.get(i), axis));
                found.add(copy(program.preamble(), inputs, program.body(), program.outputs()));
            }
        }
        for (int i = 0; i < program.body().size(); i++) {
            for (String axis : program.body().get(i).axes()) {
                List<Line> body = new ArrayList<>(program.body());
                body.set(i, dropped(body.get(i), axis));
                found.add(copy(program.preamble(), program.inputs(), body, program.outputs()));
            }
        }
    }

    private static Line dropped(Line line, String axis) {
        return line.withAxes(
                line.axes().stream().filter(other -> !other.equals(axis)).toList());
    }

    /** Each term in turn replaced by something smaller. */
    private void changeLines(List<Line> lines, Rebuilt rebuilt, List<RandomProgram> found) {
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            for (int j = 0; j < line.operands().size(); j++) {
                for (Term smaller : smaller(line.operands().get(j))) {
                    List<Term> operands = new ArrayList<>(line.operands());
                    operands.set(j, smaller);
                    List<Line> changed = new ArrayList<>(lines);
                    changed.set(i, line.withOperands(operands));
                    found.add(rebuilt.of(changed, i));
                }
            }
        }
    }

    /** The term with one part of it replaced: by an operand, by a number, or by itself with one axis less. */
    private List<Term> smaller(Term term) {
        List<Term> found = new ArrayList<>();
        if (term.construct().equals("reference")) {
            program.inputs().forEach(input -> found.add(Term.input(input.name())));
        }
        term.operands().stream()
                .filter(operand -> operand.kind() == term.kind())
                .forEach(found::add);
        if (term.kind() == Kind.NUMBER && !term.construct().equals("literal")) {
            found.add(Term.literal("1"));
            found.add(Term.literal("0.5"));
        }
        if (term.axes().size() > 1) {
            for (int i = 0; i < term.axes().size(); i++) {
                found.add(term.withAxes(without(term.axes(), i)));
            }
        }
        for (int i = 0; i < term.operands().size(); i++) {
            for (Term smaller : smaller(term.operands().get(i))) {
                found.add(term.withOperand(i, smaller));
            }
        }
        return found;
    }
}
