package dev.normc.cli;

import dev.normc.cli.json.NewResult;
import dev.normc.dsl.Dsl;
import dev.normc.dsl.diagnostic.InvalidNormException;
import dev.normc.dsl.source.Source;
import dev.normc.runtime.cases.WholeFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a program to start from. */
@Command(
        name = "new",
        description = "Writes a commented program to start from: a norm that can be checked and compiled as it is.",
        mixinStandardHelpOptions = true)
final class NewCommand extends Verb {

    private static final String TEMPLATE = "new.norm";
    private static final String SUFFIX = ".norm";

    @Parameters(paramLabel = "NAME", description = "What the norm shall be called, such as MyNorm.")
    private String name = "";

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "The file; by default NAME.norm in the current directory. One that is there stays as it is.")
    private @Nullable Path out;

    @Override
    Answer answer() {
        if (name.endsWith(SUFFIX)) {
            throw misuse("Expected the name of a norm, given the file " + name + "; --out says the file.");
        }
        String program = template().replace("NAME", name);
        if (!isProgram(program)) {
            throw misuse(
                    "The name of a norm begins with a letter, goes on with letters, digits and _, and is no word of"
                            + " the language; given " + name + ".");
        }
        Path file = out == null ? Path.of(name + SUFFIX) : out;
        WholeFile.create(file, program);
        text().println("Wrote " + file + "; next: normc check " + file);
        return new Answer(ExitCode.OK, new NewResult(name, file.toString()));
    }

    /** The language itself is asked whether a name is one. */
    private boolean isProgram(String program) {
        try {
            return Dsl.read(new Source(name, program))
                    .norms()
                    .get(0)
                    .name()
                    .text()
                    .equals(name);
        } catch (InvalidNormException invalid) {
            return false;
        }
    }

    private static String template() {
        try (InputStream stream = NewCommand.class.getResourceAsStream(TEMPLATE)) {
            if (stream == null) {
                throw new IllegalStateException("the command lacks its resource " + TEMPLATE);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
