package dev.normc.examples.text;

import java.util.Arrays;

/**
 * What a model reads at once. Arrays are row-major [sequences, context] and belong to whoever asked for the batch.
 *
 * @param sequences how many pieces of text there are
 * @param context how many tokens each has
 * @param tokens what the model sees, of {@link Vocabulary#SIZE}
 * @param targets the byte to be predicted at each position that is counted; 0 at all others, so that none of them tells
 *     anything
 * @param counted which positions enter the loss
 */
@SuppressWarnings("ArrayRecordComponent") // A model reads them a million times; they are compared by their contents.
public record Batch(int sequences, int context, int[] tokens, int[] targets, boolean[] counted) {

    /** @throws IllegalArgumentException if a length is not sequences times context, or a token or target is none */
    public Batch {
        if (sequences < 1 || context < 1) {
            throw new IllegalArgumentException(sequences + " sequences of " + context + " tokens are no batch");
        }
        int positions = Math.multiplyExact(sequences, context);
        if (tokens.length != positions || targets.length != positions || counted.length != positions) {
            throw new IllegalArgumentException("a batch of " + sequences + " x " + context + " with " + tokens.length
                    + " tokens, " + targets.length + " targets, " + counted.length + " counts");
        }
        requireBelow(tokens, Vocabulary.SIZE, "token");
        requireBelow(targets, Vocabulary.BYTES, "target");
    }

    private static void requireBelow(int[] values, int bound, String what) {
        for (int i = 0; i < values.length; i++) {
            if (values[i] < 0 || values[i] >= bound) {
                throw new IllegalArgumentException(
                        what + " " + values[i] + " at position " + i + ": there are " + bound);
            }
        }
    }

    /** How many positions enter the loss. */
    public int countedPositions() {
        int count = 0;
        for (boolean one : counted) {
            count += one ? 1 : 0;
        }
        return count;
    }

    /** Whether the other has the same sizes and the same contents. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Batch batch
                && sequences == batch.sequences
                && context == batch.context
                && Arrays.equals(tokens, batch.tokens)
                && Arrays.equals(targets, batch.targets)
                && Arrays.equals(counted, batch.counted);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Arrays.hashCode(tokens) + Arrays.hashCode(targets)) + Arrays.hashCode(counted);
    }

    @Override
    public String toString() {
        return "Batch of " + sequences + " x " + context + ", " + countedPositions() + " counted";
    }
}
