package dev.normc.dsl.ast;

import dev.normc.dsl.source.Source;
import java.util.List;

/**
 * What one source text holds: functions for all of its norms, and the norms, in the order in which they are written.
 */
public record NormFile(Source source, List<Definition> definitions, List<Norm> norms) {

    public NormFile {
        definitions = List.copyOf(definitions);
        norms = List.copyOf(norms);
    }
}
