package dev.normc.cli;

import dev.normc.compiler.Compilation;
import dev.normc.compiler.Options;
import dev.normc.compiler.emit.ScalarType;
import dev.normc.dsl.ast.Norm;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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

    @Mixin
    private ConstantOptions constants = new ConstantOptions();

    @Override
    public Integer call() {
        Program program = Program.open(file);
        constants.check(program, spec.commandLine());
        PrintWriter out = spec.commandLine().getOut();
        String gap = "";
        for (Norm norm : program.norms()) {
            Options options = Options.DEFAULT.withType(type).withConstants(constants.of(norm));
            Compilation compilation = program.compile(norm, options);
            out.print(gap);
            new Explanation(compilation, norm, program.source(), type).print(out);
            gap = System.lineSeparator();
        }
        return ExitCode.OK;
    }
}
