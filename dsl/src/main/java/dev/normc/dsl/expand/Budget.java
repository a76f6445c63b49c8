package dev.normc.dsl.expand;

import dev.normc.dsl.diagnostic.CallMessages;
import dev.normc.dsl.source.Span;

/** How large a norm may become: definitions that call one another twice would double it again and again. */
public final class Budget {

    /** Operations of one norm with all that it calls. */
    public static final int MOST_OPERATIONS = 500_000;

    private int spent;

    /** Whether there is room for one operation more; reports once that there is none. */
    boolean spend(Span span, Surroundings surroundings) {
        spent++;
        if (spent == MOST_OPERATIONS + 1) {
            surroundings.report(CallMessages.expansionTooLong(span, MOST_OPERATIONS));
        }
        return spent <= MOST_OPERATIONS;
    }
}
