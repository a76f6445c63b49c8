package dev.normc.cli;

import dev.normc.compiler.Compilation;
import dev.normc.compiler.Compilation.Variant;
import dev.normc.compiler.emit.EmittedNorm;
import dev.normc.compiler.emit.EmittedNorm.Shareable;
import dev.normc.compiler.emit.ScalarType;
import dev.normc.compiler.graph.Axes;
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
import java.util.Optional;

/**
 * What the compiler made of one norm, to be shown as text, HTML or LaTeX.
 *
 * @param name the norm's name
 * @param documentation its documentation, line by line
 * @param parts what there is to say, in order
 */
record Explanation(String name, List<String> documentation, List<Part> parts) {

    /** What the lines of a part are. */
    enum Kind {
        /** The program as it is written. */
        PROGRAM,
        /** Formulas, one a line. */
        FORMULAS,
        /** Sentences. */
        REMARKS,
        /** Steps, three lines each. */
        STEPS
    }

    /** A part with its title: a table, lines, or both. */
    record Part(String title, Kind kind, Optional<Table> table, List<String> lines) {}

    Explanation {
        documentation = List.copyOf(documentation);
        parts = List.copyOf(parts);
    }

    /** Explains {@code norm}; memory is counted in numbers of {@code type}. */
    static Explanation of(Compilation compilation, Norm norm, Source source, ScalarType type) {
        Writer writer = new Writer(compilation, type);
        writer.lines(
                "As written", Kind.PROGRAM, source.textOf(norm.span()).lines().toList());
        boolean both = compilation.inference().isPresent();
        writer.variant(compilation.training(), compilation.emitted().training(), both ? ", training" : "");
        compilation
                .inference()
                .ifPresent(inference ->
                        writer.variant(inference, compilation.emitted().inference(), ", inference"));
        return new Explanation(norm.name().text(), norm.documentation().lines().toList(), writer.parts);
    }

    /** This explanation and {@code more}. */
    Explanation with(List<Part> more) {
        List<Part> all = new ArrayList<>(parts);
        all.addAll(more);
        return new Explanation(name, documentation, all);
    }

    /** Gathers the parts. */
    private static final class Writer {

        private final ScalarType type;
        private final Axes fullSize;
        private final List<Part> parts = new ArrayList<>();

        Writer(Compilation compilation, ScalarType type) {
            this.type = type;
            this.fullSize =
                    compilation.signature().inputs().stream().map(Tensor::axes).reduce(Axes.NONE, Axes::union);
        }

        void lines(String title, Kind kind, List<String> lines) {
            parts.add(new Part(title, kind, Optional.empty(), lines));
        }

        void variant(Variant variant, EmittedNorm.Entry entry, String mode) {
            Plan plan = variant.plan();
            List<String> forward = FormulaPrinter.forward(plan.graph(), plan.names());
            lines("Forward" + mode, Kind.FORMULAS, forward);
            List<String> backward = FormulaPrinter.backward(plan.graph(), plan.names()).stream()
                    .filter(line -> !forward.contains(line))
                    .toList();
            lines("Backward" + mode + ", derived; other names are those of the forward", Kind.FORMULAS, backward);
            decisions(plan, mode);
            costs(variant, mode);
            sharing(entry, plan, mode);
        }

        private void decisions(Plan plan, String mode) {
            String title = "What the backward needs of the forward" + mode;
            if (plan.decisions().isEmpty()) {
                lines(title, Kind.REMARKS, List.of("nothing"));
                return;
            }
            Table table = new Table().row("value", "axes", "storage", "memory", "why");
            for (Decision decision : plan.decisions()) {
                Axes axes = decision.value().axes();
                table.row(
                        decision.name(),
                        axes.isEmpty() ? "-" : axes.toString(),
                        decision.storage().name().toLowerCase(Locale.ROOT),
                        decision.storage() == Decision.Storage.SAVED ? memory(axes) : "-",
                        decision.reason());
            }
            parts.add(new Part(title, Kind.REMARKS, Optional.of(table), List.of()));
        }

        /** 4 bytes per element; 4 bytes per [N] for what is smaller. */
        private String memory(Axes axes) {
            String unit = axes.isEmpty() ? "" : axes.containsAll(fullSize) ? " per element" : " per " + axes;
            return bytes() + " bytes" + unit;
        }

        private int bytes() {
            return type == ScalarType.FLOAT ? Float.BYTES : Double.BYTES;
        }

        private void costs(Variant variant, String mode) {
            Profile forward = variant.forward().profile();
            Profile backward = variant.backward().profile();
            Table table = new Table()
                    .row("", "forward", "backward")
                    .row("sweeps over memory", count(forward.memorySweeps()), count(backward.memorySweeps()))
                    .row("sweeps per row", count(forward.rowSweeps()), count(backward.rowSweeps()))
                    .row(
                            "reductions",
                            count(forward.reductions().size()),
                            count(backward.reductions().size()))
                    .row("bytes read per element", traffic(forward.loads()), traffic(backward.loads()))
                    .row("bytes written per element", traffic(forward.stores()), traffic(backward.stores()));
            List<String> reductions = new ArrayList<>();
            reductions("forward", forward, reductions);
            reductions("backward", backward, reductions);
            String number = type.toString().toLowerCase(Locale.ROOT);
            String title = "Work" + mode + " (" + number + ", full size is " + fullSize + ")";
            parts.add(new Part(title, Kind.REMARKS, Optional.of(table), reductions));
        }

        private static String count(int number) {
            return String.valueOf(number);
        }

        private String traffic(List<String> tensors) {
            return tensors.size() * bytes() + (tensors.isEmpty() ? "" : " (" + String.join(", ", tensors) + ")");
        }

        private static void reductions(String kernel, Profile profile, List<String> lines) {
            if (!profile.reductions().isEmpty()) {
                lines.add("reductions of the " + kernel + ": " + String.join("; ", profile.reductions()));
            }
        }

        private void sharing(EmittedNorm.Entry entry, Plan plan, String mode) {
            List<String> lines = new ArrayList<>();
            for (Shareable pair : worthwhile(entry.forward())) {
                boolean needed = plan.decisions().stream()
                        .anyMatch(decision -> decision.storage() == Decision.Storage.GIVEN
                                && decision.name().equals(pair.read().label()));
                lines.add("the forward may write " + pair.written().label() + " into the array of "
                        + pair.read().label() + (needed ? ", if no backward follows: that reads it again" : ""));
            }
            for (Shareable pair : worthwhile(entry.backward())) {
                lines.add("the backward may write " + pair.written().label() + " into the array of "
                        + pair.read().label());
            }
            if (lines.isEmpty()) {
                lines.add("no result may be written into the array of an argument");
            }
            lines("In place" + mode, Kind.REMARKS, lines);
        }

        /** Parameters and states are small and wanted again, so nobody shares their arrays. */
        private static List<Shareable> worthwhile(EmittedNorm.Method method) {
            return method.shareable().stream()
                    .filter(pair -> pair.written().role() != Role.STATE
                            && pair.read().role() != Role.STATE
                            && pair.read().role() != Role.PARAMETER)
                    .toList();
        }
    }
}
