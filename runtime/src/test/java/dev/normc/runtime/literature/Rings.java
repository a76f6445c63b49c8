package dev.normc.runtime.literature;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** Norms that keep the statistics of the last steps, of the forward and of the backward. */
final class Rings {

    static final List<Entry> ENTRIES = List.of(
            // the scale r is free from step 5, the means of the rings from step 4
            Entry.of("Mabn", "N=2, C=3, H=3, W=2", Rings::mabn)
                    .constants("slots=3, warmup=2, unscaled=4")
                    .steps(8),
            Entry.of("Mabn", "N=2, C=3, H=3, W=2", Rings::mabn)
                    .constants("slots=2")
                    .steps(3),
            Entry.of("UnifiedNorm", "B=3, T=2, C=3", Rings::unified)
                    .constants("window=3, warmup=4, unscaled=5")
                    .draw("x", (random, i) -> (1 + random.nextInt(2)) * random.nextGaussian())
                    .draw("mask", Draw.MASK)
                    .steps(12),
            Entry.of("UnifiedNorm", "B=3, T=2, C=2", Rings::unified)
                    .constants("window=2, warmup=2, unscaled=3")
                    .steps(9));

    private Rings() {}

    private static void mabn(Step s) {
        Grid x = s.get("x");
        int slots = s.size("K");
        double t = s.get("step").value() + 1;
        boolean early = t <= slots || t < s.constant("warmup");
        double[] den = new double[s.size("C")];
        for (int c = 0; c < den.length; c++) {
            double v = Places.meanSquare(Places.slice(x, 1, c));
            double[] ring = written(s, "squares", c, t, v);
            double chi = early ? v : mean(ring, a -> a);
            double old = s.get("running_square").value(c);
            s.next("running_square", s.constant("decay") * old + (1 - s.constant("decay")) * chi, c);
            den[c] = (s.train() ? chi : old) + s.constant("eps");
        }
        s.next("step", t);
        Grid z = s.grid(x.shape());
        Places.fill(z, p -> x.at(p).over(Math.sqrt(den[p[1]])));
        Grid cut = s.train() ? s.cut(z, g -> mabnBackward(s, z, den, early, t, g)) : z;
        Places.fill(
                s.output("y", x.shape()),
                p -> s.get("gamma")
                        .at(p[1])
                        .times(ratio(s, den[p[1]], p[1], t, t <= s.constant("warmup")))
                        .times(cut.at(p))
                        .plus(s.get("beta").at(p[1])));
    }

    /** dx = (g - z m) / sqrt(chi + eps), m the mean of g z over the batch or over the ring. */
    private static void mabnBackward(Step s, Grid z, double[] den, boolean early, double t, double[] g) {
        double[][] gz = products(z, 1, s.size("C"), g);
        for (int c = 0; c < den.length; c++) {
            double[] ring = written(s, "gradients", c, t, mean(gz[c], a -> a));
            double m = early ? mean(gz[c], a -> a) : mean(ring, a -> a);
            send(s, z, 1, c, g, m, Math.sqrt(den[c]));
        }
    }

    /** sqrt((chi + eps) / (running + eps)), 1 in the early phase. */
    private static double ratio(Step s, double den, int channel, double t, boolean one) {
        if (!s.train() || one || t <= s.constant("unscaled")) {
            return 1;
        }
        double running = s.get("running_square").value(channel) + s.constant("eps");
        return Math.min(Math.max(Math.sqrt(den) / Math.sqrt(running), 0.2), 5);
    }

    private static void unified(Step s) {
        double t = s.get("step").value() + 1;
        int channels = s.size("C");
        double[] v = new double[channels];
        double[][] rings = new double[channels][];
        boolean outlier = false;
        for (int c = 0; c < channels; c++) {
            v[c] = realSquare(s, c);
            rings[c] = written(s, "squares", c, t, v[c]);
            double gap = mean(rings[c], a -> a) - geometric(rings[c]);
            outlier |= t >= s.constant("warmup") && gap > spread(s) * s.size("M");
        }
        boolean early = t <= s.size("M") || t < s.constant("warmup");
        double[] den = new double[channels];
        for (int c = 0; c < channels; c++) {
            double old = s.get("running_square").value(c);
            if (outlier) {
                written(s, "squares", c, t, old);
            }
            double chi = early || outlier ? v[c] : geometric(rings[c]);
            s.next("running_square", s.constant("decay") * old + (1 - s.constant("decay")) * chi, c);
            den[c] = (s.train() ? chi : old) + s.constant("eps");
        }
        s.next("step", t);
        normaliseUnified(s, den, early, outlier, t);
    }

