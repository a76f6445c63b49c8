package dev.normc.compiler;

import dev.normc.compiler.advise.Advising;
import dev.normc.dsl.Dsl;
import dev.normc.dsl.Survey;
import dev.normc.dsl.ast.Norm;
import dev.normc.dsl.diagnostic.Diagnostic;
import dev.normc.dsl.diagnostic.Findings;
import dev.normc.dsl.diagnostic.InvalidNormException;
import dev.normc.dsl.source.Source;
import dev.normc.dsl.source.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What can be said of a program: all its errors, of all stages, and advice on the norms that have none.
 *
 * @param source the program
 * @param norms the names of the norms that are meant; none if the language finds errors in the program
 * @param errors in the order of the source; none if all norms that are meant compile
 * @param warnings in the order of the source, without those that the program allows; each has its code, its place and
 *     what to write instead
 */
public record Review(Source source, List<String> norms, List<Diagnostic> errors, List<Diagnostic> warnings) {

    public Review {
        norms = List.copyOf(norms);
        errors = List.copyOf(errors);
        warnings = List.copyOf(warnings);
    }

    /** Reviews all norms of a program, with the default options. */
    public static Review of(Source source) {
        return of(source, Optional.empty(), Options.DEFAULT);
    }

    /**
     * Reviews a program: compiles the norms that are meant, and advises on them.
     *
     * @param norm the only norm that is meant; without it all are
     * @throws dev.normc.dsl.source.SourceException if a program without errors has no norm of that name
     * @throws IllegalArgumentException if the options name a constant that a norm does not have
     */
    public static Review of(Source source, Optional<String> norm, Options options) {
        return of(Dsl.survey(source), source, norm, options, () -> {});
    }

    /**
     * Reviews all norms of a program that has been surveyed, with the default options.
     *
     * @param pause runs before each norm is compiled; what it throws ends the review
     */
    public static Review of(Survey survey, Source source, Runnable pause) {
        return of(survey, source, Optional.empty(), Options.DEFAULT, pause);
    }

    private static Review of(Survey survey, Source source, Optional<String> norm, Options options, Runnable pause) {
        List<Norm> meant = norm.isPresent() && survey.errors().isEmpty()
                ? List.of(Dsl.norm(survey.file(), norm))
                : survey.file().norms().stream()
                        .filter(one ->
                                norm.isEmpty() || norm.get().equals(one.name().text()))
                        .toList();
        List<Diagnostic> errors = new ArrayList<>(survey.errors());
        List<Diagnostic> warnings = new ArrayList<>();
        List<Span> judged = new ArrayList<>();
        for (Norm one : meant) {
            pause.run();
            if (survey.sound().contains(one.name().text())) {
                try {
                    warnings.addAll(advice(source, one, options, survey.foreignCalls()));
                    judged.add(one.span());
                } catch (InvalidNormException invalid) {
                    errors.addAll(invalid.diagnostics());
                }
            }
        }
        boolean whole = judged.size() == survey.file().norms().size();
        Predicate<Span> isJudged = place -> whole || judged.stream().anyMatch(one -> isWithin(place, one));
        survey.warnings().stream()
                .filter(warning -> isJudged.test(warning.span()))
                .forEach(warnings::add);
        List<Diagnostic> left = survey.allowances().apply(distinct(warnings), isJudged);
        List<String> names = survey.errors().isEmpty()
                ? meant.stream().map(one -> one.name().text()).toList()
                : List.of();
        return new Review(source, names, Findings.sorted(errors), left);
    }

    /** The advice on a norm that compiles. */
    private static List<Diagnostic> advice(Source source, Norm norm, Options options, Set<Span> foreignCalls) {
        Compilation compilation = Compiler.compile(source, norm, options);
        return Advising.advise(
                source,
                compilation.variant(true).lowered(),
                compilation.variant(false).lowered(),
                foreignCalls);
    }

    /** A norm that several call is advised once; what they pass may have other names in what is said. */
    private static List<Diagnostic> distinct(List<Diagnostic> warnings) {
        Set<Diagnostic> places = new HashSet<>();
        return warnings.stream()
                .filter(found -> places.add(new Diagnostic(found.severity(), found.code(), found.span(), "", "")))
                .toList();
    }

    private static boolean isWithin(Span inner, Span outer) {
        return outer.start() <= inner.start() && inner.end() <= outer.end();
    }
}
