package dev.normc.cli;

import dev.normc.cli.json.GenerateResult;
import dev.normc.compiler.Compilation;
import dev.normc.compiler.Options;
import dev.normc.compiler.emit.ScalarType;
import dev.normc.runtime.cases.WholeFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.lang.model.SourceVersion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes Java source. */
@Command(
        name = "generate",
        description = "Writes the Java source of every norm of a program, plain files without dependencies.",
        mixinStandardHelpOptions = true)
final class GenerateCommand extends Verb {

    @Parameters(
            paramLabel = "FILE",
            completionCandidates = LibraryNames.class,
            description = "A path, FILE#NAME, or a name of the library.")
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
            completionCandidates = NumberTypeConverter.class,
            description = "The number type of the arrays: float, which is the default, or double.")
    private ScalarType type = ScalarType.FLOAT;

    @Mixin
    private ConstantOptions constants = new ConstantOptions();

    @Override
    Answer answer() {
        if (!packageName.isEmpty() && !SourceVersion.isName(packageName)) {
            throw misuse(packageName + " is no name for a Java package.");
        }
        Options options = Options.DEFAULT.withType(type).withPackageName(packageName);
        Program program = Program.open(file);
        constants.check(program, commandLine());
        List<Compilation> compilations = program.norms().stream()
                .map(norm -> program.compile(norm, options.withConstants(constants.of(norm))))
                .toList();
        List<GenerateResult.Entry> files = new ArrayList<>();
        for (Compilation compilation : compilations) {
            Path path = out.resolve(compilation.emitted().className().replace('.', '/') + ".java");
            WholeFile.write(path, compilation.emitted().source());
            text().println("Wrote " + path);
            files.add(new GenerateResult.Entry(
                    compilation.signature().name(), compilation.emitted().className(), path.toString()));
        }
        return new Answer(ExitCode.OK, new GenerateResult(type.toString().toLowerCase(Locale.ROOT), files));
    }
}
