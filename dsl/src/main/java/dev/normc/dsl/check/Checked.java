package dev.normc.dsl.check;

import dev.normc.dsl.ast.NormFile;
import dev.normc.dsl.diagnostic.Diagnostic;
import java.util.List;

/**
 * What a check gives.
 *
 * @param file the program with all that its norms call in the place of the calls; not of use if there are errors
 * @param diagnostics all errors, in the order of the source
 */
public record Checked(NormFile file, List<Diagnostic> diagnostics) {

    public Checked {
        diagnostics = List.copyOf(diagnostics);
    }
}
