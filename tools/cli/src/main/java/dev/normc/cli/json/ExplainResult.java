package dev.normc.cli.json;

import dev.normc.compiler.Compilation;
import dev.normc.compiler.Compilation.Variant;
import dev.normc.compiler.emit.EmittedNorm;
import dev.normc.compiler.emit.EmittedNorm.Shareable;
import dev.normc.compiler.emit.ScalarType;
import dev.normc.compiler.graph.Axes;
import dev.normc.compiler.graph.Axis;
import dev.normc.compiler.graph.FormulaPrinter;
import dev.normc.compiler.graph.Role;
import dev.normc.compiler.graph.Tensor;
import dev.normc.compiler.loop.Profile;
import dev.normc.compiler.plan.Decision;
import dev.normc.compiler.plan.Plan;
import dev.normc.dsl.ast.Norm;
import dev.normc.dsl.source.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What {@code normc explain} finds. */
public record ExplainResult(List<Entry> norms) {

    /** The storage of a value that the forward keeps. */
    public static final String SAVED = "saved";

    /**
     * One norm.
     *
     * @param documentation its {@code ///} lines
     * @param program it as it is written
     * @param type the number type, {@code float} or {@code double}
     * @param bytesPerElement the size of one number
     * @param fullSize the axes of what counts as full size: those of all inputs together
     */
    public record Entry(
            String name,
            String documentation,
            String program,
            String type,
            int bytesPerElement,
            List<String> fullSize,
            List<Mode> modes) {}

    /**
     * What the compiler makes of a norm in one mode.
     *
     * @param mode {@code training}, {@code inference}, or {@code both} where they do not differ
     * @param forward the formulas of the forward
     * @param backward the formulas that the backward has besides
     * @param values the values of the forward that the backward needs
     * @param inPlace the pairs of arrays that may be one
     */
    public record Mode(
            String mode,
            List<String> forward,
            List<String> backward,
            List<Value> values,
            Work work,
            List<Pair> inPlace) {}

    /**
     * A value of the forward that the backward needs.
     *
     * @param storage {@code saved}, {@code recomputed} or {@code given}
     * @param reason why so, in a few words
     */
    public record Value(String name, List<String> axes, String storage, String reason) {}

    /** What both kernels do. */
    public record Work(Passes forward, Passes backward) {}

    /**
     * How one kernel uses memory.
     *
     * @param memorySweeps passes over the rows of the big tensor
     * @param rowSweeps passes along the innermost axis for each row
     * @param reductions as formulas
     * @param reads what of full size is read
     * @param writes what of full size is written
     */
    public record Passes(
            int memorySweeps, int rowSweeps, List<String> reductions, List<String> reads, List<String> writes) {}

    /**
     * A result that may be written into the array of an argument.
     *
     * @param kernel {@code forward} or {@code backward}
     * @param onlyWithoutBackward whether a backward that follows would miss what was read
     */
    public record Pair(String kernel, String written, String read, boolean onlyWithoutBackward) {}

    /** What {@code compilation} says of {@code norm}. */
    public static Entry of(Compilation compilation, Norm norm, Source source, ScalarType type) {
        boolean both = compilation.inference().isEmpty();
        EmittedNorm emitted = compilation.emitted();
        List<Mode> modes = new ArrayList<>();
        modes.add(mode(both ? "both" : "training", compilation.training(), emitted.training()));
        compilation.inference().ifPresent(inference -> modes.add(mode("inference", inference, emitted.inference())));
        return new Entry(
                norm.name().text(),
                norm.documentation(),
                source.textOf(norm.span()),
                type.toString().toLowerCase(Locale.ROOT),
                type == ScalarType.FLOAT ? Float.BYTES : Double.BYTES,
                names(compilation.signature().inputs().stream()
                        .map(Tensor::axes)
                        .reduce(Axes.NONE, Axes::union)),
                modes);
    }

    private static Mode mode(String mode, Variant variant, EmittedNorm.Entry entry) {
        Plan plan = variant.plan();
        List<String> forward = FormulaPrinter.forward(plan.graph(), plan.names());
        List<String> backward = FormulaPrinter.backward(plan.graph(), plan.names()).stream()
                .filter(line -> !forward.contains(line))
                .toList();
        List<Value> values = plan.decisions().stream()
                .map(decision -> new Value(
                        decision.name(),
                        names(decision.value().axes()),
                        storage(decision.storage()),
                        decision.reason()))
                .toList();
        Work work = new Work(
                passes(variant.forward().profile()), passes(variant.backward().profile()));
        List<Pair> inPlace = Stream.concat(
                        pairs("forward", entry.forward(), plan), pairs("backward", entry.backward(), plan))
                .toList();
        return new Mode(mode, forward, backward, values, work, inPlace);
    }

    private static String storage(Decision.Storage storage) {
        return switch (storage) {
            case SAVED -> SAVED;
            case RECOMPUTED -> "recomputed";
            case GIVEN -> "given";
        };
    }

    private static Passes passes(Profile profile) {
        return new Passes(
                profile.memorySweeps(), profile.rowSweeps(), profile.reductions(), profile.loads(), profile.stores());
    }

    /** Parameters and states are small and wanted again, so nobody shares their arrays. */
    private static Stream<Pair> pairs(String kernel, EmittedNorm.Method method, Plan plan) {
        return method.shareable().stream()
                .filter(pair -> pair.written().role() != Role.STATE
                        && pair.read().role() != Role.STATE
                        && pair.read().role() != Role.PARAMETER)
                .map(pair -> new Pair(
                        kernel,
                        pair.written().label(),
                        pair.read().label(),
                        kernel.equals("forward") && isReadAgain(pair, plan)));
    }

    private static boolean isReadAgain(Shareable pair, Plan plan) {
        return plan.decisions().stream()
                .anyMatch(decision -> decision.storage() == Decision.Storage.GIVEN
                        && decision.name().equals(pair.read().label()));
    }

    private static List<String> names(Axes axes) {
        return axes.list().stream().map(Axis::name).toList();
    }
}
