package dev.normc.cli.json;

import java.util.List;

/**
 * What {@code normc generate} writes.
 *
 * @param type the number type of the arrays, {@code float} or {@code double}
 */
public record GenerateResult(String type, List<Entry> files) {

    /** A Java file and the class in it, with its package. */
    public record Entry(String norm, String className, String path) {}
}
