package dev.normc.cli;

import dev.normc.cli.json.ExplainResult;
import java.util.ArrayList;
import java.util.List;
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

    /** What {@code norm} says, in parts. */
    static Explanation of(ExplainResult.Entry norm) {
        Writer writer = new Writer(norm);
        writer.lines("As written", Kind.PROGRAM, norm.program().lines().toList());
        for (ExplainResult.Mode mode : norm.modes()) {
            writer.mode(mode, norm.modes().size() == 1 ? "" : ", " + mode.mode());
        }
        return new Explanation(norm.name(), norm.documentation().lines().toList(), writer.parts);
    }

    /** This explanation and {@code more}. */
    Explanation with(List<Part> more) {
        List<Part> all = new ArrayList<>(parts);
        all.addAll(more);
        return new Explanation(name, documentation, all);
    }

    /** Gathers the parts. */
    private static final class Writer {

        private final ExplainResult.Entry norm;
        private final List<Part> parts = new ArrayList<>();

        Writer(ExplainResult.Entry norm) {
            this.norm = norm;
        }

        void lines(String title, Kind kind, List<String> lines) {
            parts.add(new Part(title, kind, Optional.empty(), lines));
        }

        void mode(ExplainResult.Mode mode, String suffix) {
            lines("Forward" + suffix, Kind.FORMULAS, mode.forward());
            lines(
                    "Backward" + suffix + ", derived; other names are those of the forward",
                    Kind.FORMULAS,
                    mode.backward());
            values(mode.values(), suffix);
            costs(mode.work(), suffix);
            sharing(mode.inPlace(), suffix);
        }

        private void values(List<ExplainResult.Value> values, String suffix) {
            String title = "What the backward needs of the forward" + suffix;
            if (values.isEmpty()) {
                lines(title, Kind.REMARKS, List.of("nothing"));
                return;
            }
            Table table = new Table().row("value", "axes", "storage", "memory", "why");
            for (ExplainResult.Value value : values) {
                table.row(
                        value.name(),
                        value.axes().isEmpty() ? "-" : value.axes().toString(),
                        value.storage(),
                        value.storage().equals(ExplainResult.SAVED) ? memory(value.axes()) : "-",
                        value.reason());
            }
            parts.add(new Part(title, Kind.REMARKS, Optional.of(table), List.of()));
        }

        /** 4 bytes per element; 4 bytes per [N] for what is smaller. */
        private String memory(List<String> axes) {
            String unit = axes.isEmpty() ? "" : axes.containsAll(norm.fullSize()) ? " per element" : " per " + axes;
            return norm.bytesPerElement() + " bytes" + unit;
        }

        private void costs(ExplainResult.Work work, String suffix) {
            ExplainResult.Passes forward = work.forward();
            ExplainResult.Passes backward = work.backward();
            Table table = new Table()
                    .row("", "forward", "backward")
                    .row("sweeps over memory", count(forward.memorySweeps()), count(backward.memorySweeps()))
                    .row("sweeps per row", count(forward.rowSweeps()), count(backward.rowSweeps()))
                    .row(
                            "reductions",
                            count(forward.reductions().size()),
                            count(backward.reductions().size()))
                    .row("bytes read per element", traffic(forward.reads()), traffic(backward.reads()))
                    .row("bytes written per element", traffic(forward.writes()), traffic(backward.writes()));
            List<String> reductions = new ArrayList<>();
            reductions("forward", forward, reductions);
            reductions("backward", backward, reductions);
            String title = "Work" + suffix + " (" + norm.type() + ", full size is " + norm.fullSize() + ")";
            parts.add(new Part(title, Kind.REMARKS, Optional.of(table), reductions));
        }

        private static String count(int number) {
            return String.valueOf(number);
        }

        private String traffic(List<String> tensors) {
            return tensors.size() * norm.bytesPerElement()
                    + (tensors.isEmpty() ? "" : " (" + String.join(", ", tensors) + ")");
        }

        private static void reductions(String kernel, ExplainResult.Passes passes, List<String> lines) {
            if (!passes.reductions().isEmpty()) {
                lines.add("reductions of the " + kernel + ": " + String.join("; ", passes.reductions()));
            }
        }

        private void sharing(List<ExplainResult.Pair> inPlace, String suffix) {
            List<String> lines = new ArrayList<>();
            for (ExplainResult.Pair pair : inPlace) {
                lines.add("the " + pair.kernel() + " may write " + pair.written() + " into the array of " + pair.read()
                        + (pair.onlyWithoutBackward() ? ", if no backward follows: that reads it again" : ""));
            }
            if (lines.isEmpty()) {
                lines.add("no result may be written into the array of an argument");
            }
            lines("In place" + suffix, Kind.REMARKS, lines);
        }
    }
}
