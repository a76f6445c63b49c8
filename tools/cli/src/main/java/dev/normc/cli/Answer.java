package dev.normc.cli;

import dev.normc.cli.json.DiagnosticEntry;
import java.util.List;

/**
 * What a verb has found.
 *
 * @param exitCode what the process ends with
 * @param errors what went wrong and has no place in a program, one sentence each
 * @param diagnostics what is wrong with programs
 * @param result the record that {@code --json} writes
 */
record Answer(int exitCode, List<String> errors, List<DiagnosticEntry> diagnostics, Object result) {

    Answer {
        errors = List.copyOf(errors);
        diagnostics = List.copyOf(diagnostics);
    }

    Answer(int exitCode, Object result) {
        this(exitCode, List.of(), List.of(), result);
    }
}
