package dev.normc.cli.json;

import java.util.List;
import java.util.Map;

/**
 * What {@code normc generate} writes.
 *
 * @param type the number type of the arrays, {@code float} or {@code double}
 * @param sizes the sizes that the classes are for, by axis, as the command fixes them
 */
public record GenerateResult(String type, Map<String, Integer> sizes, List<Entry> files) {

    /**
     * A Java file and the class in it, with its package.
     *
     * @param target what its kernels are written for, such as {@code scalar} or {@code vector}
     */
    public record Entry(String norm, String target, String className, String path) {}
}
