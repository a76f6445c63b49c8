package dev.normc.dsl.allow;

import dev.normc.dsl.ast.Definition;
import dev.normc.dsl.ast.Norm;
import dev.normc.dsl.ast.NormFile;
import dev.normc.dsl.ast.Statement;
import dev.normc.dsl.diagnostic.AdviceMessages;
import dev.normc.dsl.diagnostic.Diagnostic;
import dev.normc.dsl.diagnostic.Findings;
import dev.normc.dsl.source.Source;
import dev.normc.dsl.source.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** The allowances of one program: the front door of this package. */
public final class Allowances {

    private final List<Allowance> all = new ArrayList<>();

    private Allowances() {}

    /**
     * The allowances among the comments of a program.
     *
     * @param file the program as it is written
     * @param comments their places, in their order
     */
    public static Allowances of(NormFile file, List<Span> comments) {
        Allowances allowances = new Allowances();
        Source source = file.source();
        Lines lines = new Lines(source, comments, statements(file));
        for (Span comment : comments) {
            Allowance.of(source, comment, List.of())
                    .map(found -> new Allowance(found.code(), found.reason(), comment, lines.targets(comment)))
                    .ifPresent(allowances.all::add);
        }
        return allowances;
    }

    /** All that an allowance may be for, what is outside before what is in it. */
    private static List<Span> statements(NormFile file) {
        List<Span> spans = new ArrayList<>();
        file.definitions().stream().map(Definition::span).forEach(spans::add);
        for (Norm norm : file.norms()) {
            spans.add(norm.span());
            add(norm.body(), spans);
        }
        return spans;
    }

    private static void add(List<Statement> body, List<Span> spans) {
        for (Statement statement : body) {
            spans.add(statement.span());
            if (statement instanceof Statement.Backward block) {
                add(block.body(), spans);
            }
        }
    }

    /**
     * The warnings that nothing allows, and those about the allowances, in the order of the source.
     *
     * @param warnings all that has been found
     * @param judged whether all that there is to find at a place has been looked for; of allowances for other places
     *     nothing is said
     */
    public List<Diagnostic> apply(List<Diagnostic> warnings, Predicate<Span> judged) {
        Set<Allowance> used = new HashSet<>();
        List<Diagnostic> left = new ArrayList<>();
        for (Diagnostic warning : warnings) {
            List<Allowance> fitting = all.stream()
                    .filter(allowance -> allowance.code().equals(warning.code()) && allowance.covers(warning.span()))
                    .toList();
            used.addAll(fitting);
            if (fitting.isEmpty()) {
                left.add(warning);
            }
        }
        all.stream()
                .filter(allowance -> allowance.targets().stream().allMatch(judged))
                .forEach(allowance -> judge(allowance, used, left));
        return Findings.sorted(left);
    }

    private static void judge(Allowance allowance, Set<Allowance> used, List<Diagnostic> found) {
        Span comment = allowance.comment();
        if (!allowance.isKnown()) {
            found.add(AdviceMessages.unknownAdvice(comment, allowance.code(), allowance.meant()));
            return;
        }
        if (allowance.reason().isEmpty()) {
            found.add(AdviceMessages.allowWithoutReason(comment, allowance.code()));
        }
        if (!used.contains(allowance)) {
            found.add(AdviceMessages.unusedAllow(comment, allowance.code()));
        }
    }
}
