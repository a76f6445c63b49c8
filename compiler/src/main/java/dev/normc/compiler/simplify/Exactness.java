package dev.normc.compiler.simplify;

/** What a rule may change. */
public enum Exactness {
    /** The same bits, always. */
    BITWISE,
    /** Equal over the real numbers; the rounding may differ. */
    REASSOCIATES,
    /** Equal over the real numbers; a NaN or an infinity may get lost. */
    ASSUMES_FINITE
}