    private static void normaliseUnified(Step s, double[] den, boolean early, boolean outlier, double t) {
        Grid x = s.get("x");
        Grid z = s.grid(x.shape());
        Places.fill(z, p -> x.at(p).over(Math.sqrt(den[p[2]])));
        Grid h = s.grid(x.shape());
        Places.fill(h, p -> s.get("gamma").at(p[2]).times(z.at(p)));
        Grid cut = s.train() ? s.cut(h, dh -> unifiedBackward(s, z, den, early, outlier, t, dh)) : h;
        Places.fill(s.output("y", x.shape()), p -> cut.at(p).plus(s.get("beta").at(p[2])));
    }

    /** g = gamma r dh; dx = (g - z (m or E)) / sqrt(chi + eps); dgamma = sum(dh r z). */
    private static void unifiedBackward(
            Step s, Grid z, double[] den, boolean early, boolean outlier, double t, double[] dh) {
        double decay = s.constant("decay");
        for (int c = 0; c < den.length; c++) {
            double r = ratio(s, den[c], c, t, outlier || t <= s.constant("warmup"));
            double[] products = products(z, 2, den.length, dh)[c];
            s.get("gamma").at(c).add(r * products.length * mean(products, a -> a));
            double gamma = s.get("gamma").value(c);
            double gz = gamma * r * mean(products, a -> a);
            double old = s.get("E").value(c);
            double[] ring = written(s, "gradients", c, t, outlier ? old : gz);
            double m = early || outlier ? gz : mean(ring, a -> a);
            double next = decay * old + (1 - decay) * m;
            s.next("E", next, c);
            double[] g = new double[dh.length];
            Arrays.setAll(g, i -> gamma * r * dh[i]);
            send(s, z, 2, c, g, outlier ? m : next, Math.sqrt(den[c]));
        }
    }

    private static double realSquare(Step s, int channel) {
        List<Scalar> real =
                Places.where(s.get("x"), p -> p[2] == channel && s.get("mask").value(p[0], p[1]) != 0);
        return Places.meanSquare(real);
    }

    /** The unbiased variance of all roots of the ring, as it was before the step. */
    private static double spread(Step s) {
        double[] ring = s.get("squares").values();
        double mean = mean(ring, Math::sqrt);
        return mean(ring, a -> (Math.sqrt(a) - mean) * (Math.sqrt(a) - mean)) * ring.length / (ring.length - 1);
    }

    private static double geometric(double[] ring) {
        return Math.exp(mean(ring, Math::log));
    }

    /** A channel's ring after {@code value} has taken the slot of step t, which becomes the state. */
    private static double[] written(Step s, String state, int channel, double t, double value) {
        Grid slots = s.get(state);
        double[] ring = new double[slots.shape()[0]];
        for (int k = 0; k < ring.length; k++) {
            boolean now = (int) t % ring.length == k;
            ring[k] = now ? value : slots.value(k, channel);
            s.next(state, ring[k], k, channel);
        }
        return ring;
    }

    /** g z for each channel, over its places. */
    private static double[][] products(Grid z, int axis, int channels, double[] g) {
        double[][] products = new double[channels][];
        for (int c = 0; c < channels; c++) {
            List<Scalar> upstream = Places.slice(leaves(z, g), axis, c);
            List<Scalar> values = Places.slice(z, axis, c);
            products[c] = new double[values.size()];
            Arrays.setAll(products[c], i -> upstream.get(i).value * values.get(i).value);
        }
        return products;
    }

    private static Grid leaves(Grid z, double[] g) {
        return Grid.leaves(new Tape(), "an upstream gradient", g, z.shape());
    }

    /** (g - z m) / root to the places of a channel. */
    private static void send(Step s, Grid z, int axis, int channel, double[] g, double m, double root) {
        List<Scalar> upstream = Places.slice(leaves(z, g), axis, channel);
        List<Scalar> values = Places.slice(z, axis, channel);
        List<Scalar> inputs = Places.slice(s.get("x"), axis, channel);
        for (int i = 0; i < inputs.size(); i++) {
            inputs.get(i).add((upstream.get(i).value - values.get(i).value * m) / root);
        }
    }

    private static double mean(double[] values, DoubleUnaryOperator of) {
        return Arrays.stream(values).map(of).average().orElseThrow();
    }
}
