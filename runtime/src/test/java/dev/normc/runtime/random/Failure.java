package dev.normc.runtime.random;

import dev.normc.dsl.diagnostic.Diagnostic;
import dev.normc.dsl.diagnostic.InvalidNormException;
import java.util.stream.Collectors;

/**
 * What does not hold of a subject.
 *
 * @param kind what went wrong, in words that are the same for the same fault
 * @param detail the numbers
 */
public record Failure(String kind, String detail) {

    /** The same fault in the same place throws the same exception from the same method. */
    static Failure of(Throwable thrown) {
        if (thrown instanceof InvalidNormException invalid) {
            String codes = invalid.diagnostics().stream().map(Diagnostic::code).collect(Collectors.joining(", "));
            return new Failure("no well-formed program: " + codes, String.valueOf(invalid.getMessage()));
        }
        String place = "";
        for (StackTraceElement element : thrown.getStackTrace()) {
            if (element.getClassName().startsWith("dev.normc.")) {
                place = element.getClassName() + "." + element.getMethodName();
                break;
            }
        }
        return new Failure(thrown.getClass().getSimpleName() + " in " + place, String.valueOf(thrown.getMessage()));
    }
}
