package dev.normc.dsl.ast;

import dev.normc.dsl.source.Source;
import java.util.List;

/** The norms of one source text, in the order in which they are written. */
public record NormFile(Source source, List<Norm> norms) {

    public NormFile {
        norms = List.copyOf(norms);
    }
}
