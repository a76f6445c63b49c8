package dev.normc.compiler.lower;

import dev.normc.compiler.graph.Axes;
import dev.normc.compiler.graph.Axis;
import dev.normc.compiler.graph.Binding;
import dev.normc.compiler.graph.Graph;
import dev.normc.compiler.graph.GraphBuilder;
import dev.normc.compiler.graph.Node;
import dev.normc.compiler.graph.Role;
import dev.normc.compiler.graph.Signature;
import dev.normc.compiler.graph.Signature.Initialised;
import dev.normc.compiler.graph.Tensor;
import dev.normc.compiler.graph.UniformValue;
import dev.normc.dsl.ast.Expression;
import dev.normc.dsl.ast.Name;
import dev.normc.dsl.ast.Norm;
import dev.normc.dsl.ast.Statement;
import dev.normc.dsl.diagnostic.Diagnostic;
import dev.normc.dsl.diagnostic.InvalidNormException;
import dev.normc.dsl.diagnostic.MeaningMessages;
import dev.normc.dsl.source.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lowers one norm to the graph of one mode, statement by statement. */
public final class Lowering {

    private final Norm norm;
    private final Map<String, Double> overrides;
    private final boolean training;
    private final GraphBuilder builder = new GraphBuilder();
    private final Scope scope;
    private final ExpressionLowering expressions;
    private final RunningLowering running;

    private final List<Tensor> inputs = new ArrayList<>();
    private final List<Initialised> data = new ArrayList<>();
    private final List<Initialised> parameters = new ArrayList<>();
    private final List<Initialised> states = new ArrayList<>();
    private final Map<String, Double> constants = new LinkedHashMap<>();
    private final List<Binding> outputs = new ArrayList<>();
    private final List<Binding> updates = new ArrayList<>();
    private final Map<Node, String> names = new LinkedHashMap<>();
    private final List<Diagnostic> diagnostics = new ArrayList<>();

    private Lowering(Norm norm, Map<String, Double> overrides, Optional<List<Initialised>> ofTraining) {
        boolean training = ofTraining.isEmpty();
        this.norm = norm;
        this.overrides = overrides;
        this.training = training;
        this.scope = new Scope(builder, norm.splits());
        this.expressions = new ExpressionLowering(builder, scope, training);
        this.running = new RunningLowering(builder, expressions, ofTraining);
    }

    /**
     * The graph of {@code norm} for one mode.
     *
     * @param source where the norm is written, for errors
     * @param norm a norm without errors of the checker
     * @param overrides values for constants of the program, by name; names that it does not have are ignored
     * @param training the mode
     * @throws InvalidNormException if constants make a running statistic or the size of an axis impossible
     */
    public static Graph lower(Source source, Norm norm, Map<String, Double> overrides, boolean training) {
        Lowering forTraining = new Lowering(norm, overrides, Optional.empty());
        forTraining.run();
        List<Diagnostic> diagnostics = new ArrayList<>(forTraining.diagnostics);
        diagnostics.addAll(forTraining.running.diagnostics());
        if (!diagnostics.isEmpty()) {
            throw new InvalidNormException(source, diagnostics);
        }
        if (training) {
            return forTraining.graph();
        }
        Lowering forInference = new Lowering(norm, overrides, Optional.of(forTraining.states));
        forInference.run();
        return forInference.graph();
    }

    private void run() {
        declareAxes();
        for (Norm.Input input : norm.inputs()) {
            Tensor tensor = scope.declare(Role.INPUT, input.name(), input.axes());
            inputs.add(tensor);
        }
        for (Statement statement : norm.body()) {
            builder.from(statement.span());
            if (statement instanceof Statement.Param param) {
                parameters.add(initialised(Role.PARAMETER, param.name(), param.axes(), Optional.of(param.initial())));
            } else if (statement instanceof Statement.Data given) {
                data.add(initialised(Role.DATA, given.name(), given.axes(), given.standIn()));
            } else if (statement instanceof Statement.State state) {
                states.add(initialised(Role.STATE, state.name(), state.axes(), Optional.of(state.initial())));
            } else if (statement instanceof Statement.Const constant) {
                constant(constant);
            } else if (statement instanceof Statement.AxisSize size) {
                size(size);
            } else if (statement instanceof Statement.Let let) {
                let(let);
            } else if (statement instanceof Statement.Update update) {
                update(update);
            } else if (statement instanceof Statement.Backward block) {
                backward(block);
            } else if (statement instanceof Statement.Return result) {
                result.outputs().forEach(this::output);
            }
        }
    }

