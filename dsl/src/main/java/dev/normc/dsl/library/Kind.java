package dev.normc.dsl.library;

import java.util.Arrays;
import java.util.Locale;

/** What a norm of the library does, for those who look for one. */
public enum Kind {
    /** Its statistics are those of each sample alone. */
    PER_SAMPLE("statistics of each sample"),
    /** Its statistics go over the samples of a batch, the rows of a weight, or the nodes of a graph. */
    BATCH("statistics over a batch"),
    /** It has no statistics. */
    POINTWISE("no statistics"),
    /** It adds up an input and what a sub-layer made of it, or has a shortcut within. */
    RESIDUAL("a residual connection"),
    /** It keeps something between steps. */
    STATE("states");

    private final String description;

    Kind(String description) {
        this.description = description;
    }

    /** What such a norm has. */
    public String description() {
        return description;
    }

    /** As the index of the library and the command have it: {@code per-sample}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Kind of(String word) {
        return Arrays.stream(values())
                .filter(kind -> kind.toString().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the index of the library knows the kind " + word));
    }
}
