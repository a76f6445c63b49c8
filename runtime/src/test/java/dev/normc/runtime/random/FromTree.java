package dev.normc.runtime.random;

import dev.normc.dsl.ast.Expression;
import dev.normc.dsl.ast.Expression.Binary;
import dev.normc.dsl.ast.Expression.BinaryOperator;
import dev.normc.dsl.ast.Expression.Call;
import dev.normc.dsl.ast.Expression.Conditional;
import dev.normc.dsl.ast.Expression.Index;
import dev.normc.dsl.ast.Expression.Literal;
import dev.normc.dsl.ast.Expression.Reduction;
import dev.normc.dsl.ast.Expression.Reference;
import dev.normc.dsl.ast.Expression.Running;
import dev.normc.dsl.ast.Expression.Unary;
import dev.normc.dsl.ast.Expression.UnaryOperator;
import dev.normc.dsl.ast.Name;
import dev.normc.dsl.ast.Norm;
import dev.normc.dsl.ast.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes a random program of a tree: of a norm of the library, or of a program in its plain form. */
final class FromTree {

    private final Norm norm;
    private final List<Split> splits;
    private final Map<String, List<String>> partsOf = new LinkedHashMap<>();
    private final Set<String> axes = new LinkedHashSet<>();
    private final Set<String> values = new LinkedHashSet<>();
    private final List<Line> body = new ArrayList<>();

    private FromTree(Norm norm) {
        this.norm = norm;
        this.splits = norm.splits().stream()
                .map(split -> new Split(split.whole().text(), texts(split.parts())))
                .toList();
        splits.forEach(split -> partsOf.put(split.whole(), split.parts()));
    }

    /** The norm as a program that calls no other norm and has no definitions. */
    static RandomProgram program(Norm norm) {
        return new FromTree(norm).program();
    }

    private RandomProgram program() {
        List<Line> inputs = new ArrayList<>();
        for (Norm.Input input : norm.inputs()) {
            inputs.add(new Line("input", "@#", input.name().text(), declared(input.axes()), List.of()));
            values.add(input.name().text());
        }
        List<Line> outputs = new ArrayList<>();
        for (Statement statement : norm.body()) {
            if (statement instanceof Statement.Return returned) {
                returned.outputs()
                        .forEach(output ->
                                outputs.add(output(output, returned.outputs().size())));
            } else {
                add(statement);
            }
        }
        return new RandomProgram(
                norm.name().text(), List.of(), inputs, body, outputs, List.copyOf(axes), splits, List.of());
    }

    private static List<String> texts(List<Name> names) {
        return names.stream().map(Name::text).toList();
    }

    private List<String> parts(List<Name> names) {
        return texts(names).stream()
                .flatMap(axis -> partsOf.getOrDefault(axis, List.of(axis)).stream())
                .toList();
    }

    private List<String> declared(List<Name> names) {
        List<String> parts = parts(names);
        axes.addAll(parts);
        return parts;
    }

    private Line output(Statement.Output output, int count) {
        Term value = term(output.value());
        String name = output.name().text();
        if (!output.axes().isEmpty()) {
            return new Line("ordered output", "@# = $0", name, parts(output.axes()), List.of(value));
        }
        boolean itself = value.template().equals(name);
        return itself || (count == 1 && name.equals("y"))
                ? new Line("unnamed output", "$0", "", List.of(), List.of(value))
                : new Line("named output", "@ = $0", name, List.of(), List.of(value));
    }

    private void add(Statement statement) {
        if (statement instanceof Statement.Param param) {
            line("param", "param @# = $0", param.name(), declared(param.axes()), term(param.initial()));
        } else if (statement instanceof Statement.Const constant) {
            boolean size = splits.stream()
                    .anyMatch(split -> split.parts().contains(constant.name().text()));
            line(
                    size ? RandomProgram.PART_SIZE : "const",
                    "const @ = $0",
                    constant.name(),
                    List.of(),
                    term(constant.value()));
        } else if (statement instanceof Statement.Data data) {
            List<String> own = declared(data.axes());
            data.standIn()
                    .map(this::term)
                    .ifPresentOrElse(
                            value -> line("data with stand-in", "data @# = $0", data.name(), own, value),
                            () -> line("data", "data @#", data.name(), own));
        } else if (statement instanceof Statement.State state) {
            line("state", "state @# = $0", state.name(), declared(state.axes()), term(state.initial()));
        } else if (statement instanceof Statement.Let let && let.value() instanceof Running running) {
            line(
                    "running",
                    "@ = running[$1]($0, init $2)",
                    let.name(),
                    List.of(),
                    term(running.statistic()),
                    term(running.decay()),
                    term(running.initial()));
        } else if (statement instanceof Statement.Let let) {
            line("let", Line.VALUE, let.name(), List.of(), term(let.value()));
        } else if (statement instanceof Statement.Update update) {
            line(Statements.UPDATE, "update @ = $0", update.state(), List.of(), term(update.value()));
        } else if (statement instanceof Statement.Gradient gradient) {
            line(Blocks.GRADIENT, "d@ = $0", gradient.target(), List.of(), term(gradient.value()));
        } else if (statement instanceof Statement.Backward backward) {
            line(Blocks.BEGIN, "backward @ {", backward.value(), List.of());
            backward.body().forEach(this::add);
            body.add(Blocks.end());
        } else {
            throw new IllegalArgumentException("no statement of a plain norm: " + statement);
        }
    }

