package dev.normc.examples.transformer;

/**
 * Sees what goes through the norms of a model in training. The arrays are the model's own: read, never written or kept.
 */
public interface NormObserver {

    /** After a norm's forward: its input and output, both [tokens, width]. */
    void forward(String layer, Values x, Values y, int tokens, int width);

    /**
     * After a norm's backward: its input, the gradient that reached it and the one that it sent on, [tokens, width].
     */
    void backward(String layer, Values x, Values dy, Values dx, int tokens, int width);
}
