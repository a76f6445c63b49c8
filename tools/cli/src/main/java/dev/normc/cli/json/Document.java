package dev.normc.cli.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a command says with {@code --json}, whatever becomes of it.
 *
 * @param format counts up when a field changes its meaning or goes away
 * @param command the verb; {@code normc} where none was understood
 * @param exitCode what the process ends with
 * @param errors what went wrong and has no place in a program, one sentence each
 * @param diagnostics what is wrong with programs
 * @param result a record of this package, what the verb found; null if it found nothing
 */
public record Document(
        int format,
        String command,
        int exitCode,
        List<String> errors,
        List<DiagnosticEntry> diagnostics,
        @Nullable Object result) {

    private static final int FORMAT = 1;

    public Document {
        errors = List.copyOf(errors);
        diagnostics = List.copyOf(diagnostics);
    }

    public Document(
            String command,
            int exitCode,
            List<String> errors,
            List<DiagnosticEntry> diagnostics,
            @Nullable Object result) {
        this(FORMAT, command, exitCode, errors, diagnostics, result);
    }

    /** The document as one line of JSON. NaN and infinities become texts, since JSON has no numbers for them. */
    public String json() {
        try {
            return new JsonMapper().writeValueAsString(this);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("the document of " + command + " cannot be written", impossible);
        }
    }
}
