package dev.normc.cli;

import dev.normc.cli.json.CompletionResult;
import java.util.Iterator;
import java.util.List;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Writes what a shell needs to complete the command. */
@Command(
        name = "completion",
        description = {
            "Writes a script that lets the shell complete verbs, options and the names of the library.",
            "For this shell:  source <(normc completion bash)"
        },
        mixinStandardHelpOptions = true)
final class CompletionCommand extends Verb {

    /** The shells whose completion picocli writes; zsh reads the script of bash by its own bashcompinit. */
    private static final List<String> SHELLS = List.of("bash", "zsh");

    private static final String NO_FILES = "  type compopt &>/dev/null && compopt +o default\n";

    @Parameters(paramLabel = "bash|zsh", completionCandidates = Shells.class, description = "The shell.")
    private String shell = "";

    @Override
    Answer answer() {
        if (!SHELLS.contains(shell)) {
            throw misuse("Completion is there for bash and zsh, not for " + shell + ".");
        }
        // Where picocli has nothing to offer it forbids the file names that a FILE may be.
        String script = AutoComplete.bash("normc", commandLine().getParent()).replace(NO_FILES, "");
        text().print(script);
        return new Answer(ExitCode.OK, new CompletionResult(shell, script));
    }

    /** What the shell offers. */
    static final class Shells implements Iterable<String> {

        @Override
        public Iterator<String> iterator() {
            return SHELLS.iterator();
        }
    }
}
