package dev.normc.cli;

import dev.normc.compiler.Compilation;
import dev.normc.compiler.Options;
import dev.normc.compiler.emit.ScalarType;
import dev.normc.runtime.cases.WholeFile;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import javax.lang.model.SourceVersion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes Java source. */
@Command(
        name = "generate",
        description = "Writes the Java source of every norm of a program, plain files without dependencies.",
        mixinStandardHelpOptions = true)
final class GenerateCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // by picocli
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "A path, FILE#NAME, or a name of the library.")
    private String file = "";

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "The root of the Java sources; the packages' directories are made in it.")
    private Path out = Path.of("");

    @Option(
            names = "--package",
            paramLabel = "PACKAGE",
            description = "The package of the classes; the unnamed one without this.")
    private String packageName = "";

    @Option(
            names = "--type",
            paramLabel = "float|double",
            converter = NumberTypeConverter.class,
            description = "The number type of the arrays: float, which is the default, or double.")
    private ScalarType type = ScalarType.FLOAT;

    @Mixin
    private ConstantOptions constants = new ConstantOptions();

    @Override
    public Integer call() {
        if (!packageName.isEmpty() && !SourceVersion.isName(packageName)) {
            throw new ParameterException(spec.commandLine(), packageName + " is no name for a Java package.");
        }
        Options options = Options.DEFAULT.withType(type).withPackageName(packageName);
        Program program = Program.open(file);
        constants.check(program, spec.commandLine());
        List<Compilation> compilations = program.norms().stream()
                .map(norm -> program.compile(norm, options.withConstants(constants.of(norm))))
                .toList();
        for (Compilation compilation : compilations) {
            Path path = out.resolve(compilation.emitted().className().replace('.', '/') + ".java");
            WholeFile.write(path, compilation.emitted().source());
            spec.commandLine().getOut().println("Wrote " + path);
        }
        return ExitCode.OK;
    }
}
