package dev.normc.dsl.parse;

import dev.normc.dsl.diagnostic.Findings;
import dev.normc.dsl.diagnostic.Messages;
import dev.normc.dsl.source.Span;
import java.util.EnumSet;
import java.util.Set;

/** Reports the parts of the language that this version does not have, each once. */
final class NotYet {

    /** What a program can ask for in vain, as a sentence speaks of it. */
    enum Feature {
        SPLIT("axes that are split"),
        INDEX("`index`"),
        DEFINITION("definitions with `def`"),
        CALL("norms that call norms"),
        BACKWARD("`backward` blocks");

        private final String noun;

        Feature(String noun) {
            this.noun = noun;
        }
    }

    private final Findings findings;
    private final Set<Feature> reported = EnumSet.noneOf(Feature.class);
    private int uses;

    NotYet(Findings findings) {
        this.findings = findings;
    }

    void report(Feature feature, Span span) {
        uses++;
        if (reported.add(feature)) {
            findings.add(Messages.notYet(span, feature.noun));
        }
    }

    /** How often the program has asked for any of them so far. */
    int uses() {
        return uses;
    }
}
