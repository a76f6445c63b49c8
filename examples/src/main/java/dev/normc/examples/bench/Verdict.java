package dev.normc.examples.bench;

/**
 * Whether a goal is met.
 *
 * @param goal what is demanded, in words
 * @param demanded the figure that is demanded
 * @param worst the figure that is furthest from it; NaN if nothing was measured
 * @param where the cell or norm that it is from; empty if nothing was measured
 */
public record Verdict(String goal, Outcome outcome, double demanded, double worst, String where) {

    /** What became of a goal. */
    public enum Outcome {
        MET("met"),
        NOT_MET("not met"),
        NOT_MEASURED("not measured");

        private final String words;

        Outcome(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }
}
