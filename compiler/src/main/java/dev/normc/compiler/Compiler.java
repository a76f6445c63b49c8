package dev.normc.compiler;

import dev.normc.compiler.Compilation.Variant;
import dev.normc.compiler.differentiate.Differentiation;
import dev.normc.compiler.emit.Emission;
import dev.normc.compiler.emit.EmittedNorm;
import dev.normc.compiler.emit.NormKernels;
import dev.normc.compiler.emit.ScalarType;
import dev.normc.compiler.emit.Snippet;
import dev.normc.compiler.emit.TensorStorage;
import dev.normc.compiler.graph.Axis;
import dev.normc.compiler.graph.FormulaPrinter;
import dev.normc.compiler.graph.Graph;
import dev.normc.compiler.graph.GraphVerifier;
import dev.normc.compiler.graph.JointGraph;
import dev.normc.compiler.graph.Node;
import dev.normc.compiler.graph.Operation;
import dev.normc.compiler.graph.Pointwise;
import dev.normc.compiler.graph.Signature;
import dev.normc.compiler.graph.Sizes;
import dev.normc.compiler.graph.TooLargeException;
import dev.normc.compiler.loop.JavaNames;
import dev.normc.compiler.loop.Kernel;
import dev.normc.compiler.loop.KernelTarget;
import dev.normc.compiler.loop.LoopVerifier;
import dev.normc.compiler.lower.Lowering;
import dev.normc.compiler.parallel.Parallelization;
import dev.normc.compiler.partition.Partitioning;
import dev.normc.compiler.plan.Plan;
import dev.normc.compiler.planning.Planning;
import dev.normc.compiler.schedule.Scheduling;
import dev.normc.compiler.simplify.Simplification;
import dev.normc.compiler.staging.RowStaging;
import dev.normc.compiler.staging.TensorStaging;
import dev.normc.compiler.vectorize.Vectorization;
import dev.normc.dsl.ast.Norm;
import dev.normc.dsl.diagnostic.InvalidNormException;
import dev.normc.dsl.diagnostic.Messages;
import dev.normc.dsl.source.Source;
import dev.normc.dsl.source.Span;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The driver: from a checked norm to the text of its kernels, one line per stage, each graph verified. */
public final class Compiler {

    private final Source source;
    private final Norm norm;
    private final Options options;
    private final Consumer<Firing> trace;
    private final Limits limits;

    private Compiler(Source source, Norm norm, Options options, Consumer<Firing> trace) {
        this.source = source;
        this.norm = norm;
        this.options = options;
        this.trace = trace;
        this.limits = new Limits(options.mostOperations());
    }

    /**
     * Compiles one norm.
     *
     * @param source the program that holds it
     * @param norm a norm without errors of the checker
     * @throws dev.normc.dsl.diagnostic.InvalidNormException if a later stage finds an error of the program
     * @throws IllegalArgumentException if the options name a constant or an axis that the norm does not have, or sizes
     *     that contradict one another or the program
     */
    public static Compilation compile(Source source, Norm norm, Options options) {
        return compile(source, norm, options, firing -> {});
    }

    /** Compiles one norm, as above, and tells {@code trace} of each firing of a rule, in their order. */
    public static Compilation compile(Source source, Norm norm, Options options, Consumer<Firing> trace) {
        try {
            return new Compiler(source, norm, options, trace).compile();
        } catch (TooLargeException e) {
            Span words = e.origin().equals(Span.NONE) ? norm.name().span() : e.origin();
            throw new InvalidNormException(
                    source, List.of(Messages.tooManyOperations(words, options.mostOperations())));
        }
    }

    /**
     * The norm as one static method without imports, of which a program of a single file can have a copy. The bits are
     * those of the class.
     *
     * @param inTraining whether it computes as in training or as in inference
     * @param withBackward whether it computes the gradients, too
     * @throws IllegalArgumentException as {@link #compile}, or if the norm has more arrays than a method takes
     */
    public static String snippet(Source source, Norm norm, Options options, boolean inTraining, boolean withBackward) {
        Compiler compiler = new Compiler(source, norm, options, firing -> {});
        Compilation compilation = compile(source, norm, options);
        return Snippet.emit(
                compilation.signature(),
                compiler.formula(),
                JavaNames.className(norm.name().text()),
                options.type(),
                compiler.target(),
                options.tensors(),
                kernels(compilation.variant(inTraining)),
                withBackward);
    }

    private Compilation compile() {
        Graph trained = lowered(true);
        Graph inferred = lowered(false);
        Variant training = variant(trained, true);
        Variant inference = trained.isSameAs(inferred) ? training : variant(inferred, false);
        Limits.checkClass(norm, List.of(training, inference));
        checkStorage(training.plan(), inference.plan());
        boolean sameInBoth = training.forward().equals(inference.forward())
                && training.backward().equals(inference.backward());
        Optional<Variant> separate = sameInBoth ? Optional.empty() : Optional.of(inference);
        EmittedNorm emitted = Emission.emit(
                training.lowered().signature(),
                formula(),
                options.packageName(),
                JavaNames.className(norm.name().text() + options.classSuffix()),
                options.type(),
                target(),
                options.tensors(),
                options.overloads(),
                kernels(training),
                separate.map(Compiler::kernels));
        return new Compilation(training.lowered().signature(), training, separate, emitted);
    }

