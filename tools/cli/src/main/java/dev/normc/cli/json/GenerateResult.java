package dev.normc.cli.json;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code normc generate} writes.
 *
 * @param type what the elements of tensors are: {@code float}, {@code double}, {@code bfloat16} or {@code float16}
 * @param memory where they lie: {@code array}, {@code buffer} or {@code segment}
 * @param sizes the sizes that the classes are for, by axis, as the command fixes them
 * @param files the classes
 * @param others the files of a bundle, or that of a snippet
 * @param snippet the text of a snippet, else null
 */
public record GenerateResult(
        String type,
        String memory,
        Map<String, Integer> sizes,
        List<Entry> files,
        List<String> others,
        @Nullable String snippet) {

    /**
     * A Java file and the class in it, with its package.
     *
     * @param target what its kernels are written for, such as {@code scalar} or {@code vector}
     */
    public record Entry(String norm, String target, String className, String path) {}
}
