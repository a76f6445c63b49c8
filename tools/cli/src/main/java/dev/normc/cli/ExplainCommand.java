package dev.normc.cli;

import dev.normc.cli.json.ExplainResult;
import dev.normc.compiler.Compilation;
import dev.normc.compiler.Firing;
import dev.normc.compiler.Options;
import dev.normc.compiler.emit.ScalarType;
import dev.normc.dsl.ast.Norm;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what the compiler makes of a program. */
@Command(
        name = "explain",
        description = "Shows a norm's formula, its derived backward as mathematics, and what its kernels cost.",
        mixinStandardHelpOptions = true)
final class ExplainCommand extends Verb {

    @Parameters(
            paramLabel = "FILE",
            completionCandidates = LibraryNames.class,
            description = "A path, FILE#NAME, or a name of the library.")
    private String file = "";

    @Option(
            names = "--type",
            paramLabel = "float|double",
            converter = NumberTypeConverter.class,
            completionCandidates = NumberTypeConverter.class,
            description = "The number type whose bytes are counted: float, which is the default, or double.")
    private ScalarType type = ScalarType.FLOAT;

    @Option(names = "--latex", description = "Write the formulas as LaTeX.")
    private boolean latex;

    @Option(names = "--html", description = "Write a page of HTML that needs no other file.")
    private boolean html;

    @Option(names = "--trace", description = "Show each rule of the simplification that fired, and on what.")
    private boolean trace;

    @Mixin
    private ConstantOptions constants = new ConstantOptions();

    @Override
    Answer answer() {
        Program program = Program.open(file);
        constants.check(program, commandLine());
        if (latex && html) {
            throw misuse("--latex and --html exclude each other.");
        }
        if (asJson() && (latex || html || trace)) {
            String other = latex ? "--latex" : html ? "--html" : "--trace";
            throw misuse("--json and " + other + " exclude each other.");
        }
        if (latex && trace) {
            throw misuse("--latex shows formulas alone, and --trace has none.");
        }
        List<Explained> norms =
                program.norms().stream().map(norm -> explain(program, norm)).toList();
        List<Explanation> explanations = norms.stream()
                .map(norm -> Explanation.of(norm.found()).with(norm.trace()))
                .toList();
        PrintWriter out = text();
        if (latex) {
            explanations.forEach(explanation -> LatexPage.print(explanation, out));
        } else if (html) {
            HtmlPage.print(explanations, out);
        } else {
            TextPage.print(explanations, out);
        }
        return new Answer(
                ExitCode.OK,
                new ExplainResult(norms.stream().map(Explained::found).toList()));
    }

    private record Explained(ExplainResult.Entry found, List<Explanation.Part> trace) {}

    private Explained explain(Program program, Norm norm) {
        Options options = Options.DEFAULT.withType(type).withConstants(constants.of(norm));
        List<Firing> firings = new ArrayList<>();
        Compilation compilation = program.compile(norm, options, firings::add);
        return new Explained(
                ExplainResult.of(compilation, norm, program.source(), type),
                trace ? Trace.parts(compilation, firings, program.source()) : List.of());
    }
}
