package dev.normc.dsl.check;

/** What sort of thing an expression gives. */
enum Kind {
    NUMBER,
    CONDITION,
    /** Of an expression with an error, which has been reported. */
    UNKNOWN
}
