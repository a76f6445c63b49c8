package dev.normc.runtime.literature;

import java.util.List;
import java.util.Random;

/** Norms of rows and pixels by a length, a range or a deviation. */
final class ScalingNorms {

    static final List<Entry> ENTRIES = List.of(
            Entry.of("PixelNorm", "N=3, C=4, H=3, W=2", ScalingNorms::pixelNorm),
            Entry.of("LpNorm", "N=3, D=5", ScalingNorms::lpNorm),
            Entry.of("LpNorm", "N=3, D=5", ScalingNorms::lpNorm).constants("p=1.5, eps=1e-3"),
            Entry.of("LearnedLpNorm", "N=3, D=5", ScalingNorms::learnedLpNorm).draw("x", ScalingNorms::sparse),
            Entry.of("L1Norm", "N=3, D=5", ScalingNorms::l1Norm),
            Entry.of("L1Norm", "N=3, D=5", ScalingNorms::l1Norm).constants("eps=100"),
            Entry.of("MinMaxNorm", "N=3, D=5", ScalingNorms::minMaxNorm),
            Entry.of("ZScoreNorm", "N=3, D=5", ScalingNorms::zScoreNorm));

    private ScalingNorms() {}

    private static double sparse(Random random, int i) {
        return i % 3 == 1 ? 0 : random.nextGaussian();
    }

    private static void pixelNorm(Step s) {
        Grid x = s.get("x");
        Grid y = s.output("y", x.shape());
        for (int[] p : Elements.of(x.shape())) {
            Scalar square = s.mean(s.size("C"), c -> x.at(p[0], c, p[2], p[3]).square());
            y.set(x.at(p).over(square.plus(s.constant("eps")).sqrt()), p);
        }
    }

    /** The power by exponential and logarithm. */
    private static void lpNorm(Step s) {
        Grid x = s.get("x");
        Grid y = s.output("y", x.shape());
        double p = s.constant("p");
        for (int n = 0; n < s.size("N"); n++) {
            int row = n;
            Scalar mean =
                    s.mean(s.size("D"), d -> x.at(row, d).abs().log().times(p).exp());
            Scalar length = mean.plus(s.constant("eps")).log().over(p).exp();
            for (int d = 0; d < s.size("D"); d++) {
                y.set(s.get("gamma").at(d).times(x.at(n, d)).over(length), n, d);
            }
        }
    }

    /** A zero adds nothing, whatever the order. */
    private static void learnedLpNorm(Step s) {
        Grid x = s.get("x");
        Grid y = s.output("y", x.shape());
        Scalar p = s.get("log_p").at().exp();
        for (int n = 0; n < s.size("N"); n++) {
            Scalar sum = s.number(0);
            for (int d = 0; d < s.size("D"); d++) {
                if (x.value(n, d) != 0) {
                    sum = sum.plus(x.at(n, d).abs().log().times(p).exp());
                }
            }
            Scalar mean = sum.over(s.size("D")).plus(s.constant("eps"));
            Scalar length = mean.log().over(p).exp();
            for (int d = 0; d < s.size("D"); d++) {
                y.set(s.get("gamma").at(d).times(x.at(n, d)).over(length), n, d);
            }
        }
    }

    private static void l1Norm(Step s) {
        Grid x = s.get("x");
        Grid y = s.output("y", x.shape());
        for (int n = 0; n < s.size("N"); n++) {
            int row = n;
            Scalar length = s.sum(s.size("D"), d -> x.at(row, d).abs());
            Scalar floored = length.value < s.constant("eps") ? s.number(s.constant("eps")) : length;
            for (int d = 0; d < s.size("D"); d++) {
                y.set(x.at(n, d).over(floored), n, d);
            }
        }
    }

    private static void minMaxNorm(Step s) {
        Grid x = s.get("x");
        Grid y = s.output("y", x.shape());
        for (int n = 0; n < s.size("N"); n++) {
            int row = n;
            Scalar low = s.min(s.size("D"), d -> x.at(row, d));
            Scalar high = s.max(s.size("D"), d -> x.at(row, d));
            for (int d = 0; d < s.size("D"); d++) {
                y.set(x.at(n, d).minus(low).over(high.minus(low).plus(s.constant("eps"))), n, d);
            }
        }
    }

    /** The variance by the differences of all pairs. */
    private static void zScoreNorm(Step s) {
        Grid x = s.get("x");
        Grid y = s.output("y", x.shape());
        double width = s.size("D");
        for (int n = 0; n < s.size("N"); n++) {
            int row = n;
            List<int[]> places = Elements.of(x, p -> p[0] == row);
            Scalar mu = Elements.mean(s, x, places);
            Scalar sigma = Elements.squaredDifferences(s, x, places)
                    .over(2 * width * width)
                    .sqrt();
            places.forEach(p -> y.set(x.at(p).minus(mu).over(sigma), p));
        }
    }
}
