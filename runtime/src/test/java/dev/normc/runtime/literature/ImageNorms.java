package dev.normc.runtime.literature;

import java.util.List;
import java.util.function.IntFunction;

/** Norms of images by statistics of one sample: of maps, positions and groups of channels. */
final class ImageNorms {

    private static final String SIZES = "N=2, C=4, H=3, W=2";

    static final List<Entry> ENTRIES = List.of(
            Entry.of("InstanceNorm", SIZES, ImageNorms::instanceNorm),
            Entry.of("InstanceNormRunning", "N=3, C=4, H=3, W=2", ImageNorms::instanceNormRunning),
            Entry.of("PositionalNorm", SIZES, ImageNorms::positionalNorm),
            Entry.of("MomentShortcut", SIZES, ImageNorms::momentShortcut),
            Entry.of("GlobalResponseNorm", SIZES, ImageNorms::globalResponseNorm),
            Entry.of("FilterResponseNorm", SIZES, s -> filterResponseNorm(s, s.number(0))),
            Entry.of("FilterResponseNormLearnedEps", SIZES, ImageNorms::filterResponseNormLearnedEps),
            Entry.of("FilterResponseNormLearnedEps", "N=3, C=4, H=1, W=1", ImageNorms::filterResponseNormLearnedEps)
                    .draw("eps_learned", Draw.around(0, 0.5)),
            Entry.of("GroupNorm", "N=2, C=6, H=3, W=2", ImageNorms::groupNorm).constants("G=2"),
            Entry.of("EvoNormS0", "N=2, C=6, H=3, W=2", ImageNorms::evoNormS0).constants("G=2"),
            Entry.of("EvoNormS1", "N=2, C=6, H=3, W=2", ImageNorms::evoNormS1).constants("G=2"),
            Entry.of("EvoNormS2", "N=2, C=6, H=3, W=2", ImageNorms::evoNormS2).constants("G=2"));

    private ImageNorms() {}

    /** What a norm makes of the map of sample n and channel c: an output for each place. */
    private interface MapNorm {

        IntFunction<Scalar> of(int n, int c, IntFunction<Scalar> x);
    }

    private static void maps(Step s, MapNorm norm) {
        int width = s.size("W");
        Grid x = s.get("x");
        Grid y = s.output("y", x.shape());
        for (int i = 0; i < s.size("N") * s.size("C"); i++) {
            int n = i / s.size("C");
            int c = i % s.size("C");
            IntFunction<Scalar> output = norm.of(n, c, p -> x.at(n, c, p / width, p % width));
            for (int p = 0; p < places(s); p++) {
                y.set(output.apply(p), n, c, p / width, p % width);
            }
        }
    }

    private static int places(Step s) {
        return s.size("H") * s.size("W");
    }

    private static Scalar affine(Step s, Scalar h, int... channel) {
        return h.times(s.get("gamma").at(channel)).plus(s.get("beta").at(channel));
    }

    private static void instanceNorm(Step s) {
        maps(s, (n, c, x) -> {
            Scalar mu = s.mean(places(s), x);
            Scalar deviation = Rows.deviation(s, places(s), s.constant("eps"), x);
            return p -> affine(s, x.apply(p).minus(mu).over(deviation), c);
        });
    }

    /** The states move towards the averages over the batch of what each map has: its mean, its unbiased variance. */
    private static void instanceNormRunning(Step s) {
        double momentum = s.constant("momentum");
        int places = places(s);
        double[] means = s.get("running_mean").values();
        double[] variances = s.get("running_var").values();
        double[] nextMeans = keep(means, 1 - momentum);
        double[] nextVariances = keep(variances, 1 - momentum);
        maps(s, (n, c, x) -> {
            Scalar mu = s.mean(places, x);
            Scalar scatter = Rows.scatter(s, places, x);
            nextMeans[c] += momentum * mu.value / s.size("N");
            nextVariances[c] += momentum * scatter.value / (places - 1) / s.size("N");
            Scalar centre = s.train() ? mu : s.number(means[c]);
            Scalar variance = s.train() ? scatter.over(places) : s.number(variances[c]);
            Scalar deviation = variance.plus(s.constant("eps")).sqrt();
            return p -> affine(s, x.apply(p).minus(centre).over(deviation), c);
        });
        for (int c = 0; c < s.size("C"); c++) {
            s.next("running_mean", nextMeans[c], c);
            s.next("running_var", nextVariances[c], c);
        }
    }

    private static double[] keep(double[] values, double share) {
        double[] kept = values.clone();
        for (int i = 0; i < kept.length; i++) {
            kept[i] *= share;
        }
        return kept;
    }

