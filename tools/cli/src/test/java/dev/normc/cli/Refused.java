package dev.normc.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.normc.compiler.Review;
import dev.normc.dsl.diagnostic.Diagnostic;
import dev.normc.dsl.diagnostic.DiagnosticRenderer;
import dev.normc.dsl.diagnostic.Severity;
import dev.normc.dsl.source.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A program that earns the message {@code code}, perhaps among others. */
record Refused(String code, List<String> lines, List<Diagnostic> diagnostics) {

    /** A program of more lines is there for its length. */
    private static final int LONGEST_TO_REDUCE = 30;

    Refused {
        lines = List.copyOf(lines);
        diagnostics = List.copyOf(diagnostics);
    }

    static Refused of(String code, String text) {
        Refused program = of(code, text.lines().toList());
        assertTrue(program.isEarned(), () -> "the program does not earn " + code + ":\n" + text);
        return program;
    }

    private static Refused of(String code, List<String> lines) {
        return new Refused(code, lines, diagnose(source(lines)));
    }

    private static List<Diagnostic> diagnose(Source source) {
        Review review = Review.of(source);
        return review.errors().isEmpty() ? review.warnings() : review.errors();
    }

    private static Source source(List<String> lines) {
        return new Source("example.norm", String.join("\n", lines) + "\n");
    }

    /** Without the lines that it can do without, and so without most of its other errors. */
    Refused reduced() {
        Refused smallest = this;
        boolean smaller = lines.size() <= LONGEST_TO_REDUCE;
        while (smaller) {
            smaller = false;
            for (int i = smallest.lines.size() - 1; i >= 0; i--) {
                List<String> rest = new ArrayList<>(smallest.lines);
                rest.remove(i);
                Refused candidate = of(code, rest);
                if (candidate.isEarned() && smallest.codes().containsAll(candidate.codes())) {
                    smallest = candidate;
                    smaller = true;
                }
            }
        }
        return smallest;
    }

    private boolean isEarned() {
        return codes().contains(code);
    }

    private Set<String> codes() {
        return diagnostics.stream().map(Diagnostic::code).collect(Collectors.toSet());
    }

    int length() {
        return String.join("\n", lines).length();
    }

    boolean isWarning() {
        return first().severity() == Severity.WARNING;
    }

    /** The message, as a sentence without its full stop. */
    String message() {
        return first().message();
    }

    /** The message as the user sees it: place, line, carets and hint. */
    String rendered() {
        return DiagnosticRenderer.render(source(lines), List.of(first()));
    }

    private Diagnostic first() {
        return diagnostics.stream()
                .filter(diagnostic -> diagnostic.code().equals(code))
                .findFirst()
                .orElseThrow();
    }
}
