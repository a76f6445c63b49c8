package dev.normc.runtime.random;

/** What a term is. */
enum Kind {
    NUMBER,
    CONDITION
}
