package dev.normc.cli;

import dev.normc.compiler.Compilation;
import dev.normc.compiler.Firing;
import dev.normc.compiler.Options;
import dev.normc.compiler.emit.ScalarType;
import dev.normc.dsl.ast.Norm;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what the compiler makes of a program. */
@Command(
        name = "explain",
        description = "Shows a norm's formula, its derived backward as mathematics, and what its kernels cost.",
        mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // by picocli
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "A path, FILE#NAME, or a name of the library.")
    private String file = "";

    @Option(
            names = "--type",
            paramLabel = "float|double",
            converter = NumberTypeConverter.class,
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
    public Integer call() {
        Program program = Program.open(file);
        constants.check(program, spec.commandLine());
        if (latex && html) {
            throw new ParameterException(spec.commandLine(), "--latex and --html exclude each other.");
        }
        if (latex && trace) {
            throw new ParameterException(spec.commandLine(), "--latex shows formulas alone, and --trace has none.");
        }
        List<Explanation> explanations =
                program.norms().stream().map(norm -> explain(program, norm)).toList();
        PrintWriter out = spec.commandLine().getOut();
        if (latex) {
            explanations.forEach(explanation -> LatexPage.print(explanation, out));
        } else if (html) {
            HtmlPage.print(explanations, out);
        } else {
            TextPage.print(explanations, out);
        }
        return ExitCode.OK;
    }

    private Explanation explain(Program program, Norm norm) {
        Options options = Options.DEFAULT.withType(type).withConstants(constants.of(norm));
        List<Firing> firings = new ArrayList<>();
        Compilation compilation = program.compile(norm, options, firings::add);
        Explanation explanation = Explanation.of(compilation, norm, program.source(), type);
        return trace ? explanation.with(Trace.parts(compilation, firings, program.source())) : explanation;
    }
}
