package dev.normc.runtime.random;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;

/** A program while it is made: what there is so far, and the dice. */
final class Draft {

    /** Values stay about this small, so that no product of many overflows and no sine is taken of noise. */
    private static final double LARGEST = 40;

    /** Terms of one statement. */
    private static final int MOST_TERMS = 8;

    /**
     * A name that expressions may use.
     *
     * @param variable whether it stands for more than numbers, constants and sizes
     */
    record Known(String name, Kind kind, Traits traits, Role role, boolean variable) {

        /** Whether a block of a value that reads it must give it a gradient. */
        boolean takesGradient() {
            boolean differentiable = role == Role.GIVEN || role == Role.VALUE || role == Role.RUNNING;
            return kind == Kind.NUMBER && variable && differentiable;
        }
    }

    /** What a name stands for. */
    enum Role {
        GIVEN,
        DATA,
        CONSTANT,
        STATE,
        RUNNING,
        VALUE
    }

    private final Random random;
    private final Names names;
    private final List<String> axes;
    private final List<Split> splits;
    private final List<Definition> definitions = new ArrayList<>();
    private final List<Callee> callees = new ArrayList<>();
    private final Set<String> updated = new HashSet<>();
    private final Set<String> hidden = new HashSet<>();
    private final List<Known> known = new ArrayList<>();
    private final Set<String> unused = new LinkedHashSet<>();
    private final List<Line> preamble = new ArrayList<>();
    private final List<Line> inputs = new ArrayList<>();
    private final List<Line> body = new ArrayList<>();
    private int terms;

    Draft(Random random, Names names, List<String> axes, List<Split> splits) {
        this.random = random;
        this.names = names;
        this.axes = List.copyOf(axes);
        this.splits = List.copyOf(splits);
    }

    /** A draft for something inside this one, with axes of its own, that sees {@code visible}. */
    Draft within(List<String> others, List<Known> visible) {
        Draft inner = new Draft(random, names, others, splits);
        inner.known.addAll(visible);
        inner.definitions.addAll(definitions);
        return inner;
    }

    /** What other norms of the same text may call, too. */
    void share(Draft other) {
        definitions.addAll(other.definitions);
        callees.addAll(other.callees);
        hidden.addAll(other.hidden);
    }

    /** Norms of the library that those of the text stand before. */
    void hide(List<String> norms) {
        hidden.addAll(norms);
    }

    boolean hides(String norm) {
        return hidden.contains(norm);
    }

    // Dice.

    int below(int bound) {
        return random.nextInt(bound);
    }

    /** True in {@code percent} of all cases. */
    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** Some of {@code choices}, at least {@code least}, in any order. */
    <T> List<T> some(List<T> choices, int least) {
        List<T> shuffled = new ArrayList<>(choices);
        Collections.shuffle(shuffled, random);
        return shuffled.subList(0, Math.min(shuffled.size(), least + random.nextInt(choices.size() - least + 1)));
    }

    // Names and lines.

    List<String> axes() {
        return axes;
    }

    List<Split> splits() {
        return splits;
    }

    /** An axis, or all parts of a split one. */
    List<String> dimension() {
        return !splits.isEmpty() && chance(40) && axes.containsAll(splits.get(0).parts())
                ? splits.get(0).parts()
                : List.of(pick(axes));
    }

    String freshName() {
        return names.value();
    }

    String freshDefinitionName() {
        String name = names.definition();
        while (isDefinition(name)) {
            name = names.definition();
        }
        return name;
    }

    private boolean isDefinition(String name) {
        return definitions.stream().anyMatch(definition -> definition.name().equals(name));
    }

    List<Definition> definitions() {
        return definitions;
    }

    void addDefinition(Definition definition) {
        definitions.add(definition);
    }

    List<Callee> callees() {
        return callees;
    }

    void addCallee(Callee callee) {
        callees.add(callee);
    }

    /** Whether this is the first update of a state. */
    boolean updates(String state) {
        return updated.add(state);
    }

    List<Line> body() {
        return body;
    }

    void input(Line line) {
        inputs.add(line);
    }

    void preamble(Line line) {
        preamble.add(line);
    }

    void line(Line line) {
        body.add(line);
        terms = 0;
    }

    void define(String name, Kind kind, Traits traits, Role role) {
        define(name, kind, traits, role, role != Role.CONSTANT);
    }

    void define(String name, Kind kind, Traits traits, Role role, boolean variable) {
        known.add(new Known(name, kind, traits, role, variable));
        if (role == Role.VALUE && kind == Kind.NUMBER) {
            unused.add(name);
        }
    }

    /** Adds {@code name = value}, which something will use. */
    void let(String construct, Term value) {
        local(construct, Set.of(), value);
    }

    /** The same with a name that is no gradient of one of {@code forbidden}. */
    void local(String construct, Set<String> forbidden, Term value) {
        String name = freshName();
        while (name.startsWith("d") && forbidden.contains(name.substring(1))) {
            name = freshName();
        }
        boolean variable = Blocks.isVariable(value, this);
        line(new Line(construct, Line.VALUE, name, List.of(), List.of(value)));
        define(name, value.kind(), value.traits(), Role.VALUE, variable);
    }

    Optional<Known> find(String name) {
        return known.stream().filter(candidate -> candidate.name().equals(name)).findFirst();
    }

    /** Adds {@code name = value} for the caller to use. */
    Term part(String construct, Term value) {
        let(construct, value);
        return reference(known.get(known.size() - 1));
    }

    List<Known> known(Predicate<Known> which) {
        return known.stream().filter(which).toList();
    }

