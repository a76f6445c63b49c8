package dev.normc.runtime.literature;

import java.util.Arrays;
import java.util.List;

/** Norms whose statistics, scales or shifts depend on another input, on the domain or on the instance. */
final class ConditionedNorms {

    private static final String IMAGE = "N=3, C=4, H=3, W=2";

    static final List<Entry> ENTRIES = List.of(
            Entry.of("AdaIn", IMAGE + ", P=2, Q=5", ConditionedNorms::adaIn),
            Entry.of("Spade", IMAGE, ConditionedNorms::spade),
            Entry.of("ConditionalBatchNorm", IMAGE + ", K=3", ConditionedNorms::conditional)
                    .draw("label", Draw.below(3)),
            Entry.of("RepresentativeBatchNorm", IMAGE, ConditionedNorms::representative),
            Entry.of("InstanceEnhancementBatchNorm", IMAGE, ConditionedNorms::instanceEnhancement),
            Entry.of("AttentiveNorm", "N=5, C=4, H=3, W=2, K=3", ConditionedNorms::attentive)
                    .draw("score_gamma", Draw.around(0, 3)),
            Entry.of("TransNorm", "N=6, C=4", ConditionedNorms::trans),
            Entry.of("DomainBatchNorm", IMAGE + ", K=3", ConditionedNorms::domain)
                    .draw("domain", Draw.below(3))
                    .steps(6),
            Entry.of("SplitBatchNorm", "N=6, C=4, H=3, W=2", ConditionedNorms::split),
            Entry.of("VirtualBatchNorm", IMAGE + ", R=2", ConditionedNorms::virtual));

    private ConditionedNorms() {}

    private static void adaIn(Step s) {
        Grid x = s.get("x");
        Places.fill(s.output("y", x.shape()), p -> {
            List<Scalar> content = plane(x, p[0], p[1]);
            List<Scalar> style = plane(s.get("style"), p[0], p[1]);
            Scalar z = x.at(p).minus(Places.mean(s, content)).over(deviation(s, content));
            return z.times(deviation(s, style)).plus(Places.mean(s, style));
        });
    }

    private static Scalar deviation(Step s, List<Scalar> values) {
        return Places.unbiased(s, values).plus(s.constant("eps")).sqrt();
    }

    private static void spade(Step s) {
        Grid h = Moments.batchNorm(s, s.get("x"), 1, "h_");
        Places.fill(
                s.output("y", h.shape()),
                p -> h.at(p)
                        .plus(h.at(p).times(s.get("scale").at(p)))
                        .plus(s.get("shift").at(p)));
    }

    private static void conditional(Step s) {
        Grid h = Moments.batchNorm(s, s.get("x"), 1, "h_");
        Places.fill(s.output("y", h.shape()), p -> {
            int row = (int) s.get("label").value(p[0]);
            return s.get("gamma")
                    .at(row, p[1])
                    .times(h.at(p))
                    .plus(s.get("beta").at(row, p[1]));
        });
    }

    private static void representative(Step s) {
        Grid x = s.get("x");
        Grid centred = s.grid(x.shape());
        Places.fill(centred, p -> {
            Scalar mean = Places.mean(s, plane(x, p[0], p[1]));
            return x.at(p).plus(s.get("center_weight").at(p[1]).times(mean));
        });
        Grid h = Moments.batchNorm(s, centred, 1, "h_");
        gated(s, h, h, "scale_weight", "scale_bias");
    }

    private static void instanceEnhancement(Step s) {
        gated(s, Moments.batchNorm(s, s.get("x"), 1, "h_"), s.get("x"), "weight", "bias");
    }

    /** y = gamma sigmoid(w m + b) h + beta, m the mean of {@code seen} over an instance's channel. */
    private static void gated(Step s, Grid h, Grid seen, String weight, String bias) {
        Grid scaled = s.grid(h.shape());
        Places.fill(scaled, p -> {
            Scalar mean = Places.mean(s, plane(seen, p[0], p[1]));
            Scalar gate = s.get(weight).at(p[1]).times(mean).plus(s.get(bias).at(p[1]));
            return h.at(p).times(gate.sigmoid());
        });
        Moments.affine(s, scaled, 1, "");
    }

