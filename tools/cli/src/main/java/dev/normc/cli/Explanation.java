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
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** What the compiler made of one norm, as text for a terminal. */
final class Explanation {

    private static final String INDENT = "  ";

    private final Compilation compilation;
    private final Norm norm;
    private final Source source;
    private final ScalarType type;
    private final Axes fullSize;

    Explanation(Compilation compilation, Norm norm, Source source, ScalarType type) {
        this.compilation = compilation;
        this.norm = norm;
        this.source = source;
        this.type = type;
        this.fullSize =
                compilation.signature().inputs().stream().map(Tensor::axes).reduce(Axes.NONE, Axes::union);
    }

    void print(PrintWriter out) {
        out.println(norm.name().text());
        norm.documentation().lines().forEach(line -> out.println(INDENT + line));
        section(out, "As written", source.textOf(norm.span()).lines().toList());
        variant(out, compilation.training(), compilation.emitted().training(), suffix(", training"));
        compilation
                .inference()
                .ifPresent(inference ->
                        variant(out, inference, compilation.emitted().inference(), ", inference"));
    }

    private String suffix(String mode) {
        return compilation.inference().isPresent() ? mode : "";
    }

    private void variant(PrintWriter out, Variant variant, EmittedNorm.Entry entry, String mode) {
        Plan plan = variant.plan();
        List<String> forward = FormulaPrinter.forward(plan.graph(), plan.names());
        section(out, "Forward" + mode, forward);
        List<String> backward = FormulaPrinter.backward(plan.graph(), plan.names()).stream()
                .filter(line -> !forward.contains(line))
                .toList();
        section(out, "Backward" + mode + ", derived; other names are those of the forward", backward);
        decisions(out, plan, mode);
        costs(out, variant, mode);
        sharing(out, entry, plan, mode);
    }

    private static void section(PrintWriter out, String title, List<String> lines) {
        out.println();
        out.println(title);
        lines.forEach(line -> out.println((INDENT + line).stripTrailing()));
    }

    private void decisions(PrintWriter out, Plan plan, String mode) {
        out.println();
        out.println("What the backward needs of the forward" + mode);
        if (plan.decisions().isEmpty()) {
            out.println(INDENT + "nothing");
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
        table.print(out, INDENT);
    }

    /** 4 bytes per element; 4 bytes per [N] for what is smaller. */
    private String memory(Axes axes) {
        String unit = axes.isEmpty() ? "" : axes.containsAll(fullSize) ? " per element" : " per " + axes;
        return bytes() + " bytes" + unit;
    }

    private int bytes() {
        return type == ScalarType.FLOAT ? Float.BYTES : Double.BYTES;
    }

    private void costs(PrintWriter out, Variant variant, String mode) {
        Profile forward = variant.forward().profile();
        Profile backward = variant.backward().profile();
        out.println();
        out.println(
                "Work" + mode + " (" + type.toString().toLowerCase(Locale.ROOT) + ", full size is " + fullSize + ")");
        new Table()
                .row("", "forward", "backward")
                .row("sweeps over memory", count(forward.memorySweeps()), count(backward.memorySweeps()))
                .row("sweeps per row", count(forward.rowSweeps()), count(backward.rowSweeps()))
                .row(
                        "reductions",
                        count(forward.reductions().size()),
                        count(backward.reductions().size()))
                .row("bytes read per element", traffic(forward.loads()), traffic(backward.loads()))
                .row("bytes written per element", traffic(forward.stores()), traffic(backward.stores()))
                .print(out, INDENT);
        reductions(out, "forward", forward);
        reductions(out, "backward", backward);
    }

    private static String count(int number) {
        return String.valueOf(number);
    }

    private String traffic(List<String> tensors) {
        return tensors.size() * bytes() + (tensors.isEmpty() ? "" : " (" + String.join(", ", tensors) + ")");
    }

    private static void reductions(PrintWriter out, String kernel, Profile profile) {
        if (!profile.reductions().isEmpty()) {
            out.println(INDENT + "reductions of the " + kernel + ": " + String.join("; ", profile.reductions()));
        }
    }

    private static void sharing(PrintWriter out, EmittedNorm.Entry entry, Plan plan, String mode) {
        out.println();
        out.println("In place" + mode);
        List<Shareable> forward = worthwhile(entry.forward());
        List<Shareable> backward = worthwhile(entry.backward());
        for (Shareable pair : forward) {
            boolean needed = plan.decisions().stream()
                    .anyMatch(decision -> decision.storage() == Decision.Storage.GIVEN
                            && decision.name().equals(pair.read().label()));
            out.println(INDENT + "the forward may write " + pair.written().label() + " into the array of "
                    + pair.read().label() + (needed ? ", if no backward follows: that reads it again" : ""));
        }
        for (Shareable pair : backward) {
            out.println(INDENT + "the backward may write " + pair.written().label() + " into the array of "
                    + pair.read().label());
        }
        if (forward.isEmpty() && backward.isEmpty()) {
            out.println(INDENT + "no result may be written into the array of an argument");
        }
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