    private static void positionalNorm(Step s) {
        Grid x = s.get("x");
        Grid y = s.output("y", x.shape());
        Grid means = s.output("mu", s.size("N"), s.size("H"), s.size("W"));
        Grid deviations = s.output("sigma", s.size("N"), s.size("H"), s.size("W"));
        for (int i = 0; i < s.size("N") * places(s); i++) {
            int n = i / places(s);
            int h = i / s.size("W") % s.size("H");
            int w = i % s.size("W");
            IntFunction<Scalar> channels = c -> x.at(n, c, h, w);
            Scalar mu = s.mean(s.size("C"), channels);
            Scalar sigma = Rows.deviation(s, s.size("C"), s.constant("eps"), channels);
            means.set(mu, n, h, w);
            deviations.set(sigma, n, h, w);
            for (int c = 0; c < s.size("C"); c++) {
                y.set(x.at(n, c, h, w).minus(mu).over(sigma), n, c, h, w);
            }
        }
    }

    private static void momentShortcut(Step s) {
        int width = s.size("W");
        maps(s, (n, c, x) -> p -> {
            Scalar scaled = x.apply(p).times(s.get("sigma").at(n, p / width, p % width));
            return scaled.plus(s.get("mu").at(n, p / width, p % width));
        });
    }

    /** y = x + gamma x nx + beta, nx the length of a map over the mean length of the maps of its sample and eps. */
    private static void globalResponseNorm(Step s) {
        int width = s.size("W");
        Scalar[] lengths = new Scalar[s.size("N") * s.size("C")];
        for (int i = 0; i < lengths.length; i++) {
            int n = i / s.size("C");
            int c = i % s.size("C");
            lengths[i] = Rows.length(s, places(s), p -> s.get("x").at(n, c, p / width, p % width));
        }
        maps(s, (n, c, x) -> {
            Scalar mean = s.mean(s.size("C"), k -> lengths[n * s.size("C") + k]);
            Scalar response = lengths[n * s.size("C") + c].over(mean.plus(s.constant("eps")));
            return p -> affine(s, x.apply(p).times(response), c).plus(x.apply(p));
        });
    }

    private static void filterResponseNormLearnedEps(Step s) {
        filterResponseNorm(s, s.get("eps_learned").at().abs());
    }

    private static void filterResponseNorm(Step s, Scalar learned) {
        maps(s, (n, c, x) -> {
            Scalar square = s.mean(places(s), p -> x.apply(p).square());
            Scalar scale = square.plus(s.constant("eps")).plus(learned).pow(-0.5);
            Scalar threshold = s.get("tau").at(c);
            return p -> affine(s, x.apply(p).times(scale), c).max(threshold);
        });
    }

    /** What a norm makes of the group g of sample n, from all its elements: an output for each of them. */
    private interface GroupNorm {

        IntFunction<Scalar> of(int g, IntFunction<Scalar> x);
    }

    /** The place p in a group is that in its memory: channel, row, column. */
    private static void groups(Step s, GroupNorm norm) {
        int width = s.size("W");
        int places = places(s);
        Grid x = s.get("x");
        Grid y = s.output("y", x.shape());
        for (int i = 0; i < s.size("N") * s.size("G"); i++) {
            int n = i / s.size("G");
            int g = i % s.size("G");
            IntFunction<Scalar> output = norm.of(g, p -> x.at(n, g, p / places, p / width % s.size("H"), p % width));
            for (int p = 0; p < s.size("K") * places; p++) {
                int k = p / places;
                y.set(affine(s, output.apply(p), g, k), n, g, k, p / width % s.size("H"), p % width);
            }
        }
    }

    private static Scalar groupDeviation(Step s, IntFunction<Scalar> x) {
        return Rows.deviation(s, s.size("K") * places(s), s.constant("eps"), x);
    }

    private static void groupNorm(Step s) {
        groups(s, (g, x) -> {
            Scalar mu = s.mean(s.size("K") * places(s), x);
            Scalar deviation = groupDeviation(s, x);
            return p -> x.apply(p).minus(mu).over(deviation);
        });
    }

    private static void evoNormS0(Step s) {
        groups(s, (g, x) -> {
            Scalar deviation = groupDeviation(s, x);
            return p -> {
                Scalar gate = s.get("v").at(g, p / places(s)).times(x.apply(p)).sigmoid();
                return x.apply(p).times(gate).over(deviation);
            };
        });
    }

    private static void evoNormS1(Step s) {
        groups(s, (g, x) -> {
            Scalar deviation = groupDeviation(s, x);
            return p -> x.apply(p).silu().over(deviation);
        });
    }

    private static void evoNormS2(Step s) {
        groups(s, (g, x) -> {
            Scalar rms = Rows.rms(s, s.size("K") * places(s), s.constant("eps"), x);
            return p -> x.apply(p).silu().over(rms);
        });
    }
}
