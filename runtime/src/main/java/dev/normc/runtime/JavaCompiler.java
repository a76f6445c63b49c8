package dev.normc.runtime;

/** Which compiler turns the emitted source into a class. */
public enum JavaCompiler {
    /** Janino: in memory, in milliseconds, needs no JDK. */
    JANINO,
    /** The JDK's own javac; only where a JDK runs the program. */
    JAVAC
}
