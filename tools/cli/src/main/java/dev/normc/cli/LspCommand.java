package dev.normc.cli;

import dev.normc.lsp.LanguageServing;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Serves one editor. What it writes is the protocol's, so there is no text and no JSON of its own. */
@Command(
        name = "lsp",
        description = {
            "Serves an editor as a language server, on the standard input and output; docs/editors.md says how to set",
            "one up. An editor starts it, nobody else has a use for it."
        },
        mixinStandardHelpOptions = true)
final class LspCommand implements Callable<Integer> {

    @Option(names = "--stdio", description = "Use the standard input and output, as always; many editors say so.")
    @SuppressWarnings("UnusedVariable") // there is nothing else to choose
    private boolean stdio;

    @Override
    public Integer call() {
        // A stray print would break the protocol, which has the standard output for itself.
        System.setOut(System.err);
        return LanguageServing.serve(
                new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.out), Version.number());
    }
}
