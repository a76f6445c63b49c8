package dev.normc.dsl.check;

import dev.normc.dsl.ast.Name;
import dev.normc.dsl.ast.Norm;
import dev.normc.dsl.ast.NormFile;
import dev.normc.dsl.diagnostic.Diagnostic;
import dev.normc.dsl.diagnostic.Findings;
import dev.normc.dsl.diagnostic.Messages;
import dev.normc.dsl.library.Library;
import dev.normc.dsl.source.Source;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks programs: the front door of this package. */
public final class Checker {

    private Checker() {}

    /** All errors of one norm, in the order of the source; empty if it may be compiled. */
    public static List<Diagnostic> check(Source source, Norm norm) {
        Findings findings = new Findings();
        check(source, norm, callable(List.of(norm)), findings);
        return findings.sorted();
    }

    /** All errors of a program: of its norms, and those between them. */
    public static List<Diagnostic> check(NormFile file) {
        Findings findings = new Findings();
        Set<String> callable = callable(file.norms());
        Map<String, Name> names = new HashMap<>();
        for (Norm norm : file.norms()) {
            Name name = norm.name();
            Name first = names.putIfAbsent(name.text(), name);
            if (first != null) {
                int line = file.source().lineOf(first.span().start());
                findings.add(Messages.duplicateNorm(name.span(), name.text(), line));
            }
            check(file.source(), norm, callable, findings);
        }
        return findings.sorted();
    }

    private static void check(Source source, Norm norm, Set<String> callable, Findings findings) {
        new NormChecker(new Scope(source, norm, findings), callable, findings).check(norm);
    }

    private static Set<String> callable(List<Norm> norms) {
        Set<String> names = new LinkedHashSet<>(Library.names());
        norms.forEach(norm -> names.add(norm.name().text()));
        return names;
    }
}
