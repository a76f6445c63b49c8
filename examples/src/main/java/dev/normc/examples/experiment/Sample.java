package dev.normc.examples.experiment;

import java.util.List;

/**
 * A figure over the seeds: one value for each run that differs in its seed alone. A run that diverged has an infinite
 * perplexity.
 *
 * @param values at least one; NaN is kept as infinity, since a run without a figure is worse than any other
 */
record Sample(List<Double> values) {

    /** How one figure is to another. */
    enum Relation {
        LOWER,
        HIGHER,
        /** The difference is below the spread of the seeds, or there are not seeds enough to know the spread. */
        NOT_RESOLVED
    }

    Sample {
        values = values.stream()
                .map(value -> value.isNaN() ? (Double) Double.POSITIVE_INFINITY : value)
                .toList();
        if (values.isEmpty()) {
            throw new IllegalArgumentException("a figure over no seeds");
        }
    }

    /** The mean; infinite if a value is. */
    double mean() {
        return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    /** The largest value less the smallest; 0 if all are infinite, infinite if some are. */
    double range() {
        double lowest = values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
        double highest = values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        return lowest == highest ? 0 : highest - lowest;
    }

    /** How many values are infinite: runs that diverged. */
    int diverged() {
        return (int) values.stream().filter(value -> value.isInfinite()).count();
    }

    /**
     * The rule of all reports: a difference counts if the means are further apart than the larger of both ranges, each
     * over at least two seeds. A t interval would want a normal distribution of three values; ranges want nothing.
     */
    Relation to(Sample other) {
        double spread = Math.max(range(), other.range());
        boolean unknown = values.size() < 2 || other.values.size() < 2 || Double.isInfinite(spread);
        double difference = mean() - other.mean(); // NaN if all of both diverged
        if (unknown || !(Math.abs(difference) > spread)) {
            return Relation.NOT_RESOLVED;
        }
        return difference < 0 ? Relation.LOWER : Relation.HIGHER;
    }
}
