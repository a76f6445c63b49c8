package dev.normc.dsl.expand;

import dev.normc.dsl.diagnostic.CallMessages;
import dev.normc.dsl.source.Span;
import java.util.List;
import java.util.Optional;

/** How large a norm may become: definitions that call one another twice would double it again and again. */
final class Budget {

    /** Operations of one norm with all that it calls. */
    private static final int MOST_OPERATIONS = 100_000;

    /** Definitions that call definitions: far more than anybody reads. */
    static final int DEEPEST = 64;

    private final boolean quiet;
    private int spent;
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

    /** The call of a definition begins, within {@code outer} ones. */
    void enter(Span span, List<?> outer) {
        if (outer.isEmpty()) {
            call = Optional.of(span);
        }
    }

    /** The call ends. */
    void leave(List<?> outer) {
        if (outer.isEmpty()) {
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

    /** Whether a call may stand within {@code outer} ones; reports it if not. */
    boolean mayNest(Span span, List<?> outer, Surroundings surroundings) {
        boolean tooDeep = outer.size() >= DEEPEST;
        if (tooDeep && !quiet) {
            surroundings.report(CallMessages.callsTooDeep(call.orElse(span), DEEPEST));
        }
        return !tooDeep;
    }
}
