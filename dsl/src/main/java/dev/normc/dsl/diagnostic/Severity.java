package dev.normc.dsl.diagnostic;

import java.util.Locale;

/** How bad a finding is. */
public enum Severity {
    /** The program has no meaning. */
    ERROR,
    /** The program means what it says, and may not be what its author wants. */
    WARNING;

    /** The word in front of the message. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
