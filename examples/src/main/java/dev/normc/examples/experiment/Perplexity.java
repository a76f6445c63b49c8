package dev.normc.examples.experiment;

import java.util.List;

/**
 * How well models of one kind predict the validation text.
 *
 * @param variant the norm, and what else tells it from the others
 * @param values one for each seed; infinite if the run diverged
 * @param mean over the seeds
 * @param toFirst how it is to the first of its table: {@code lower}, {@code higher} or {@code not resolved}
 * @param tokensPerSecond the mean over the seeds, of one thread
 * @param normShare the part of the time of a step that kernels of norms take, from 0 to 1
 */
public record Perplexity(
        String variant, List<Double> values, double mean, String toFirst, double tokensPerSecond, double normShare) {

    public Perplexity {
        values = List.copyOf(values);
    }
}
