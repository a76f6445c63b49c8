package dev.normc.examples.source;

import java.util.List;
import java.util.Optional;

/**
 * What a user says of a source file.
 *
 * @param forward the name of the method that is the forward; without it, it is looked for
 * @param backward the name of the method that is the backward
 * @param scratch arrays that both share
 */
public record SourceChoice(Optional<String> forward, Optional<String> backward, List<Scratch> scratch) {

    public SourceChoice {
        scratch = List.copyOf(scratch);
    }
}
