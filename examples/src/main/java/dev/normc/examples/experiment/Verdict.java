package dev.normc.examples.experiment;

import java.util.Locale;

/** What becomes of a paper's claim here. */
public enum Verdict {
    HOLDS,
    DOES_NOT_HOLD,
    /** The difference is below the spread of the seeds. */
    NOT_RESOLVED;

    /** That the first figure is below the second. */
    static Verdict below(Sample first, Sample second) {
        return switch (first.to(second)) {
            case LOWER -> HOLDS;
            case HIGHER -> DOES_NOT_HOLD;
            case NOT_RESOLVED -> NOT_RESOLVED;
        };
    }

    /**
     * That every value of a figure lies within bounds: not resolved if some do and some do not, or one is missing or
     * infinite.
     */
    static Verdict within(Sample figure, double lowest, double highest) {
        if (figure.diverged() > 0) {
            return NOT_RESOLVED;
        }
        long inside = figure.values().stream()
                .filter(value -> value >= lowest && value <= highest)
                .count();
        return inside == figure.values().size() ? HOLDS : inside == 0 ? DOES_NOT_HOLD : NOT_RESOLVED;
    }

    /** Of several parts of a claim: it fails with one of them, and holds if none is open. */
    static Verdict all(Verdict... parts) {
        Verdict whole = HOLDS;
        for (Verdict part : parts) {
            whole = part == DOES_NOT_HOLD || whole == DOES_NOT_HOLD
                    ? DOES_NOT_HOLD
                    : part == NOT_RESOLVED ? NOT_RESOLVED : whole;
        }
        return whole;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
