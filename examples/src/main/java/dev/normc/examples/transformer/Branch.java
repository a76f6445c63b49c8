package dev.normc.examples.transformer;

/** What stands between a residual stream and what is added to it. */
interface Branch {

    /** Where its output is, [tokens, width]. */
    Values y();

    void forward(boolean inTraining);

    /** Writes the gradients of its parameters and of its input, from the upstream gradient that it was made for. */
    void backward();
}