    /** Sizes are known before anything else, wherever their axes are declared. */
    private void declareAxes() {
        norm.inputs().forEach(input -> scope.axes(input.axes()));
        for (Statement statement : norm.body()) {
            if (statement instanceof Statement.Param param) {
                scope.axes(param.axes());
            } else if (statement instanceof Statement.Data given) {
                scope.axes(given.axes());
            } else if (statement instanceof Statement.State state) {
                scope.axes(state.axes());
            } else if (statement instanceof Statement.AxisSize size) {
                scope.axes(size.axis());
            }
        }
    }

    private Initialised initialised(Role role, Name name, List<Name> axes, Optional<Expression> initial) {
        Tensor tensor = scope.declare(role, name, axes);
        return new Initialised(tensor, initial.map(expressions::number));
    }

    private void constant(Statement.Const constant) {
        Node written = expressions.number(constant.value());
        Double override = overrides.get(constant.name().text());
        Node value = override == null ? written : builder.constant(override);
        scope.define(constant.name().text(), value);
        if (GraphBuilder.reachable(List.of(value)).stream().noneMatch(Lowering::isSize)) {
            constants.put(constant.name().text(), UniformValue.of(value, Map.of()));
        }
    }

    /** A constant that the caller gives another value may make a size impossible, as the checker would have said. */
    private void size(Statement.AxisSize statement) {
        Node size = expressions.number(statement.size());
        if (GraphBuilder.reachable(List.of(size)).stream().noneMatch(Lowering::isSize)) {
            double value = UniformValue.of(size, Map.of());
            if (!(value >= 1 && value == Math.rint(value) && value <= Integer.MAX_VALUE)) {
                diagnostics.add(MeaningMessages.axisSize(
                        statement.size().span(), statement.axis().text()));
            }
        }
        scope.size(statement.axis(), size);
    }

    private static boolean isSize(Node node) {
        return node.operation() instanceof dev.normc.compiler.graph.Operation.Size;
    }

    private void let(Statement.Let let) {
        String name = let.name().text();
        if (expressions.isCondition(let.value())) {
            scope.define(name, expressions.condition(let.value()));
            return;
        }
        Node value = let.value() instanceof Expression.Running written
                ? running.lower(name, written, states, updates)
                : expressions.number(let.value());
        scope.define(name, value);
        names.putIfAbsent(value, name);
    }

    private void update(Statement.Update update) {
        Node value = expressions.number(update.value());
        if (training) {
            updates.add(new Binding(scope.state(update.state().text()), value));
        }
    }

    /** In inference a value is differentiated as usual. */
    private void backward(Statement.Backward block) {
        if (training) {
            String name = block.value().text();
            Node value = new BlockLowering(builder, scope, expressions, names).lower(block);
            scope.define(name, value);
            names.putIfAbsent(value, name);
        }
    }

    private void output(Statement.Output output) {
        Node value = expressions.number(output.value());
        Axes axes = value.axes();
        List<Axis> layout = output.axes().isEmpty() ? axes.list() : scope.axes(output.axes());
        outputs.add(new Binding(new Tensor(Role.OUTPUT, output.name().text(), layout), value));
        names.putIfAbsent(value, output.name().text());
    }

    private Graph graph() {
        Signature signature = new Signature(
                norm.name().text(),
                norm.documentation(),
                scope.axes(),
                scope.splits(),
                scope.sized(),
                inputs,
                data,
                parameters,
                states,
                constants,
                outputs.stream().map(Binding::tensor).toList(),
                Map.of());
        return new Graph(signature, training, builder, outputs, updates, names);
    }
}
