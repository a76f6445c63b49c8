package dev.normc.examples.text;

import dev.normc.examples.text.Corpus.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The batches of a text for one objective. Nothing in here changes: a batch of training is a function of the seed and
 * its step, so a run that goes on later gets the batches that it would have had; batches that judge have no seed.
 */
public final class Batches {

    /** What BERT hides: of each piece this part of the positions, rounded, but one at the least. */
    private static final double HIDDEN = 0.15;

    /** Of the hidden positions these show the mask, as many a byte drawn from all 256, and the others what they are. */
    private static final double MASKED = 0.8;

    private static final double REPLACED = 0.1;

    /** Draws what is hidden of the batches that judge, the same for all runs. */
    private static final long JUDGING_SEED = 0x6a75646765L;

    private final Corpus corpus;
    private final Objective objective;
    private final int sequences;
    private final int context;
    private final long seed;

    /**
     * Batches [sequences, context].
     *
     * @throws UnusableTextException if a part of the text is shorter than one piece with the byte behind it
     * @throws IllegalArgumentException if there are no sequences, no context, or more tokens than an array holds
     */
    public Batches(Corpus corpus, Objective objective, int sequences, int context, long seed) {
        if (sequences < 1 || context < 1 || (long) sequences * context > Corpus.LONGEST) {
            throw new IllegalArgumentException("no batch has " + sequences + " sequences of " + context + " tokens");
        }
        for (Part part : List.of(corpus.trainingPart(), corpus.validationPart(), corpus.testPart())) {
            if (part.length() <= context) {
                throw new UnusableTextException(corpus.name() + " is too short for a context of " + context + ": its "
                        + part.name() + " part has " + part.length() + " bytes, and one piece takes "
                        + (context + 1L) + ".");
            }
        }
        this.corpus = corpus;
        this.objective = objective;
        this.sequences = sequences;
        this.context = context;
        this.seed = seed;
    }

    /** The batch of a step: pieces from anywhere in the part to train with, drawn independently of one another. */
    public Batch training(long step) {
        Part part = corpus.trainingPart();
        SplittableRandom random = random(seed, step);
        int[] starts = new int[sequences];
        for (int i = 0; i < sequences; i++) {
            starts[i] = random.nextInt(part.length() - context);
        }
        return batch(part, starts, random);
    }

    /**
     * Batches of the part for validation, spread evenly over it. They do not depend on the seed, so all runs with the
     * same sizes are judged by the same tokens. Pieces overlap only where the part is too short for all of them.
     */
    public List<Batch> validation(int count) {
        return spread(corpus.validationPart(), count);
    }

    /** The same of the part for the last judgement. */
    public List<Batch> test(int count) {
        return spread(corpus.testPart(), count);
    }

    /** Neighbours go to different batches, so that each batch sees the whole part. */
    private List<Batch> spread(Part part, int count) {
        if (count < 0) {
            throw new IllegalArgumentException("no list has " + count + " batches");
        }
        long pieces = (long) count * sequences;
        long last = part.length() - context - 1L;
        List<Batch> batches = new ArrayList<>();
        for (int b = 0; b < count; b++) {
            int[] starts = new int[sequences];
            for (int i = 0; i < sequences; i++) {
                long piece = (long) i * count + b;
                starts[i] = (int) (pieces == 1 ? 0 : piece * last / (pieces - 1));
            }
            batches.add(batch(part, starts, random(JUDGING_SEED, b)));
        }
        return batches;
    }

    private Batch batch(Part part, int[] starts, SplittableRandom random) {
        int[] tokens = new int[sequences * context];
        int[] targets = new int[tokens.length];
        boolean[] counted = new boolean[tokens.length];
        for (int s = 0; s < sequences; s++) {
            for (int t = 0; t < context; t++) {
                tokens[s * context + t] = part.token(starts[s] + t);
            }
        }
        switch (objective) {
            case CAUSAL -> {
                Arrays.fill(counted, true);
                for (int s = 0; s < sequences; s++) {
                    for (int t = 0; t < context; t++) {
                        targets[s * context + t] = part.token(starts[s] + t + 1);
                    }
                }
            }
            case MASKED -> {
                for (int s = 0; s < sequences; s++) {
                    hide(s * context, tokens, targets, counted, random);
                }
            }
        }
        return new Batch(sequences, context, tokens, targets, counted);
    }

    /** Hides what is to be predicted of the piece that begins at {@code start} of the arrays. */
    private void hide(int start, int[] tokens, int[] targets, boolean[] counted, SplittableRandom random) {
        int left = Math.max(1, (int) Math.round(HIDDEN * context));
        // Each position in turn with the chance that makes all choices of so many positions equally likely.
        for (int t = 0; left > 0; t++) {
            if (random.nextInt(context - t) >= left) {
                continue;
            }
            left--;
            int position = start + t;
            counted[position] = true;
            targets[position] = tokens[position];
            double choice = random.nextDouble();
            if (choice < MASKED) {
                tokens[position] = Vocabulary.MASK;
            } else if (choice < MASKED + REPLACED) {
                tokens[position] = random.nextInt(Vocabulary.BYTES);
            }
        }
    }

    /** Seeds that are neighbours are far apart before the step is added, and steps are mixed by the generator. */
    private static SplittableRandom random(long seed, long step) {
        return new SplittableRandom(new SplittableRandom(seed).nextLong() + step);
    }
}
