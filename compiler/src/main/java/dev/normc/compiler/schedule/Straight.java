package dev.normc.compiler.schedule;

import dev.normc.compiler.graph.Axis;
import dev.normc.compiler.graph.Node;
import dev.normc.compiler.graph.Operation;
import dev.normc.compiler.graph.Pointwise;
import dev.normc.compiler.graph.Reduction;
import dev.normc.compiler.graph.Tensor;
import dev.normc.compiler.graph.TooLargeException;
import dev.normc.compiler.loop.Buffer;
import dev.normc.compiler.loop.Expression;
import dev.normc.compiler.loop.Expression.Local;
import dev.normc.compiler.loop.Extent;
import dev.normc.compiler.loop.Statement;
import dev.normc.compiler.loop.Type;
import dev.normc.compiler.loop.UniformLets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** Writes straight-line code for one element: a value used twice becomes a local, any other stands where it is used. */
final class Straight {

    /** A longer expression is broken up into locals: for the reader, and for the stack of Java's compilers. */
    private static final int LONGEST_EXPRESSION = 24;

    private final Map<Node, Place> places;
    private final Map<Axis, Expression> coordinates;
    private final Names names;
    private final Map<Node, String> wantedNames;
    private final Map<Node, Local> uniforms = new LinkedHashMap<>();
    private final List<Statement> uniformLets = new ArrayList<>();
    private final UniformLets uniformValues;
    private final int mostOperations;
    private int computed;

    Straight(
            Map<Node, Place> places,
            Map<Axis, Expression> coordinates,
            Names names,
            Map<Node, String> wantedNames,
            int mostOperations) {
        this.mostOperations = mostOperations;
        this.places = places;
        this.coordinates = coordinates;
        this.names = names;
        this.wantedNames = wantedNames;
        this.uniformValues = new UniformLets(uniformLets, () -> names.forMethod("c"));
    }

    /** The numbers of constants and sizes that the code so far uses, to be computed once at the start. */
    List<Statement> uniforms() {
        return uniformLets;
    }

    /** The type in which a value is computed and held. */
    static Type typeOf(Node node) {
        if (node.isCondition()) {
            return Type.CONDITION;
        }
        return node.inDouble() && !node.uniform() ? Type.DOUBLE : Type.NUMBER;
    }

    /** The value in {@code type}, rounded if need be. */
    private static Expression in(Type type, Expression value) {
        return value.type() == type || type == Type.CONDITION ? value : new Expression.Convert(value, type);
    }

    List<Statement> statements(List<Target> targets) {
        Map<Node, Integer> uses = uses(targets);
        computed += uses.size();
        if (computed > mostOperations) {
            throw new TooLargeException(targets.get(0).value().origin());
        }
        Map<Node, Expression> known = new HashMap<>();
        List<Statement> statements = new ArrayList<>();
        Map<Node, Integer> lengths = new HashMap<>();
        Set<Node> holds = new HashSet<>();
        for (Target target : targets) {
            if (target instanceof Target.Hold) {
                holds.add(target.value());
            }
        }
        for (Map.Entry<Node, Integer> entry : uses.entrySet()) {
            Node node = entry.getKey();
            boolean held = holds.contains(node);
            int length = length(node, lengths);
            boolean named = held || entry.getValue() > 1 || length > LONGEST_EXPRESSION;
            if (named && !(places.get(node) instanceof Place.Held)) {
                Local local = new Local(names.forBlock(localName(node)), typeOf(node));
                statements.add(new Statement.Let(local, expression(node, known), false));
                known.put(node, local);
                length = 1;
                if (held) {
                    places.put(node, new Place.Held(local));
                }
            }
            lengths.put(node, length);
        }
        for (Target target : targets) {
            deliver(target, known, statements);
        }
        return statements;
    }

    /** The number of operands of an expression as it would be written. */
    private int length(Node node, Map<Node, Integer> lengths) {
        if (places.containsKey(node)) {
            return 1;
        }
        int length = 1;
        for (Node input : node.inputs()) {
            length += lengths.getOrDefault(input, 1);
        }
        return length;
    }

    private void deliver(Target target, Map<Node, Expression> known, List<Statement> statements) {
        if (target instanceof Target.Hold) {
            return;
        }
        Expression value = known.containsKey(target.value())
                ? Objects.requireNonNull(known.get(target.value()))
                : expression(target.value(), known);
        if (target instanceof Target.Store store) {
            Expression stored = in(store.buffer().type(), value);
            statements.add(new Statement.Store(store.buffer(), coordinatesOf(store.buffer()), stored));
        } else if (target instanceof Target.FoldLane fold) {
            statements.add(new Statement.Accumulate(fold.accumulator(), in(Type.NUMBER, value)));
        } else if (target instanceof Target.FoldRow fold) {
            statements.add(foldRow(fold.accumulator(), in(Type.NUMBER, value)));
        }
    }

