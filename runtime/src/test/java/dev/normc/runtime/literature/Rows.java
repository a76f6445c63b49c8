package dev.normc.runtime.literature;

import java.util.function.IntFunction;

/** What oracles of rows share. */
final class Rows {

    /** What a norm makes of row n: an output for each element. */
    interface Norm {

        IntFunction<Scalar> of(int n, IntFunction<Scalar> x);
    }

    private Rows() {}

    /** From x[N, D] to y[N, D], row by row. */
    static void map(Step s, Norm norm) {
        Grid x = s.get("x");
        Grid y = s.output("y", s.size("N"), s.size("D"));
        for (int n = 0; n < s.size("N"); n++) {
            int row = n;
            IntFunction<Scalar> output = norm.of(row, d -> x.at(row, d));
            for (int d = 0; d < s.size("D"); d++) {
                y.set(output.apply(d), n, d);
            }
        }
    }

    static Scalar length(Step s, int n, IntFunction<Scalar> terms) {
        return s.sum(n, i -> terms.apply(i).square()).sqrt();
    }

    /** The square root of the mean square and eps. */
    static Scalar rms(Step s, int n, double eps, IntFunction<Scalar> terms) {
        return s.mean(n, i -> terms.apply(i).square()).plus(eps).sqrt();
    }

    /** The sum of the squared deviations from the mean, by the distances of all pairs and so without a mean. */
    static Scalar scatter(Step s, int n, IntFunction<Scalar> terms) {
        return s.sum(n * n, i -> terms.apply(i / n).minus(terms.apply(i % n)).square())
                .over(2.0 * n);
    }

    /** The square root of the variance and eps. */
    static Scalar deviation(Step s, int n, double eps, IntFunction<Scalar> terms) {
        return scatter(s, n, terms).over(n).plus(eps).sqrt();
    }
}
