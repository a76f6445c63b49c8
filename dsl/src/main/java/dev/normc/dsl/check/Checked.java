package dev.normc.dsl.check;

import dev.normc.dsl.ast.NormFile;
import dev.normc.dsl.diagnostic.Diagnostic;
import dev.normc.dsl.source.Span;
import java.util.List;
import java.util.Set;

/**
 * What a check gives.
 *
 * @param file the program with all that its norms call in the place of the calls; not of use if there are errors
 * @param diagnostics all errors, in the order of the source
 * @param sound the names of the norms without errors, whatever other norms have
 * @param warnings what the names of sound norms are not used for
 * @param foreignCalls where the program calls norms of other texts
 * @param typed what is known of the names of all norms, those with errors among them
 */
public record Checked(
        NormFile file,
        List<Diagnostic> diagnostics,
        Set<String> sound,
        List<Diagnostic> warnings,
        Set<Span> foreignCalls,
        List<Typed> typed) {

    public Checked {
        diagnostics = List.copyOf(diagnostics);
        sound = Set.copyOf(sound);
        warnings = List.copyOf(warnings);
        foreignCalls = Set.copyOf(foreignCalls);
        typed = List.copyOf(typed);
    }
}
