package dev.normc.runtime.random;

import dev.normc.runtime.random.Draft.Role;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;

/** Makes well-formed programs: the same seed gives the same program. */
final class ProgramGenerator {

    private static final List<String> CALLEES = List.of("Inner", "Part_", "Row2", "RmsNorm", "Object_");

    private final Random random;
    private final Names names;
    private final Draft draft;

    /** Whether others will call this one. */
    private final boolean called;

    private ProgramGenerator(Random random, boolean called) {
        this.random = random;
        this.called = called;
        this.names = new Names(random);
        List<String> axes = names.axes(1 + random.nextInt(called ? 3 : 4));
        this.draft = new Draft(random, names, axes, splits(axes));
    }

    /** The program of a seed. */
    static RandomProgram program(long seed) {
        Random random = new Random(seed * 0x9E3779B97F4A7C15L + 0x632BE59BD9B4E019L);
        return new ProgramGenerator(random, false).whole();
    }

    private List<Split> splits(List<String> axes) {
        if (axes.size() < 2 || random.nextInt(100) >= 25) {
            return List.of();
        }
        List<String> parts = new ArrayList<>(axes);
        Collections.shuffle(parts, random);
        int count = axes.size() > 2 && random.nextInt(4) == 0 ? 3 : 2;
        return List.of(new Split(names.whole(), parts.subList(0, count)));
    }

    private RandomProgram whole() {
        for (int i = random.nextInt(100) < 25 ? 1 + random.nextInt(2) : 0; i > 0; i--) {
            Definitions.ofFile(draft);
        }
        int callees = random.nextInt(100) < 15 ? 1 + random.nextInt(2) : 0;
        List<String> taken = draft.some(CALLEES, CALLEES.size()).subList(0, callees);
        draft.hide(taken);
        for (String name : taken) {
            ProgramGenerator generator = new ProgramGenerator(random, true);
            generator.draft.share(draft);
            RandomProgram program = generator.program().withName(name).withCallees(List.of());
            draft.addCallee(new Callee(program, generator.draft.definitions()));
        }
        return program();
    }

    private RandomProgram program() {
        inputs();
        partSizes();
        int declarations = random.nextInt(called ? 3 : 5);
        for (int i = 0; i < declarations; i++) {
            add(Statements.DECLARATIONS);
        }
        int values = 1 + random.nextInt(called ? 2 : 3);
        for (int i = 0; i < values; i++) {
            add(Statements.VALUES);
        }
        if (!called && !draft.callees().isEmpty()) {
            Calls.add(draft);
        }
        List<String> states = draft.known(known -> known.role() == Role.STATE).stream()
                .map(Draft.Known::name)
                .filter(name -> random.nextInt(4) > 0)
                .toList();
        Statements.updates(draft, states);
        return draft.program(called ? List.of(single(unused())) : outputs());
    }

    /** The first has most axes; the last has all that would otherwise belong to nothing. */
    private void inputs() {
        int count = 1 + (random.nextInt(100) < 40 ? 1 : 0) + (random.nextInt(100) < 10 ? 1 : 0);
        for (int i = 0; i < count; i++) {
            List<String> axes = together(draft.axes());
            boolean all = i == 0 && (called || !draft.splits().isEmpty());
            if (!all && (i > 0 || random.nextInt(100) < 20)) {
                axes = new ArrayList<>(draft.some(draft.axes(), i == 0 ? 1 : 0));
            } else if (draft.splits().isEmpty() && random.nextInt(100) < 25) {
                Collections.shuffle(axes, random);
            }
            if (called && i > 0 && axes.stream().anyMatch(this::isPart)) {
                axes.removeIf(this::isPart); // a part alone is no axis that a caller binds
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

    private boolean isPart(String axis) {
        return draft.splits().stream().anyMatch(split -> split.parts().contains(axis));
    }

    /** The axes in any order that leaves the parts of a split one beside each other. */
    private List<String> together(List<String> axes) {
        List<String> order = new ArrayList<>(axes);
        for (Split split : draft.splits()) {
            order.removeAll(split.parts());
            order.addAll(random.nextInt(order.size() + 1), split.parts());
        }
        return order;
    }

    /** Says how long the parts of a split axis are: all, all but one, or fewer. */
    private void partSizes() {
        for (Split split : draft.splits()) {
            int known = draft.pick(
                    List.of(0, 1, 1, split.parts().size() - 1, split.parts().size()));
            for (String part : split.parts().subList(0, known)) {
                Term size = Term.literal(draft.pick(List.of("1", "2", "2", "2", "3", "3")));
                draft.line(new Line(RandomProgram.PART_SIZE, "const @ = $0", part, List.of(), List.of(size)));
            }
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

    private List<Term> unused() {
        List<Term> values = new ArrayList<>();
        for (String name : draft.unused()) {
            values.add(draft.reference(draft.find(name).orElseThrow()));
        }
        return values;
    }

    /** What nothing has used yet, so that little of a program is dead. */
    private List<Line> outputs() {
        List<Term> values = unused();
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
        List<String> axes = Reductions.axesOf(draft, value);
        boolean itself = value.construct().equals("reference") && random.nextInt(2) == 0;
        if (axes.size() > 1 && random.nextInt(100) < 30) {
            List<String> order = draft.some(axes, axes.size());
            String name = itself ? value.template() : names.value();
            return new Line("ordered output", "@# = $0", name, order, List.of(value));
        }
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