    /** Values that nothing has used so far. */
    List<String> unused() {
        return List.copyOf(unused);
    }

    Term reference(Known name) {
        unused.remove(name.name());
        return new Term("reference", name.kind(), name.name(), List.of(), List.of(), name.traits());
    }

    Optional<Term> reference(Predicate<Known> which) {
        List<Known> choices = known(which);
        if (choices.isEmpty()) {
            return Optional.empty();
        }
        int last = choices.size();
        int recent = Math.min(last, 3);
        return Optional.of(reference(choices.get(chance(50) ? last - 1 - below(recent) : below(last))));
    }

    // Terms.

    /** Any number; small where {@code depth} is 0. */
    Term number(int depth) {
        List<Construct> rows = depth <= 0 || ++terms > MOST_TERMS ? Numbers.LEAVES : Numbers.ALL;
        return build(rows, depth);
    }

    Term condition(int depth) {
        return build(depth <= 0 || ++terms > MOST_TERMS ? Conditions.LEAVES : Conditions.ALL, depth);
    }

    private Term build(List<Construct> rows, int depth) {
        int total = rows.stream().mapToInt(Construct::weight).sum();
        while (true) {
            int place = random.nextInt(total);
            int row = 0;
            while (place >= rows.get(row).weight()) {
                place -= rows.get(row++).weight();
            }
            Optional<Term> term = rows.get(row).build(this, depth - 1);
            if (term.isPresent()) {
                return tamed(term.get(), LARGEST);
            }
        }
    }

    /** A number that varies over some axis. */
    Term varying(int depth) {
        for (int attempt = 0; attempt < 4; attempt++) {
            Term term = number(depth);
            if (!Reductions.axesOf(this, term).isEmpty()) {
                return term;
            }
        }
        return reference(name -> name.role() == Role.GIVEN
                        && name.kind() == Kind.NUMBER
                        && axes.stream().anyMatch(name.traits().axes()::contains))
                .orElseThrow();
    }

    /** What has most axes of all that is given. */
    Term wide() {
        List<Known> given = known(name -> name.role() == Role.GIVEN && name.kind() == Kind.NUMBER);
        int most = given.stream()
                .mapToInt(name -> name.traits().axes().size())
                .max()
                .orElseThrow();
        return reference(name -> given.contains(name) && name.traits().axes().size() == most)
                .orElseThrow();
    }

    /** Whether nothing here that can be an axis has that name. */
    boolean isNoAxis(String name) {
        return !axes.contains(name)
                && splits.stream().noneMatch(split -> split.whole().equals(name));
    }

    /** Whether a part of a split axis is known to have a size of one. */
    boolean hasSingleElement() {
        return body.stream()
                .anyMatch(line -> line.construct().equals(RandomProgram.PART_SIZE)
                        && line.operands().get(0).template().equals("1"));
    }

    String lastName() {
        return known.get(known.size() - 1).name();
    }

    /** A number well above zero. */
    Term positive(int depth) {
        Term base = tamed(number(depth), 6);
        double size = base.traits().magnitude();
        return switch (below(5)) {
            case 0 -> term("positive", "%0^2 + 1", size * size + 1, base);
            case 1 -> term("positive", "softplus($0) + 0.5", size + 1, base);
            case 2 -> term("positive", "abs($0) + 0.5", size + 0.5, base);
            case 3 -> term("positive", "exp($0)", Math.exp(Math.min(size, 2)), tamed(base, 2));
            default -> term("positive", "%0 * %0 + 0.75", size * size + 1, base);
        };
    }

    /** The term, or something bounded made of it if it may become larger than {@code bound}. */
    Term tamed(Term term, double bound) {
        if (term.kind() == Kind.CONDITION || term.traits().magnitude() <= bound) {
            return term;
        }
        return switch (below(bound >= 2 ? 6 : 4)) {
            case 0 -> term("tanh", "tanh($0)", 1, term);
            case 1 -> term("sigmoid", "sigmoid($0)", 1, term);
            case 2 -> term("divide", "%0 / (abs($0) + 1)", 1, term);
            case 3 -> term("divide", "%0 / sqrt(%0^2 + 1)", 1, term);
            case 4 -> term("atan", "atan($0)", 1.6, term);
            default -> term("clip", "clip($0, -1.5, 2)", 2, term);
        };
    }

    /** The term averaged over all axes that are not among {@code allowed}. */
    Term fitted(Term term, Set<String> allowed) {
        List<String> extra = new ArrayList<>(
                axes.stream().filter(term.traits().axes()::contains).toList());
        extra.removeAll(allowed);
        return extra.isEmpty() ? term : Reductions.over("mean", "mean#($0)", some(extra, extra.size()), term);
    }

    Term term(String construct, String template, double magnitude, Term... operands) {
        List<Term> list = List.of(operands);
        return new Term(construct, Kind.NUMBER, template, List.of(), list, Traits.of(magnitude, list));
    }

    Term condition(String construct, String template, Term... operands) {
        List<Term> list = List.of(operands);
        return new Term(construct, Kind.CONDITION, template, List.of(), list, Traits.of(1, list));
    }

    /** The axes that one of the inputs, parameters, data or states has so far. */
    Set<String> declared() {
        Set<String> declared = new HashSet<>();
        known.stream()
                .filter(name -> name.role() != Role.VALUE)
                .forEach(name -> declared.addAll(name.traits().axes()));
        return declared;
    }

    RandomProgram program(List<Line> outputs) {
        return new RandomProgram(
                names.norm(),
                preamble,
                inputs,
                body,
                outputs,
                axes,
                splits,
                callees.stream().map(Callee::program).toList());
    }
}