    private Graph lowered(boolean inTraining) {
        Graph lowered = verified("lower", Lowering.lower(source, norm, options.constants(), inTraining));
        checkConstants(lowered);
        limits.check(lowered.nodes());
        lowered.builder().limit(limits.mostNodes());
        return options.sizes().isEmpty()
                ? lowered
                : lowered.withFixedSizes(Sizes.of(lowered.signature()).known(options.sizes()));
    }

    private Variant variant(Graph lowered, boolean inTraining) {
        Graph simple = verified("simplify", Simplification.simplifyForward(lowered, traced(inTraining, false)));
        JointGraph joint = Differentiation.differentiate(source, simple);
        JointGraph erased = verified("differentiate", Simplification.eraseMarkers(joint));
        limits.check(erased.backwardNodes());
        JointGraph simplified = verified("simplify", Simplification.simplifyBackward(erased, traced(inTraining, true)));
        Plan plan = Planning.plan(simplified, options.savePolicy(), options.storage());
        verified("plan", plan.graph());
        Kernel forward = kernel(Scheduling.forward(plan, limits.mostScheduled()), lowered.signature());
        Kernel backward = kernel(Scheduling.backward(plan, limits.mostScheduled()), lowered.signature());
        return new Variant(lowered, reference(lowered), plan, forward, backward);
    }

    private Consumer<Simplification.Step> traced(boolean inTraining, boolean backward) {
        return step -> trace.accept(
                new Firing(inTraining, backward, step.rule(), step.exactness(), step.before(), step.after()));
    }

    private KernelTarget target() {
        return options.target().orElse(KernelTarget.SCALAR);
    }

    private Kernel kernel(Kernel scheduled, Signature signature) {
        require("schedule", LoopVerifier.violations(scheduled));
        Kernel shared = options.parallel() ? Parallelization.parallelize(scheduled) : scheduled;
        require("parallel", LoopVerifier.violations(shared));
        Kernel near = options.tensors() == TensorStorage.ARRAY ? shared : staged(shared, signature);
        require("staging", LoopVerifier.violations(near));
        boolean inFloat = options.type() == ScalarType.FLOAT;
        Kernel targeted = target().isVector() ? Vectorization.vectorize(near, inFloat) : RowStaging.stage(near);
        require("target", LoopVerifier.violations(targeted));
        Kernel partitioned = Partitioning.partition(targeted, inFloat);
        require("partition", LoopVerifier.violations(partitioned));
        return partitioned;
    }

    private Kernel staged(Kernel kernel, Signature signature) {
        return TensorStaging.stage(
                kernel, buffer -> options.tensors().holds(buffer.tensor().orElseThrow(), signature));
    }

    /** The derivative of the program as it is written, which no rule has touched. */
    private JointGraph reference(Graph lowered) {
        return Simplification.eraseMarkers(Differentiation.differentiate(source, lowered));
    }

    private void checkStorage(Plan training, Plan inference) {
        for (String name : options.storage().keySet()) {
            if (!training.names().containsValue(name) && !inference.names().containsValue(name)) {
                throw new IllegalArgumentException(norm.name().text() + " has no value named " + name);
            }
        }
    }

    private void checkConstants(Graph lowered) {
        options.constants().forEach((constant, value) -> {
            if (Double.isNaN(value) || Double.isInfinite(value)) {
                throw new IllegalArgumentException("the constant " + constant + " must be finite, given " + value);
            }
        });
        Sizes sizes = Sizes.of(lowered.signature());
        for (Axis axis : lowered.signature().axes()) {
            Double size = sizes.splitOf(axis)
                    .map(split -> options.constants().get(axis.name()))
                    .orElse(null);
            if (size != null && !(size >= 1 && size <= Integer.MAX_VALUE && size == Math.rint(size))) {
                throw new IllegalArgumentException(
                        "the constant " + axis + " is the size of an axis: a whole number from 1 on, given " + size);
            }
        }
        for (String constant : options.constants().keySet()) {
            if (!lowered.signature().constants().containsKey(constant)) {
                String known = lowered.signature().constants().isEmpty()
                        ? "it has none"
                        : "it has "
                                + String.join(
                                        ", ", lowered.signature().constants().keySet());
                throw new IllegalArgumentException(norm.name().text() + " has no constant " + constant + "; " + known);
            }
        }
    }

    private static NormKernels kernels(Variant variant) {
        Plan plan = variant.plan();
        return new NormKernels(
                variant.forward(),
                variant.backward(),
                FormulaPrinter.forward(plan.graph(), plan.names()),
                FormulaPrinter.backward(plan.graph(), plan.names()),
                divisors(variant.lowered()));
    }

    /** Numbers of sizes that the program divides by. */
    private static List<Node> divisors(Graph lowered) {
        return lowered.nodes().stream()
                .filter(node -> node.is(Pointwise.DIVIDE) || node.is(Pointwise.RECIPROCAL))
                .map(node -> node.input(node.inputs().size() - 1))
                .filter(divisor -> divisor.uniform() && !(divisor.operation() instanceof Operation.Size))
                .distinct()
                .toList();
    }

    private List<String> formula() {
        Span span = norm.span();
        return source.text().substring(span.start(), span.end()).strip().lines().toList();
    }

    private static Graph verified(String stage, Graph graph) {
        require(stage, GraphVerifier.violations(graph));
        return graph;
    }

    private static JointGraph verified(String stage, JointGraph graph) {
        require(stage, GraphVerifier.violations(graph));
        return graph;
    }

    private static void require(String stage, List<String> violations) {
        if (!violations.isEmpty()) {
            throw new CompilerBug(stage, String.join("; ", violations));
        }
    }
}