    private Statement foldRow(Target.RowAccumulator accumulator, Expression value) {
        Reduction reduction = ((Operation.Reduce) accumulator.reduction().operation()).reduction();
        if (accumulator.local().isPresent()) {
            Local local = accumulator.local().get();
            return new Statement.Assign(local, Expression.apply(reduction.combine(), Type.NUMBER, local, value));
        }
        Buffer buffer = accumulator.buffer().orElseThrow();
        List<Expression> place = coordinatesOf(buffer);
        Expression before = new Expression.Load(buffer, place);
        return new Statement.Store(buffer, place, Expression.apply(reduction.combine(), Type.NUMBER, before, value));
    }

    /** How often each value is used here, in topological order. */
    private Map<Node, Integer> uses(List<Target> targets) {
        Map<Node, Integer> uses = new TreeMap<>();
        List<Node> pending = new ArrayList<>();
        for (Target target : targets) {
            pending.add(target.value());
        }
        while (!pending.isEmpty()) {
            Node node = pending.remove(pending.size() - 1);
            if (!node.uniform() && uses.merge(node, 1, Integer::sum) == 1 && !places.containsKey(node)) {
                pending.addAll(node.inputs());
            }
        }
        return uses;
    }

    private Expression expression(Node node, Map<Node, Expression> known) {
        Expression local = known.get(node);
        if (local != null) {
            return local;
        }
        if (node.uniform()) {
            return uniform(node);
        }
        Place place = places.get(node);
        if (place != null) {
            return load(place);
        }
        if (node.operation() instanceof Operation.Index index) {
            Expression coordinate = Objects.requireNonNull(
                    coordinates.get(index.axis()), () -> "no loop over " + index.axis() + " around " + node);
            return new Expression.Convert(coordinate, Type.NUMBER);
        }
        if (!(node.operation() instanceof Operation.Apply apply)) {
            throw new IllegalStateException("not computed where it is needed: " + node);
        }
        List<Expression> operands = node.inputs().stream()
                .map(input -> operand(input, node.inDouble(), known))
                .toList();
        return new Expression.Apply(apply.operator(), operands, typeOf(node));
    }

    /** What is computed in double takes constants and sizes in double; all else takes its operands rounded. */
    private Expression operand(Node input, boolean inDouble, Map<Node, Expression> known) {
        if (input.isCondition()) {
            return expression(input, known);
        }
        if (inDouble && input.uniform()) {
            return uniformValues.of(input);
        }
        return in(inDouble ? Type.DOUBLE : Type.NUMBER, expression(input, known));
    }

    private Expression load(Place place) {
        if (place instanceof Place.Held held) {
            return held.local();
        } else if (place instanceof Place.Stored stored) {
            return new Expression.Load(stored.buffer(), coordinatesOf(stored.buffer()));
        }
        Place.Merged merged = (Place.Merged) place;
        Expression total = new Expression.Load(merged.partial(), coordinatesOf(merged.partial()));
        boolean sum = merged.divisor() instanceof Expression.Literal literal && literal.value() == 1;
        Expression value = sum ? total : Expression.apply(Pointwise.DIVIDE, Type.DOUBLE, total, merged.divisor());
        return new Expression.Convert(value, Type.NUMBER);
    }

    /** One coordinate per dimension; the merged partial sums are those of chunk 0 outside of the loop over chunks. */
    List<Expression> coordinatesOf(Buffer buffer) {
        List<Expression> result = new ArrayList<>();
        for (Extent extent : buffer.extents()) {
            if (extent instanceof Extent.Along along) {
                result.add(Objects.requireNonNull(
                        coordinates.get(along.axis()), () -> "no loop over " + along.axis() + " around " + buffer));
            } else {
                result.add(Expression.integer(0));
            }
        }
        return result;
    }

    /** Constants stand where they are used; what depends on sizes is computed in double at the start, rounded once. */
    private Expression uniform(Node node) {
        if (node.operation() instanceof Operation.Constant constant) {
            return new Expression.Literal(constant.value(), Type.NUMBER);
        }
        Local known = uniforms.get(node);
        if (known != null) {
            return known;
        }
        Type type = node.isCondition() ? Type.CONDITION : Type.NUMBER;
        Expression inDouble = uniformValues.of(node);
        Local local = new Local(names.forMethod(wantedNames.getOrDefault(node, "c")), type);
        uniformLets.add(new Statement.Let(
                local, type == Type.NUMBER ? new Expression.Convert(inDouble, Type.NUMBER) : inDouble, false));
        uniforms.put(node, local);
        return local;
    }

    private String localName(Node node) {
        if (node.operation() instanceof Operation.Read read) {
            Tensor tensor = read.tensor();
            return tensor.label() + "Value";
        }
        return wantedNames.getOrDefault(node, node.isCondition() ? "holds" : "v");
    }
}
