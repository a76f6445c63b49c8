package dev.normc.runtime.random;

import dev.normc.runtime.random.Draft.Role;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;

/** Makes well-formed programs: the same seed gives the same program. */
final class ProgramGenerator {

    private final Random random;
    private final Names names;
    private final Draft draft;

    private ProgramGenerator(long seed) {
        this.random = new Random(seed * 0x9E3779B97F4A7C15L + 0x632BE59BD9B4E019L);
        this.names = new Names(random);
        this.draft = new Draft(random, names, names.axes(1 + random.nextInt(4)));
    }

    /** The program of a seed. */
    static RandomProgram program(long seed) {
        return new ProgramGenerator(seed).program();
    }

    private RandomProgram program() {
        inputs();
        int declarations = random.nextInt(5);
        for (int i = 0; i < declarations; i++) {
            add(Statements.DECLARATIONS);
        }
        int values = 1 + random.nextInt(3);
        for (int i = 0; i < values; i++) {
            add(Statements.VALUES);
        }
        List<String> states = draft.known(known -> known.role() == Role.STATE).stream()
                .map(Draft.Known::name)
                .filter(name -> random.nextInt(4) > 0)
                .toList();
        Statements.updates(draft, states);
        return draft.program(outputs());
    }

    /** The first has most axes; the last has all that would otherwise belong to nothing. */
    private void inputs() {
        int count = 1 + (random.nextInt(100) < 40 ? 1 : 0) + (random.nextInt(100) < 10 ? 1 : 0);
        for (int i = 0; i < count; i++) {
            List<String> axes = new ArrayList<>(draft.axes());
            if (i > 0 || random.nextInt(100) < 20) {
                axes = new ArrayList<>(draft.some(draft.axes(), i == 0 ? 1 : 0));
            } else if (random.nextInt(100) < 25) {
                Collections.shuffle(axes, random);
            }
            if (i == count - 1) {
                LinkedHashSet<String> missing = new LinkedHashSet<>(draft.axes());
                missing.removeAll(draft.declared());
                missing.removeAll(axes);
                axes.addAll(missing);
            }
            String name = i == 0 && random.nextInt(3) > 0 ? "x" : names.value();
            draft.input(new Line("input", "@#", name, axes, List.of()));
            draft.define(name, Kind.NUMBER, new Traits(new LinkedHashSet<>(axes), 4, false), Role.GIVEN);
        }
    }

    private void add(List<Statements.Row> rows) {
        int place =
                random.nextInt(rows.stream().mapToInt(Statements.Row::weight).sum());
        int row = 0;
        while (place >= rows.get(row).weight()) {
            place -= rows.get(row++).weight();
        }
        rows.get(row).row().accept(draft);
    }

    /** What nothing has used yet, so that little of a program is dead. */
    private List<Line> outputs() {
        List<Term> values = new ArrayList<>();
        for (String name : draft.unused()) {
            values.add(draft.reference(
                    draft.known(known -> known.name().equals(name)).get(0)));
        }
        int count = values.size() < 2 ? 1 : 1 + random.nextInt(Math.min(3, values.size()));
        if (values.isEmpty() || count == 1) {
            return List.of(single(values));
        }
        List<Line> outputs = new ArrayList<>();
        for (int i = 0; i < count - 1; i++) {
            outputs.add(named(values.remove(0)));
        }
        outputs.add(named(joined(values)));
        return outputs;
    }

    private Line single(List<Term> values) {
        Term value = values.isEmpty() ? draft.number(3) : joined(values);
        return random.nextInt(100) < 60
                ? new Line("unnamed output", "$0", "", List.of(), List.of(value))
                : named(value);
    }

    private Line named(Term value) {
        boolean itself = value.construct().equals("reference") && random.nextInt(2) == 0;
        return itself
                ? new Line("value as output", "$0", value.template(), List.of(), List.of(value))
                : new Line("named output", "@ = $0", names.value(), List.of(), List.of(value));
    }

    private Term joined(List<Term> values) {
        Term joined = values.get(0);
        for (Term value : values.subList(1, values.size())) {
            joined = random.nextBoolean()
                    ? draft.term("add", "%0 + %1", 1, joined, value)
                    : draft.term("multiply", "%0 * %1", 1, joined, value);
        }
        return joined;
    }
}
