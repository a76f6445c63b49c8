package dev.normc.runtime.literature;

import java.util.List;
import java.util.function.IntFunction;

/** Norms that make rows of length one, and the norms of queries and keys. */
final class CosineNorms {

    /** A floor of the length, above that of about half of the rows. */
    private static final String HIGH_FLOOR = "eps=3.4";

    private static final String ATTENTION = "B=2, H=3, T=2, S=3, D=4";

    static final List<Entry> ENTRIES = List.of(
            Entry.of("ScaleNorm", "N=5, D=5", CosineNorms::scaleNorm),
            Entry.of("ScaleNorm", "N=5, D=5", CosineNorms::scaleNorm).constants(HIGH_FLOOR),
            Entry.of("L2Norm", "N=5, D=5", CosineNorms::l2Norm),
            Entry.of("L2Norm", "N=5, D=5", CosineNorms::l2Norm).constants(HIGH_FLOOR),
            Entry.of("CosineNorm", "N=3, D=5, E=4", CosineNorms::cosineNorm),
            Entry.of("PearsonNorm", "N=3, D=5, E=4", CosineNorms::pearsonNorm),
            Entry.of("NgptUpdate", "N=3, D=5", CosineNorms::ngptUpdate),
            Entry.of("NgptUpdate", "N=3, D=5", CosineNorms::ngptUpdate).draw("alpha", Draw.around(0, 5)),
            Entry.of("NgptQkNorm", ATTENTION, CosineNorms::ngptQkNorm),
            Entry.of("QkNorm", ATTENTION, CosineNorms::qkNorm),
            Entry.of("QkNorm", ATTENTION, CosineNorms::qkNorm).draw("g", Draw.POSITIVE),
            Entry.of("QkRmsNorm", "B=2, H=4, J=2, T=2, S=3, D=5", CosineNorms::qkRmsNorm),
            Entry.of("QkLayerNorm", ATTENTION, CosineNorms::qkLayerNorm));

    private CosineNorms() {}

    /** Below the floor the length is a constant. */
    private static Scalar floored(Step s, IntFunction<Scalar> x) {
        Scalar length = Rows.length(s, s.size("D"), x);
        double floor = s.constant("eps");
        return length.value > floor ? length : s.number(floor);
    }

    private static void scaleNorm(Step s) {
        Rows.map(s, (n, x) -> {
            Scalar scale = s.get("g").at().over(floored(s, x));
            return d -> scale.times(x.apply(d));
        });
    }

    private static void l2Norm(Step s) {
        Rows.map(s, (n, x) -> {
            Scalar length = floored(s, x);
            return d -> x.apply(d).over(length);
        });
    }

    private static void cosineNorm(Step s) {
        int width = s.size("D");
        Grid y = s.output("y", s.size("N"), s.size("E"));
        for (int i = 0; i < s.size("N") * s.size("E"); i++) {
            int n = i / s.size("E");
            int e = i % s.size("E");
            IntFunction<Scalar> x = d -> s.get("x").at(n, d);
            IntFunction<Scalar> w = d -> s.get("w").at(e, d);
            y.set(cosine(s, width, x, w), n, e);
        }
    }

    /** The cosine of unit vectors is their product. */
    private static Scalar cosine(Step s, int width, IntFunction<Scalar> a, IntFunction<Scalar> b) {
        IntFunction<Scalar> first = unit(s, width, a);
        IntFunction<Scalar> second = unit(s, width, b);
        return s.sum(width, d -> first.apply(d).times(second.apply(d)));
    }

    private static IntFunction<Scalar> unit(Step s, int width, IntFunction<Scalar> v) {
        Scalar length = Rows.length(s, width, v);
        return d -> v.apply(d).over(length);
    }

    /** Pearson's correlation by its other form: D sum(x w) - sum(x) sum(w), over the roots of the same of x and w. */
    private static void pearsonNorm(Step s) {
        int width = s.size("D");
        Grid y = s.output("y", s.size("N"), s.size("E"));
        for (int i = 0; i < s.size("N") * s.size("E"); i++) {
            int n = i / s.size("E");
            int e = i % s.size("E");
            IntFunction<Scalar> x = d -> s.get("x").at(n, d);
            IntFunction<Scalar> w = d -> s.get("w").at(e, d);
            Scalar root =
                    covariance(s, width, x, x).times(covariance(s, width, w, w)).sqrt();
            y.set(covariance(s, width, x, w).over(root), n, e);
        }
    }

