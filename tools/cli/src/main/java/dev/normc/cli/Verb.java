package dev.normc.cli;

import dev.normc.cli.json.Document;
import dev.normc.runtime.cache.CompileCache;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A verb: it says what it finds as text for people while it goes, or all at once as one JSON document. */
abstract class Verb implements Callable<Integer> {

    /** The option that asks for JSON. */
    static final String JSON = "--json";

    @Spec
    @SuppressWarnings("NullAway.Init") // by picocli
    private CommandSpec spec;

    @Option(names = JSON, description = "Write one JSON document in place of text; docs/json.md has its fields.")
    private boolean json;

    /** Does the work, and says what comes of it in both ways: to {@link #text()}, and as the answer. */
    abstract Answer answer();

    @Override
    public final Integer call() {
        Answer answer = answer();
        if (json) {
            commandLine()
                    .getOut()
                    .println(new Document(
                                    commandLine().getCommandName(),
                                    answer.exitCode(),
                                    answer.errors(),
                                    answer.diagnostics(),
                                    answer.result())
                            .json());
        }
        return answer.exitCode();
    }

    /** Where results for people go; nowhere with {@code --json}. */
    final PrintWriter text() {
        return json ? new PrintWriter(Writer.nullWriter()) : commandLine().getOut();
    }

    /** Where complaints for people go; nowhere with {@code --json}. */
    final PrintWriter complaints() {
        return json ? new PrintWriter(Writer.nullWriter()) : commandLine().getErr();
    }

    /** Where compiled norms are kept, if the user names a directory for it. */
    final Optional<CompileCache> cache() {
        return CompileCache.chosen(sentence -> complaints().println("normc: note: " + sentence));
    }

    final boolean asJson() {
        return json;
    }

    final CommandLine commandLine() {
        return spec.commandLine();
    }

    /** The command is not written as it should be. */
    final ParameterException misuse(String sentence) {
        return new ParameterException(commandLine(), sentence);
    }
}
