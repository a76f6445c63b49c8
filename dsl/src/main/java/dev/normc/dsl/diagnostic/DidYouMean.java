package dev.normc.dsl.diagnostic;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** The word that somebody who wrote an unknown word may have meant. */
public final class DidYouMean {

    /** Longer words are not compared: nobody mistypes them in one place only. */
    private static final int LONGEST = 80;

    private DidYouMean() {}

    /**
     * The candidate nearest to {@code word}, if one is near: a word of n letters may differ in a third of them, one at
     * least; letter case alone is always near. Of equally near candidates the last one wins, the latest definition.
     */
    public static Optional<String> nearest(String word, Collection<String> candidates) {
        Optional<String> nearest = Optional.empty();
        int smallest = word.length() <= 1 ? 0 : Math.max(1, word.length() / 3);
        for (String candidate : candidates) {
            int distance = distance(word, candidate, smallest);
            if (distance <= smallest) {
                smallest = distance;
                nearest = Optional.of(candidate);
            }
        }
        return nearest;
    }

    /**
     * How many letters to insert, drop, replace or swap with their neighbour; anything above {@code limit} is not
     * exact.
     */
    private static int distance(String left, String right, int limit) {
        if (left.equalsIgnoreCase(right)) {
            return 0;
        }
        boolean tooDifferent = Math.abs(left.length() - right.length()) > limit;
        if (tooDifferent || left.length() > LONGEST || right.length() > LONGEST) {
            return Integer.MAX_VALUE;
        }
        return editDistance(left.toLowerCase(Locale.ROOT), right.toLowerCase(Locale.ROOT));
    }

    /** The optimal string alignment distance. */
    private static int editDistance(String left, String right) {
        int[][] table = new int[left.length() + 1][right.length() + 1];
        for (int i = 0; i <= left.length(); i++) {
            for (int j = 0; j <= right.length(); j++) {
                table[i][j] = i == 0 || j == 0 ? i + j : cell(left, right, table, i, j);
            }
        }
        return table[left.length()][right.length()];
    }

    private static int cell(String left, String right, int[][] table, int i, int j) {
        boolean same = left.charAt(i - 1) == right.charAt(j - 1);
        int best = Math.min(table[i - 1][j - 1] + (same ? 0 : 1), 1 + Math.min(table[i - 1][j], table[i][j - 1]));
        boolean swapped = i > 1
                && j > 1
                && left.charAt(i - 1) == right.charAt(j - 2)
                && left.charAt(i - 2) == right.charAt(j - 1);
        return swapped ? Math.min(best, table[i - 2][j - 2] + 1) : best;
    }
}
