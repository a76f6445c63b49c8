package dev.normc.compiler.schedule;

import dev.normc.compiler.graph.Axis;
import dev.normc.compiler.graph.Binding;
import dev.normc.compiler.graph.GraphBuilder;
import dev.normc.compiler.graph.GraphPrinter;
import dev.normc.compiler.graph.Node;
import dev.normc.compiler.graph.Operation;
import dev.normc.compiler.graph.Role;
import dev.normc.compiler.graph.Tensor;
import dev.normc.compiler.graph.TooLargeException;
import dev.normc.compiler.loop.Buffer;
import dev.normc.compiler.loop.Expression;
import dev.normc.compiler.loop.Extent;
import dev.normc.compiler.loop.JavaNames;
import dev.normc.compiler.loop.Kernel;
import dev.normc.compiler.loop.Profile;
import dev.normc.compiler.loop.Statement;
import dev.normc.compiler.loop.Type;
import dev.normc.compiler.plan.Decision;
import dev.normc.compiler.plan.Plan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Schedules the two kernels of a plan. */
public final class Scheduling {

    private final Plan plan;
    private final int mostOperations;
    private final Names names = new Names();
    private final Map<Tensor, Buffer> arguments = new LinkedHashMap<>();
    private final Map<Node, Buffer> saved = new LinkedHashMap<>();

    private Scheduling(Plan plan, int mostOperations) {
        this.plan = plan;
        this.mostOperations = mostOperations;
        for (Axis axis : plan.graph().signature().axes()) {
            names.forMethod(JavaNames.size(axis));
        }
        List.of(JavaNames.WORKSPACE, JavaNames.TENSORS).forEach(names::forMethod);
    }

    /**
     * Computes outputs, next states and saved values.
     *
     * @throws TooLargeException if it takes more than {@code mostOperations}, those counted twice that are done twice
     */
    public static Kernel forward(Plan plan, int mostOperations) {
        Scheduling scheduling = new Scheduling(plan, mostOperations);
        List<Binding> results = new ArrayList<>(plan.graph().forward().outputs());
        Scheduler scheduler = scheduling.scheduler(plan.graph().forward().roots(), results);
        List<Target> targets = new ArrayList<>();
        results.forEach(output -> targets.add(scheduling.store(output)));
        plan.saved().forEach(value -> targets.add(new Target.Store(scheduling.saved(value), value.value())));
        return scheduling.kernel(scheduler, targets, plan.graph().forward().updates());
    }

    /**
     * Computes gradients and the next values of the states that the backward moves.
     *
     * @throws TooLargeException as {@link #forward}
     */
    public static Kernel backward(Plan plan, int mostOperations) {
        Scheduling scheduling = new Scheduling(plan, mostOperations);
        List<Binding> results = plan.graph().gradients();
        Map<Node, Buffer> given = new LinkedHashMap<>();
        Scheduler scheduler = scheduling.scheduler(scheduling.unsavedRoots(), results);
        plan.saved().forEach(value -> given.put(value.value(), scheduling.saved(value)));
        given.forEach(scheduler::isStored);
        List<Target> targets = new ArrayList<>();
        results.forEach(gradient -> targets.add(scheduling.store(gradient)));
        return scheduling.kernel(scheduler, targets, plan.graph().updates());
    }

    /** What the backward reads, with saved values as leaves. */
    private List<Node> unsavedRoots() {
        Map<Node, Boolean> kept = new HashMap<>();
        plan.saved().forEach(value -> kept.put(value.value(), true));
        List<Node> leaves = new ArrayList<>();
        List<Node> pending = new ArrayList<>(plan.graph().backwardRoots());
        while (!pending.isEmpty()) {
            Node node = pending.remove(pending.size() - 1);
            if (kept.put(node, true) == null) {
                pending.addAll(node.inputs());
                if (node.inputs().isEmpty()) {
                    leaves.add(node);
                }
            }
        }
        return leaves.stream().sorted().toList();
    }

    private Scheduler scheduler(List<Node> roots, List<Binding> results) {
        Scheduler scheduler = new Scheduler(plan, names, mostOperations);
        List<Node> leaves = GraphBuilder.reachable(roots);
        for (Role role : Role.values()) {
            for (Node node : leaves) {
                if (node.operation() instanceof Operation.Read read
                        && read.tensor().role() == role) {
                    scheduler.isStored(node, argument(read.tensor()));
                }
            }
            results.stream()
                    .map(Binding::tensor)
                    .filter(tensor -> tensor.role() == role)
                    .forEach(this::argument);
        }
        return scheduler;
    }

    private Buffer argument(Tensor tensor) {
        return arguments.computeIfAbsent(
                tensor,
                key -> new Buffer(
                        names.forMethod(tensor.label()),
                        Buffer.Kind.ARGUMENT,
                        tensor.isCounter() ? Type.DOUBLE : Type.NUMBER,
                        tensor.layout().stream().<Extent>map(Extent.Along::new).toList(),
                        Optional.of(tensor)));
    }

    private Buffer saved(Decision decision) {
        return saved.computeIfAbsent(
                decision.value(),
                value -> new Buffer(
                        names.forMethod(Scheduler.nameOver(decision.name(), value.axes())),
                        Buffer.Kind.SAVED,
                        Straight.typeOf(value),
                        value.axes().list().stream()
                                .<Extent>map(Extent.Along::new)
                                .toList(),
                        Optional.empty()));
    }

    private Target store(Binding binding) {
        return new Target.Store(argument(binding.tensor()), binding.value());
    }

    /** New states go to scratch memory first and are copied at the end, so that everything reads the old ones. */
    private Kernel kernel(Scheduler scheduler, List<Target> targets, List<Binding> updates) {
        List<Target> all = new ArrayList<>(targets);
        List<Statement> copies = new ArrayList<>();
        for (Binding update : updates) {
            Buffer state = argument(update.tensor());
            Buffer next = scheduler.scratch(state.name() + "_next", state.type(), state.extents());
            all.add(new Target.Store(next, update.value()));
            copies.add(new Statement.Copy(next, state));
        }
        List<Statement> body = new ArrayList<>(scheduler.run(all));
        body.addAll(copies);
        Profile profile = Profiles.of(body, plan, reductions(scheduler));
        List<Buffer> buffers = new ArrayList<>(arguments.values());
        buffers.addAll(saved.values());
        buffers.addAll(scheduler.scratchBuffers());
        return new Kernel(buffers, body, zeros(targets), profile);
    }

    private List<String> reductions(Scheduler scheduler) {
        GraphPrinter printer = new GraphPrinter(plan.names());
        return scheduler.reductions().stream().map(printer::definition).toList();
    }

    /** A gradient over no elements is zero; nothing else happens. */
    private static List<Statement> zeros(List<Target> targets) {
        List<Statement> zeros = new ArrayList<>();
        for (Target target : targets) {
            if (target instanceof Target.Store store && store.buffer().kind() == Buffer.Kind.ARGUMENT) {
                zeros.add(new Statement.Fill(store.buffer(), new Expression.Literal(0, Type.NUMBER)));
            }
        }
        return zeros;
    }
}
