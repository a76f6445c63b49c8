package dev.normc.dsl.parse;

import dev.normc.dsl.diagnostic.Feature;
import dev.normc.dsl.diagnostic.Findings;
import dev.normc.dsl.diagnostic.Messages;
import dev.normc.dsl.source.Span;
import java.util.EnumSet;
import java.util.Set;

/** Reports the parts of the language that this version does not have, each once. */
final class NotYet {

    private final Findings findings;
    private final Set<Feature> reported = EnumSet.noneOf(Feature.class);
    private int uses;

    NotYet(Findings findings) {
        this.findings = findings;
    }

    void report(Feature feature, Span span) {
        uses++;
        if (reported.add(feature)) {
            findings.add(Messages.notYet(span, feature));
        }
    }

    /** How often the program has asked for any of them so far. */
    int uses() {
        return uses;
    }
}