    private static void attentive(Step s) {
        Grid x = s.get("x");
        int channels = s.size("C");
        int rows = s.size("K");
        Grid raw = s.grid(s.size("N"), rows);
        Places.fill(
                raw,
                p -> s.sum(channels, c -> {
                    List<Scalar> plane = plane(x, p[0], c);
                    Scalar relative = Places.mean(s, plane)
                            .over(Places.unbiased(s, plane).plus(1e-3).sqrt());
                    return s.get("weight").at(p[1], c).times(relative);
                }));
        Grid normal = Moments.batchNorm(s, raw, 1, "score_");
        Grid attention = s.grid(raw.shape());
        Places.fill(attention, p -> {
            Scalar score = s.get("score_gamma")
                    .at(p[1])
                    .times(normal.at(p))
                    .plus(s.get("score_beta").at(p[1]));
            return score.plus(3).relu().min(s.number(6)).over(6);
        });
        Grid h = Moments.batchNorm(s, x, 1, "h_");
        Places.fill(
                s.output("y", x.shape()),
                p -> s.sum(rows, k -> {
                    Scalar mapped = s.get("gamma")
                            .at(k, p[1])
                            .times(h.at(p))
                            .plus(s.get("beta").at(k, p[1]));
                    return attention.at(p[0], k).times(mapped);
                }));
    }

    /** Axis 0 has the domains, the source first; alpha is a number for each channel. */
    private static void trans(Step s) {
        Grid x = s.get("x");
        int channels = s.size("C");
        Moments[][] used = new Moments[2][channels];
        double[] closeness = new double[channels];
        for (int c = 0; c < channels; c++) {
            double[] ratio = new double[2];
            for (int g = 0; g < 2; g++) {
                int channel = c;
                int half = g;
                List<Scalar> rows = Places.where(x, p -> p[0] == half && p[2] == channel);
                used[g][c] = Moments.running(s, rows, "", s.constant("momentum"), g, c);
                ratio[g] = used[g][c].mean().value / Math.sqrt(used[g][c].variance().value + s.constant("eps"));
            }
            closeness[c] = 1 / (1 + Math.abs(ratio[0] - ratio[1]));
        }
        double total = Arrays.stream(closeness).sum();
        Places.fill(s.output("y", x.shape()), p -> {
            int c = p[2];
            Scalar h = used[s.train() ? p[0] : 1][c].normalise(x.at(p), s.constant("eps"));
            Scalar z = s.get("gamma").at(c).times(h).plus(s.get("beta").at(c));
            return z.times(1 + channels * closeness[c] / total);
        });
    }

    private static void domain(Step s) {
        Grid x = s.get("x");
        int domain = (int) s.get("domain").value();
        Moments[] used = new Moments[s.size("C")];
        for (int c = 0; c < used.length; c++) {
            used[c] = Moments.running(s, Places.slice(x, 1, c), "", s.constant("momentum"), domain, c);
        }
        Places.fill(s.output("y", x.shape()), p -> {
            Scalar h = used[p[1]].normalise(x.at(p), s.constant("eps"));
            return s.get("gamma").at(domain, p[1]).times(h).plus(s.get("beta").at(domain, p[1]));
        });
    }

    /** Axis 0 has the parts; in inference all of them are taken for the first. */
    private static void split(Step s) {
        Grid x = s.get("x");
        Moments[][] used = new Moments[s.size("S")][s.size("C")];
        for (int part = 0; part < used.length; part++) {
            for (int c = 0; c < used[part].length; c++) {
                int own = part;
                int channel = c;
                List<Scalar> values = Places.where(x, p -> p[0] == own && p[2] == channel);
                used[part][c] = Moments.running(s, values, "", s.constant("momentum"), part, c);
            }
        }
        Places.fill(s.output("y", x.shape()), p -> {
            int part = s.train() ? p[0] : 0;
            Scalar h = used[part][p[2]].normalise(x.at(p), s.constant("eps"));
            return s.get("gamma").at(part, p[2]).times(h).plus(s.get("beta").at(part, p[2]));
        });
    }

    /** The instance is one more member of the reference batch; the variance is that around the common mean. */
    private static void virtual(Step s) {
        Grid x = s.get("x");
        Grid reference = s.get("reference");
        double members = s.size("R") + 1;
        Grid h = s.grid(x.shape());
        Places.fill(h, p -> {
            List<Scalar> own = plane(x, p[0], p[1]);
            List<Scalar> fixed = Places.slice(reference, 1, p[1]);
            Scalar mean = Places.mean(s, own)
                    .plus(Places.mean(s, fixed).times(members - 1))
                    .over(members);
            Scalar ownVariance = s.mean(own.size(), i -> own.get(i).minus(mean).square());
            Scalar fixedVariance =
                    s.mean(fixed.size(), i -> fixed.get(i).minus(mean).square());
            Scalar variance = ownVariance.plus(fixedVariance.times(members - 1)).over(members);
            return new Moments(mean, variance).normalise(x.at(p), s.constant("eps"));
        });
        Moments.affine(s, h, 1, "");
    }

    private static List<Scalar> plane(Grid x, int instance, int channel) {
        return Places.where(x, p -> p[0] == instance && p[1] == channel);
    }
}
