package dev.normc.cli;

import dev.normc.cli.bundle.Bundle;
import dev.normc.cli.bundle.BundleFolder;
import dev.normc.compiler.Compiler;
import dev.normc.compiler.Options;
import dev.normc.dsl.ast.Norm;
import dev.normc.runtime.cases.WholeFile;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options {@code --bundle} and {@code --snippet}: one norm as something else than its class alone. */
final class ExportOptions {

    @Option(
            names = "--bundle",
            paramLabel = "DIR",
            description = "Writes a Maven project into this folder, new or of an earlier bundle of the norm: the class,"
                    + " a test with golden numbers and central differences, a benchmark, a certificate and a README.")
    private @Nullable Path bundle;

    @Option(
            names = "--snippet",
            paramLabel = "forward|backward|infer",
            arity = "0..1",
            fallbackValue = "forward",
            preprocessor = SnippetConverter.Optionally.class,
            converter = SnippetConverter.class,
            completionCandidates = SnippetConverter.class,
            description = "Prints one static method, without imports, for a program of a single file, or writes it to"
                    + " the file of --out: forward, which is the default; backward, the forward and all gradients;"
                    + " infer, the forward of inference.")
    private SnippetConverter.@Nullable Part snippet;

    /** Whether one of them is given. */
    boolean isGiven() {
        return bundle != null || snippet != null;
    }

    /** The package where none is named: a benchmark cannot stand in the unnamed one. */
    String packageName(String named) {
        return bundle != null && named.isEmpty() ? Options.DEFAULT.packageName() : named;
    }

    /** Refuses what does not go together. */
    void check(Program program, @Nullable Path out, int targets, boolean parallel, CommandLine command) {
        if (!isGiven() && out == null) {
            throw new ParameterException(command, "Missing required option: '--out=DIR', or --bundle, or --snippet.");
        } else if (!isGiven()) {
            return;
        }
        String given = bundle == null ? "--snippet" : "--bundle";
        if (bundle != null && snippet != null) {
            throw new ParameterException(command, "--bundle and --snippet do not go together.");
        } else if (bundle != null && out != null) {
            throw new ParameterException(command, "--bundle names its own folder; leave --out away.");
        } else if (program.norms().size() != 1) {
            throw new ParameterException(
                    command,
                    given + " takes one norm; " + program.source().name() + " has "
                            + String.join(
                                    ", ",
                                    program.norms().stream()
                                            .map(norm -> norm.name().text())
                                            .toList())
                            + ". Name one as FILE#NAME.");
        } else if (targets != 1) {
            throw new ParameterException(command, given + " takes one target; choose scalar or vector.");
        } else if (snippet != null && parallel) {
            throw new ParameterException(command, "--snippet is for one thread; leave --parallel away.");
        }
    }

    /** What was written. */
    record Export(List<Path> files, @Nullable String snippet) {}

    /** Writes the one norm of {@code program}. */
    Export write(Program program, Options options, @Nullable Path out) {
        Norm norm = program.norms().get(0);
        if (bundle != null) {
            BundleFolder folder = BundleFolder.open(bundle, norm.name().text());
            return new Export(folder.write(Bundle.of(program.source(), norm, options)), null);
        }
        String method = Compiler.snippet(
                program.source(),
                norm,
                options,
                snippet != SnippetConverter.Part.INFER,
                snippet == SnippetConverter.Part.BACKWARD);
        if (out == null) {
            return new Export(List.of(), method);
        }
        WholeFile.write(out, method);
        return new Export(List.of(out), method);
    }
}
