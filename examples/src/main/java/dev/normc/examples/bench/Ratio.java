package dev.normc.examples.bench;

/**
 * The time of a contender over that of the generated kernel in the same cell: above 1 the generated one is faster.
 *
 * @param base the label of the generated kernel that it is compared with, one of as many threads where there is one
 * @param lower the lower end of the ratio's interval: the contender at the fast end of its own confidence interval, the
 *     generated kernel at the slow end of its
 * @param upper the upper end, the other way round; infinite where the generated kernel's interval reaches zero
 */
public record Ratio(Cell cell, String contender, String base, double ratio, double lower, double upper) {

    /** The ratio of two times. */
    static Ratio of(Timing other, Timing generated) {
        double fastest = Math.max(0, other.meanMicros() - other.errorMicros());
        double slowest = other.meanMicros() + other.errorMicros();
        double least = generated.meanMicros() - generated.errorMicros();
        return new Ratio(
                other.cell(),
                other.contender(),
                generated.contender(),
                other.meanMicros() / generated.meanMicros(),
                fastest / (generated.meanMicros() + generated.errorMicros()),
                least > 0 ? slowest / least : Double.POSITIVE_INFINITY);
    }

    /** Whether the generated kernel is slower. */
    boolean lost() {
        return ratio < 1;
    }
}
