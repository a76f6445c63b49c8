package dev.normc.compiler.lower;

import dev.normc.compiler.graph.Axis;
import dev.normc.compiler.graph.GraphBuilder;
import dev.normc.compiler.graph.Node;
import dev.normc.compiler.graph.Role;
import dev.normc.compiler.graph.SizedAxis;
import dev.normc.compiler.graph.SplitAxis;
import dev.normc.compiler.graph.Tensor;
import dev.normc.dsl.ast.Name;
import dev.normc.dsl.ast.Norm.Split;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the names of a norm stand for. */
final class Scope {

    private final GraphBuilder builder;
    private final Map<String, Split> splits = new LinkedHashMap<>();
    private final Map<String, Axis> axes = new LinkedHashMap<>();
    private final List<SizedAxis> sized = new ArrayList<>();
    private final Map<String, Node> values = new HashMap<>();
    private final Map<String, Condition> conditions = new HashMap<>();
    private final Map<String, Tensor> states = new HashMap<>();

    Scope(GraphBuilder builder, List<Split> splits) {
        this.builder = builder;
        splits.forEach(split -> this.splits.put(split.whole().text(), split));
    }

    /** A tensor of the caller, whose name reads its value; its axes become known. */
    Tensor declare(Role role, Name name, List<Name> axisNames) {
        Tensor tensor = new Tensor(role, name.text(), axes(axisNames));
        if (role == Role.STATE) {
            states.put(name.text(), tensor);
        }
        builder.from(name.span());
        define(name.text(), builder.read(tensor));
        return tensor;
    }

    void define(String name, Node value) {
        values.put(name, value);
    }

    void define(String name, Condition condition) {
        conditions.put(name, condition);
    }

    /** The condition of that name, if it is one. */
    Optional<Condition> condition(String name) {
        return Optional.ofNullable(conditions.get(name));
    }

    /** The value of {@code name}: a defined value, else the size of the axis. */
    Node value(String name) {
        Node value = values.get(name);
        if (value != null) {
            return value;
        }
        Split split = splits.get(name);
        if (split != null) {
            return split.parts().stream()
                    .map(part -> value(part.text()))
                    .reduce(builder::multiply)
                    .orElseThrow();
        }
        Axis axis = axes.get(name);
        if (axis == null) {
            throw new IllegalStateException("the checker let the unknown name " + name + " pass");
        }
        return builder.size(axis);
    }

    /** The axes that {@code names} stand for, in their order. */
    List<Axis> axes(List<Name> names) {
        return names.stream().flatMap(name -> axes(name).stream()).toList();
    }

    /** The parts of a split axis, the outer one first; another axis stands for itself. */
    List<Axis> axes(Name name) {
        Split split = splits.get(name.text());
        return split == null
                ? List.of(axis(name))
                : split.parts().stream().map(this::axis).toList();
    }

    private Axis axis(Name name) {
        return axes.computeIfAbsent(name.text(), text -> new Axis(axes.size(), text));
    }

    /** The split axes, over the axes of the graph. */
    List<SplitAxis> splits() {
        return splits.values().stream()
                .map(split -> new SplitAxis(split.whole().text(), axes(split.whole())))
                .toList();
    }

    /** The program says the size of {@code axis}. */
    void size(Name axis, Node size) {
        sized.add(new SizedAxis(axis(axis), size));
    }

    List<SizedAxis> sized() {
        return sized;
    }

    /** What the names stand for now, to come back to. */
    Map<String, Node> values() {
        return Map.copyOf(values);
    }

    void restore(Map<String, Node> before) {
        values.clear();
        values.putAll(before);
    }

    Tensor state(String name) {
        Tensor state = states.get(name);
        if (state == null) {
            throw new IllegalStateException("the checker let an update of " + name + " pass, which is no state");
        }
        return state;
    }

    List<Axis> axes() {
        return List.copyOf(axes.values());
    }
}
