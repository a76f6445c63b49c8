package dev.normc.dsl.expand;

import dev.normc.dsl.diagnostic.CallMessages;
import dev.normc.dsl.source.Span;
import java.util.Optional;

/** How large a norm may become: definitions that call one another twice would double it again and again. */
final class Budget {

    /** Operations of one norm with all that it calls. */
    private static final int MOST_OPERATIONS = 100_000;

    /** Definitions that call definitions: far more than anybody reads. */
    static final int DEEPEST = 64;

    private final boolean quiet;
    private int spent;
    private int depth;
    private Optional<Span> call = Optional.empty();

    private Budget(boolean quiet) {
        this.quiet = quiet;
    }

    /** Of a norm: what is beyond it is reported at the outermost call. */
    static Budget ofNorm() {
        return new Budget(false);
    }

    /** Of definitions that are tried: what is beyond it is reported where a norm calls them. */
    static Budget ofTrial() {
        return new Budget(true);
    }

    /** The call of a definition or of a norm begins. */
    void enter(Span span) {
        if (depth == 0) {
            call = Optional.of(span);
        }
        depth++;
    }

    /** The call that has begun last ends. */
    void leave() {
        depth--;
        if (depth == 0) {
            call = Optional.empty();
        }
    }

    /** Whether there is room for one operation more; reports once that there is none. */
    boolean spend(Span span, Surroundings surroundings) {
        spent++;
        if (spent == MOST_OPERATIONS + 1 && !quiet) {
            surroundings.report(CallMessages.expansionTooLong(call.orElse(span), MOST_OPERATIONS));
        }
        return spent <= MOST_OPERATIONS;
    }

    /** Whether the call of a definition may stand within {@code outer} ones; reports it if not. */
    boolean mayNest(Span span, int outer, Surroundings surroundings) {
        boolean tooDeep = outer >= DEEPEST;
        if (tooDeep && !quiet) {
            surroundings.report(CallMessages.callsTooDeep(call.orElse(span), DEEPEST));
        }
        return !tooDeep;
    }
}