    private static Scalar covariance(Step s, int n, IntFunction<Scalar> a, IntFunction<Scalar> b) {
        Scalar products = s.sum(n, i -> a.apply(i).times(b.apply(i))).times(n);
        return products.minus(s.sum(n, a).times(s.sum(n, b)));
    }

    /** Norm(h + alpha (Norm(f) - h)) with h on the sphere. */
    private static void ngptUpdate(Step s) {
        int width = s.size("D");
        Grid y = s.output("y", s.size("N"), width);
        for (int i = 0; i < s.size("N"); i++) {
            int n = i;
            IntFunction<Scalar> h = unit(s, width, d -> s.get("h").at(n, d));
            IntFunction<Scalar> f = unit(s, width, d -> s.get("f").at(n, d));
            IntFunction<Scalar> moved = d -> {
                Scalar alpha =
                        s.get("alpha").at(d).times(0.05 * Math.sqrt(width)).abs();
                return h.apply(d).times(alpha.negate().plus(1)).plus(f.apply(d).times(alpha));
            };
            IntFunction<Scalar> result = unit(s, width, moved);
            for (int d = 0; d < width; d++) {
                y.set(result.apply(d), n, d);
            }
        }
    }

    /** What is made of each vector of one head, the head being the second axis of four. */
    private interface HeadNorm {

        IntFunction<Scalar> of(int head, IntFunction<Scalar> vector);
    }

    private static void heads(Step s, String input, String output, HeadNorm norm) {
        Grid x = s.get(input);
        int[] shape = x.shape();
        Grid y = s.output(output, shape);
        for (int i = 0; i < shape[0] * shape[1] * shape[2]; i++) {
            int b = i / (shape[1] * shape[2]);
            int h = i / shape[2] % shape[1];
            int t = i % shape[2];
            IntFunction<Scalar> result = norm.of(h, d -> x.at(b, h, t, d));
            for (int d = 0; d < shape[3]; d++) {
                y.set(result.apply(d), b, h, t, d);
            }
        }
    }

    private static void ngptQkNorm(Step s) {
        int width = s.size("D");
        double effective = Math.sqrt(s.size("H") * width);
        HeadNorm norm = (h, v) -> {
            IntFunction<Scalar> unit = unit(s, width, v);
            return d -> unit.apply(d).times(s.get("s_qk").at(h, d)).times(effective);
        };
        heads(s, "q", "q_norm", norm);
        heads(s, "k", "k_norm", norm);
    }

    private static void qkRmsNorm(Step s) {
        for (String side : List.of("q", "k")) {
            heads(s, side, side + "_norm", (h, v) -> {
                Scalar rms = Rows.rms(s, s.size("D"), 1e-6, v);
                return d ->
                        v.apply(d).over(rms).times(s.get(side + "_norm_gamma").at(d));
            });
        }
    }

    private static void qkLayerNorm(Step s) {
        int width = s.size("D");
        for (String side : List.of("q", "k")) {
            heads(s, side, side + "_norm", (h, v) -> {
                Scalar mu = s.mean(width, v);
                Scalar deviation = Rows.deviation(s, width, 1e-6, v);
                return d -> v.apply(d)
                        .minus(mu)
                        .over(deviation)
                        .times(s.get(side + "_norm_gamma").at(d));
            });
        }
    }

    /** Softmax over the keys of g times the cosine, without a shift: cosines are at most one. */
    private static void qkNorm(Step s) {
        int keys = s.size("S");
        int width = s.size("D");
        Grid y = s.output("y", s.size("B"), s.size("H"), s.size("T"), keys);
        for (int i = 0; i < s.size("B") * s.size("H") * s.size("T"); i++) {
            int b = i / (s.size("H") * s.size("T"));
            int h = i / s.size("T") % s.size("H");
            int t = i % s.size("T");
            Scalar[] weights = new Scalar[keys];
            for (int j = 0; j < keys; j++) {
                int key = j;
                Scalar cosine = cosine(
                        s,
                        width,
                        d -> s.get("q").at(b, h, t, d),
                        d -> s.get("k").at(b, h, key, d));
                weights[j] = cosine.times(s.get("g").at()).exp();
            }
            Scalar total = s.sum(keys, j -> weights[j]);
            for (int j = 0; j < keys; j++) {
                y.set(weights[j].over(total), b, h, t, j);
            }
        }
    }
}
