package dev.normc.runtime.cases;

import java.util.Locale;

/** What runs the steps of a case. */
public enum Executor {
    /** The kernels, compiled by Janino. */
    JANINO,
    /** The kernels, compiled by the JDK's javac. */
    JAVAC,
    /** No kernels: the reference, which evaluates the program and its derivative as they are written, in double. */
    INTERPRETER;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
