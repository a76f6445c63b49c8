package dev.normc.compiler.loop;

/** The type of an expression. */
public enum Type {
    /** The kernel's type: float or double. */
    NUMBER,
    /** Double, in every kernel: constants, counts and merged partial sums. */
    DOUBLE,
    /** Indices and sizes. */
    INT,
    /** A truth value. */
    CONDITION
}
