package dev.normc.examples.bench;

import dev.normc.examples.compare.Pass;
import dev.normc.examples.compare.Shape;

/**
 * What all contenders are measured at.
 *
 * @param program a path, {@code path#Name}, or a name of the library
 * @param norm the name that the norm has in its formula
 */
public record Cell(String program, String norm, Pass pass, Shape shape) {

    /** Fewer elements say more about the way to a kernel than about the kernel. */
    private static final int TINY = 1024;

    /** Whether it is reported apart from the others. */
    public boolean tiny() {
        return shape.elements() < TINY;
    }

    @Override
    public String toString() {
        return norm + " " + pass + " " + shape;
    }
}
