package dev.normc.examples.experiment;

import java.util.Locale;

/** Which paper's claims are tested. */
public enum Experiment {
    /** Shen et al. 2020: why batch normalization suffers in Transformers, and power normalization less. */
    POWERNORM("PowerNorm"),
    /** Xiong et al. 2020: norms before and behind the residual branches, their gradients and the warm-up. */
    PLACEMENT("Pre-LN and Post-LN"),
    /** Zhu et al. 2025: the dynamic tanh in the place of layer normalization. */
    DYT("Dynamic tanh");

    private final String title;

    Experiment(String title) {
        this.title = title;
    }

    /** What the report is headed with. */
    public String title() {
        return title;
    }

    /** What the command calls it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
