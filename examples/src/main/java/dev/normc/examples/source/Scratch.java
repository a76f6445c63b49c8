package dev.normc.examples.source;

import java.util.List;

/**
 * An array that the user's forward and backward share.
 *
 * @param name the parameter's name in both
 * @param factors the names of axes and the numbers whose product is its length
 */
public record Scratch(String name, List<String> factors) {

    public Scratch {
        factors = List.copyOf(factors);
    }

    /**
     * An array of the length {@code N}, {@code 64} or {@code 4*N*D}.
     *
     * @throws IllegalArgumentException with one sentence for the user, if the length is not written so
     */
    public static Scratch of(String name, String length) {
        List<String> factors =
                List.of(length.split("\\*", -1)).stream().map(String::strip).toList();
        if (!factors.stream().allMatch(factor -> factor.matches("\\w+"))) {
            throw new IllegalArgumentException(
                    "expected a length such as N, 64 or 4*N for the array " + name + ", given " + length);
        }
        return new Scratch(name, factors);
    }
}
