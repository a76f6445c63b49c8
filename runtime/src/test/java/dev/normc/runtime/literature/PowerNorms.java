package dev.normc.runtime.literature;

import java.util.Arrays;
import java.util.List;

/** Power normalization: the form with batch statistics, and the released one, bare and behind its group scaling. */
final class PowerNorms {

    static final List<Entry> ENTRIES = List.of(
            Entry.of("PowerNormV", "N=5, C=3", PowerNorms::powerNormV),
            Entry.of("PowerNormReleased", "T=3, B=2, C=4", s -> released(s, s.get("x")))
                    .constants("warmup=3")
                    .steps(7),
            Entry.of("PowerNormReleased", "T=3, B=2, C=4", s -> released(s, s.get("x")))
                    .constants("warmup=2, alpha_fwd=0.8, alpha_bkw=0.7")
                    .draw("mask", Draw.MASK)
                    .steps(5),
            Entry.of("PowerNormGrouped", "T=3, B=2, C=6", s -> released(s, scaled(s)))
                    .constants("G=2, warmup=2")
                    .draw("mask", Draw.MASK)
                    .steps(5));

    private PowerNorms() {}

    /** dx = (u - h mean(u h)) / psi with u = gamma dy, the exact gradient by hand. */
    private static void powerNormV(Step s) {
        Grid x = s.get("x");
        Grid h = s.grid(x.shape());
        Places.fill(h, p -> x.at(p).over(psi(s, x, p[1])));
        Grid cut = s.cut(h, u -> {
            int channels = s.size("C");
            for (int c = 0; c < channels; c++) {
                double uh = 0;
                for (int n = 0; n < s.size("N"); n++) {
                    uh += u[n * channels + c] * h.value(n, c) / s.size("N");
                }
                for (int n = 0; n < s.size("N"); n++) {
                    x.at(n, c).add((u[n * channels + c] - h.value(n, c) * uh) / psi(s, x, c));
                }
            }
        });
        affine(s, cut);
    }

    private static double psi(Step s, Grid x, int channel) {
        return Math.sqrt(Places.meanSquare(Places.slice(x, 1, channel)) + s.constant("eps"));
    }

    /** Each token's groups divided by their root mean square; the gradient is exact. */
    private static Grid scaled(Step s) {
        Grid x = s.get("x");
        Grid scaled = s.grid(x.shape());
        Places.fill(scaled, p -> {
            Scalar square = s.mean(s.size("K"), k -> x.at(p[0], p[1], p[2], k).square());
            return x.at(p).over(square.plus(s.constant("eps")).sqrt());
        });
        return scaled;
    }

    /** With t the step, v the mean square of the real tokens and W the warm-up: divided by v up to W, then by phi. */
    private static void released(Step s, Grid xs) {
        double eps = s.constant("eps");
        int channels = channels(xs);
        List<Scalar> flat = Places.where(xs, p -> true);
        double[] phi = s.get("phi").values();
        double[] v = new double[channels];
        double[] den = new double[channels];
        double t = s.get("iterations").value() + 1;
        double decay = s.constant("alpha_fwd");
        for (int c = 0; c < channels; c++) {
            v[c] = realSquare(s, flat, c, channels);
            den[c] = s.train() && t <= s.constant("warmup") ? v[c] : phi[c];
            // below the warm-up a cumulative mean and then the moving average, in one
            double kept = t < s.constant("warmup") ? decay * (t - 1) / t : decay;
            s.next("phi", kept * phi[c] + (1 - kept) * v[c], place(xs, c));
        }
        s.next("iterations", t);
        Grid z = s.grid(xs.shape());
        Places.fill(z, p -> xs.at(p).over(Math.sqrt(den[channel(xs, p)] + eps)));
        affine(s, s.train() ? s.cut(z, g -> approximate(s, xs, z, v, g)) : z);
    }

    private static double realSquare(Step s, List<Scalar> flat, int c, int channels) {
        double[] mask = s.get("mask").values();
        double squares = 0;
        double count = 0;
        for (int i = 0; i < mask.length; i++) {
            double x = flat.get(i * channels + c).value;
            squares += mask[i] * x * x;
            count += mask[i];
        }
        return squares / count;
    }

    /**
     * With nu = (1 - a) E: q = g - nu z, dx = q / sqrt(v + eps), nu = nu (1 - (1 - a) mean(z^2)) + (1 - a) mean(g z),
     * over all tokens.
     */
    private static void approximate(Step s, Grid xs, Grid z, double[] v, double[] g) {
        int channels = channels(xs);
        double share = 1 - s.constant("alpha_bkw");
        double[] values = z.values();
        List<Scalar> flat = Places.where(xs, p -> true);
        int positions = values.length / channels;
        for (int c = 0; c < channels; c++) {
            double nu = share * s.get("E").value(place(xs, c));
            double zz = 0;
            double gz = 0;
            for (int i = c; i < values.length; i += channels) {
                zz += values[i] * values[i] / positions;
                gz += g[i] * values[i] / positions;
                flat.get(i).add((g[i] - nu * values[i]) / Math.sqrt(v[c] + s.constant("eps")));
            }
            s.next("E", (nu * (1 - share * zz) + share * gz) / share, place(xs, c));
        }
    }

    private static void affine(Step s, Grid z) {
        int first = z.shape().length == 2 ? 1 : 2;
        Places.fill(s.output("y", z.shape()), p -> {
            int[] channel = Arrays.copyOfRange(p, first, p.length);
            return s.get("gamma").at(channel).times(z.at(p)).plus(s.get("beta").at(channel));
        });
    }

    /** All that follows the two axes of tokens. */
    private static int channels(Grid xs) {
        int[] shape = xs.shape();
        return shape.length == 3 ? shape[2] : shape[2] * shape[3];
    }

    private static int channel(Grid xs, int[] place) {
        return place.length == 3 ? place[2] : place[2] * xs.shape()[3] + place[3];
    }

    private static int[] place(Grid xs, int channel) {
        int[] shape = xs.shape();
        return shape.length == 3 ? new int[] {channel} : new int[] {channel / shape[3], channel % shape[3]};
    }
}
