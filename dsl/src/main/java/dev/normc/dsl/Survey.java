package dev.normc.dsl;

import dev.normc.dsl.allow.Allowances;
import dev.normc.dsl.ast.NormFile;
import dev.normc.dsl.check.Typed;
import dev.normc.dsl.diagnostic.Diagnostic;
import dev.normc.dsl.source.Span;
import java.util.List;
import java.util.Set;

/**
 * All that the language has to say of a program.
 *
 * @param file the program with all that its norms call in the place of the calls; of use for sound norms alone
 * @param errors in the order of the source
 * @param sound the names of the norms without errors; none if the program cannot be parsed
 * @param warnings about the names of sound norms, whether they are allowed or not
 * @param foreignCalls where norms of the library are called; what comes from there stands at these places
 * @param allowances what the program allows
 * @param typed what is known of the names of all norms, those with errors among them
 */
public record Survey(
        NormFile file,
        List<Diagnostic> errors,
        Set<String> sound,
        List<Diagnostic> warnings,
        Set<Span> foreignCalls,
        Allowances allowances,
        List<Typed> typed) {

    public Survey {
        errors = List.copyOf(errors);
        sound = Set.copyOf(sound);
        warnings = List.copyOf(warnings);
        foreignCalls = Set.copyOf(foreignCalls);
        typed = List.copyOf(typed);
    }
}