    private void line(String construct, String template, Name name, List<String> lineAxes, Term... operands) {
        body.add(new Line(construct, template, name.text(), lineAxes, List.of(operands)));
        if (!construct.equals(RandomProgram.PART_SIZE)) {
            values.add(name.text());
        }
    }

    private Term term(Expression expression) {
        if (expression instanceof Literal literal) {
            return Term.literal(number(literal.value()));
        } else if (expression instanceof Reference reference) {
            return reference(reference.name().text());
        } else if (expression instanceof Unary unary) {
            boolean negation = unary.operator() == UnaryOperator.NEGATE;
            return negation
                    ? plain("negate", Kind.NUMBER, "-%0", term(unary.operand()))
                    : plain("not", Kind.CONDITION, "not %0", term(unary.operand()));
        } else if (expression instanceof Binary binary) {
            return binary(binary);
        } else if (expression instanceof Conditional conditional) {
            return plain(
                    "if",
                    Kind.NUMBER,
                    "if $0 then $1 else $2",
                    term(conditional.condition()),
                    term(conditional.consequence()),
                    term(conditional.alternative()));
        } else if (expression instanceof Call call) {
            return call(call);
        } else if (expression instanceof Reduction reduction) {
            return reduction(reduction);
        } else if (expression instanceof Index index) {
            return new Term("index", Kind.NUMBER, "index(~)", parts(List.of(index.axis())), List.of(), Traits.ONE);
        }
        throw new IllegalArgumentException("no expression of a plain norm: " + expression);
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    private Term reference(String name) {
        boolean axis = !values.contains(name) && (axes.contains(name) || partsOf.containsKey(name));
        return axis
                ? new Term("size", Kind.NUMBER, "~", partsOf.getOrDefault(name, List.of(name)), List.of(), Traits.ONE)
                : new Term("reference", Kind.NUMBER, name, List.of(), List.of(), Traits.ONE);
    }

    private static Term plain(String construct, Kind kind, String template, Term... operands) {
        return new Term(construct, kind, template, List.of(), List.of(operands), Traits.ONE);
    }

    private Term binary(Binary binary) {
        Term left = term(binary.left());
        Term right = term(binary.right());
        BinaryOperator operator = binary.operator();
        return switch (operator) {
            case ADD -> plain("add", Kind.NUMBER, "%0 + %1", left, right);
            case SUBTRACT -> plain("subtract", Kind.NUMBER, "%0 - %1", left, right);
            case MULTIPLY -> plain("multiply", Kind.NUMBER, "%0 * %1", left, right);
            case DIVIDE -> plain("divide", Kind.NUMBER, "%0 / %1", left, right);
            case POWER -> plain("power", Kind.NUMBER, "%0^%1", left, right);
            case LESS -> plain("<", Kind.CONDITION, "%0 < %1", left, right);
            case LESS_OR_EQUAL -> plain("<=", Kind.CONDITION, "%0 <= %1", left, right);
            case GREATER -> plain(">", Kind.CONDITION, "%0 > %1", left, right);
            case GREATER_OR_EQUAL -> plain(">=", Kind.CONDITION, "%0 >= %1", left, right);
            case EQUAL -> plain("==", Kind.CONDITION, "%0 == %1", left, right);
            case NOT_EQUAL -> plain("!=", Kind.CONDITION, "%0 != %1", left, right);
            case AND -> plain("and", Kind.CONDITION, "%0 and %1", left, right);
            case OR -> plain("or", Kind.CONDITION, "%0 or %1", left, right);
        };
    }

    private Term call(Call call) {
        String name = call.function().text();
        Term[] operands = call.arguments().stream().map(this::term).toArray(Term[]::new);
        StringBuilder template = new StringBuilder(name + "(");
        for (int i = 0; i < operands.length; i++) {
            template.append(i == 0 ? "$" : ", $").append(i);
        }
        boolean prelude = Preludes.POINTWISE.contains(name);
        return plain(
                prelude ? "call of " + name : name,
                Kind.NUMBER,
                template.append(")").toString(),
                operands);
    }

    private Term reduction(Reduction reduction) {
        String kind = reduction.kind().text();
        Optional<Term> where = reduction.where().map(this::term);
        List<Term> operands = new ArrayList<>(List.of(term(reduction.value())));
        where.ifPresent(operands::add);
        boolean prelude = Preludes.REDUCING.contains(kind) || kind.equals("softmax");
        String construct = prelude ? "call of " + kind : where.isPresent() ? kind + " where" : kind + " over axes";
        String template = where.isPresent() ? "#($0 where $1)" : "#($0)";
        return new Term(construct, Kind.NUMBER, kind + template, parts(reduction.axes()), operands, Traits.ONE);
    }
}
