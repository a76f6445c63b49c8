package dev.normc.runtime;

/** What a norm is called for. */
public enum Mode {
    /** Batch statistics, states move, gradients as in training. */
    TRAINING,
    /** States are read and stay as they are; the backward is that of fine-tuning with frozen statistics. */
    INFERENCE
}
