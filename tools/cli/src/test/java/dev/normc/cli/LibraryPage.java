package dev.normc.cli;

import dev.normc.cli.json.ExplainResult;
import dev.normc.compiler.Compilation;
import dev.normc.compiler.Options;
import dev.normc.compiler.emit.ScalarType;
import dev.normc.dsl.ast.Norm;
import dev.normc.dsl.library.Kind;
import dev.normc.dsl.library.Library;
import dev.normc.runtime.CompiledNorm;
import dev.normc.runtime.JavaCompiler;
import dev.normc.runtime.Mode;
import dev.normc.runtime.Normc;
import dev.normc.runtime.gradcheck.GradientCheck;
import dev.normc.runtime.gradcheck.GradientReport;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The text of docs/library.md, made of the files of the library and of what {@code normc explain} says of them. */
final class LibraryPage {

    private static final String HEAD = """
            # The library

            %d norms, each a file of its own that `normc` knows by its name: `normc explain LayerNorm`. A test makes this page of the
            files, and holds each norm against an oracle that uses nothing of normc.

            `normc list` prints them; `--per-sample`, `--batch`, `--pointwise`, `--residual` and `--state` choose, and so do words:
            `normc list --batch --state power`. A program calls a norm of the library like a function, see
            [language.md](language.md#norms-that-call-norms).

            Axes: N or B are samples, T is time or tokens, C and D are channels or features, H and W are space. The derived backward
            is that of training; names that it does not define are those of the forward, which `normc explain` shows. A
            backward that is not the exact one is so by the paper; its distance is that of `normc gradcheck`. A *sweep* passes over all
            rows in memory once.

            """;

    private final List<String> lines = new ArrayList<>();

    private LibraryPage() {}

    static String make() {
        LibraryPage page = new LibraryPage();
        List<String> names = Library.names();
        page.table(names);
        names.forEach(page::norm);
        return HEAD.formatted(names.size()) + String.join("\n", page.lines) + "\n";
    }

    private void table(List<String> names) {
        lines.add("| norm | kind | |");
        lines.add("| --- | --- | --- |");
        for (String name : names) {
            lines.add("| [" + name + "](#" + name.toLowerCase(Locale.ROOT) + ") | " + kinds(name) + " | "
                    + Library.title(name).replace("|", "\\|") + " |");
        }
    }

    private static String kinds(String name) {
        return Library.kinds(name).stream().map(Kind::toString).collect(Collectors.joining(", "));
    }

    private void norm(String name) {
        Program program = Program.open(name);
        Norm norm = program.norms().get(0);
        Options options = Options.DEFAULT.withType(ScalarType.DOUBLE);
        Compilation compilation = program.compile(norm, options, firing -> {});
        ExplainResult.Entry found = ExplainResult.of(compilation, norm, program.source(), ScalarType.FLOAT);
        ExplainResult.Mode training = found.modes().get(0);
        lines.add("");
        lines.add("## " + name);
        lines.add("");
        lines.addAll(found.documentation().lines().toList());
        lines.add("");
        lines.add("```norm");
        lines.addAll(found.program().lines().toList());
        lines.add("```");
        lines.add("");
        lines.add("Backward, " + exactness(program, name) + ":");
        lines.add("");
        lines.add("```text");
        lines.addAll(training.backward());
        lines.add("```");
        lines.add("");
        lines.add(work("Forward", training.work().forward()) + " "
                + work("Backward", training.work().backward()));
    }

    private static String work(String kernel, ExplainResult.Passes passes) {
        return kernel + ": " + count(passes.memorySweeps(), "sweep") + ", "
                + count(passes.reductions().size(), "reduction") + ".";
    }

    private static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /** Exact, or how far the gradients are from the exact ones at the values that `normc gradcheck` takes. */
    private static String exactness(Program program, String name) {
        Options options = Options.DEFAULT.withType(ScalarType.DOUBLE);
        CompiledNorm norm = new Normc(0).compile(program.source(), Optional.of(name), options, JavaCompiler.JANINO);
        if (GradientCheck.approximate(norm, Mode.TRAINING).isEmpty()) {
            return "exact";
        }
        String distances =
                GradientCheck.check(norm, GradientCheck.defaultSizes(norm.signature()), Mode.TRAINING, 1)
                        .rows()
                        .stream()
                        .filter(GradientReport.Row::approximate)
                        .map(row -> "d" + row.tensor() + " by "
                                + new BigDecimal(row.worstAgainstDifferences()).round(new MathContext(2)))
                        .collect(Collectors.joining(", "));
        return distances.isEmpty() ? "exact" : "not the exact one (" + distances + " of its largest element)";
    }
}
