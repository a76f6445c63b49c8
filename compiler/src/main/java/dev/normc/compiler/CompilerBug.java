package dev.normc.compiler;

/** A fault of normc itself, never of the program that it compiles. */
public final class CompilerBug extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CompilerBug(String stage, String fault) {
        super("a fault of normc in stage " + stage + ", please report it: " + fault);
    }
}
