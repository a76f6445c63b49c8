package dev.normc.dsl;

import dev.normc.dsl.allow.Allowances;
import dev.normc.dsl.ast.Norm;
import dev.normc.dsl.ast.NormFile;
import dev.normc.dsl.check.Checked;
import dev.normc.dsl.check.Checker;
import dev.normc.dsl.diagnostic.Diagnostic;
import dev.normc.dsl.diagnostic.DidYouMean;
import dev.normc.dsl.diagnostic.Findings;
import dev.normc.dsl.diagnostic.InvalidNormException;
import dev.normc.dsl.parse.ParseResult;
import dev.normc.dsl.parse.Parser;
import dev.normc.dsl.source.Source;
import dev.normc.dsl.source.SourceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The language: the front door of this module. */
public final class Dsl {

    private Dsl() {}

    /**
     * Reads a program, checks it, and puts what its norms call in the place of the calls.
     *
     * @throws InvalidNormException with all errors, if there are any
     */
    public static NormFile read(Source source) {
        ParseResult result = Parser.parse(source);
        List<Diagnostic> diagnostics = new ArrayList<>(result.diagnostics());
        Checked checked = Checker.check(result.file());
        diagnostics.addAll(checked.diagnostics());
        if (!diagnostics.isEmpty()) {
            throw new InvalidNormException(source, Findings.sorted(diagnostics));
        }
        return checked.file();
    }

    /** Reads a program as far as it can be read: all its errors, and what can be said of its sound norms. */
    public static Survey survey(Source source) {
        ParseResult result = Parser.parse(source);
        Checked checked = Checker.check(result.file());
        List<Diagnostic> errors = new ArrayList<>(result.diagnostics());
        errors.addAll(checked.diagnostics());
        boolean parsed = result.diagnostics().isEmpty();
        return new Survey(
                checked.file(),
                Findings.sorted(errors),
                parsed ? checked.sound() : Set.of(),
                parsed ? checked.warnings() : List.of(),
                checked.foreignCalls(),
                Allowances.of(result.file(), parsed ? Parser.comments(source) : List.of()),
                checked.typed());
    }

    /**
     * The norm of that name, or the only one of the file.
     *
     * @throws SourceException if there is none of that name, or several to choose from
     */
    public static Norm norm(NormFile file, Optional<String> name) {
        List<Norm> norms = file.norms();
        if (name.isEmpty() && norms.size() == 1) {
            return norms.get(0);
        }
        return norms.stream()
                .filter(norm -> name.equals(Optional.of(norm.name().text())))
                .findFirst()
                .orElseThrow(() -> new SourceException(
                        name.map(unknown -> unknown(file, unknown)).orElseGet(() -> ambiguous(file))));
    }

    private static String unknown(NormFile file, String name) {
        String hint = DidYouMean.nearest(name, names(file))
                .map(meant -> "did you mean " + meant + "?")
                .orElse("it has " + String.join(", ", names(file)) + ".");
        return file.source().name() + " has no norm " + name + "; " + hint;
    }

    private static String ambiguous(NormFile file) {
        String choices = names(file).stream()
                .map(name -> file.source().name() + "#" + name)
                .collect(Collectors.joining(", "));
        return file.source().name() + " has several norms; say which: " + choices + ".";
    }

    private static List<String> names(NormFile file) {
        return file.norms().stream().map(norm -> norm.name().text()).toList();
    }
}
