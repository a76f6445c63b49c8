package dev.normc.runtime.literature;

import java.util.List;
import java.util.function.IntFunction;

/** Norms that divide a row by its root mean square or by something like it. */
final class RowNorms {

    static final List<Entry> ENTRIES = List.of(
            Entry.of("RmsNormOriginal", "N=3, D=5", RowNorms::rmsNormOriginal),
            Entry.of("PartialRmsNorm", "N=3, D=5", RowNorms::partialRmsNorm),
            Entry.of("PartialRmsNorm", "N=3, D=5", RowNorms::partialRmsNorm).constants("p=0.5"),
            Entry.of("PartialRmsNorm", "N=3, D=6", RowNorms::partialRmsNorm).constants("p=0.5"),
            Entry.of("GemmaRmsNorm", "N=3, D=5", RowNorms::gemmaRmsNorm),
            Entry.of("AddRmsNorm", "N=3, D=5", RowNorms::addRmsNorm),
            Entry.of("GatedRmsNorm", "N=3, D=5", RowNorms::gatedRmsNorm),
            Entry.of("GroupedGatedRmsNorm", "N=3, D=6", RowNorms::groupedGatedRmsNorm)
                    .constants("G=2"),
            Entry.of("CrmsNorm", "N=3, D=5", RowNorms::crmsNorm),
            Entry.of("PolyNorm", "N=3, D=5", RowNorms::polyNorm),
            Entry.of("SeeDNorm", "N=3, D=5", RowNorms::seeDNorm),
            Entry.of("SeeDNormHeads", "N=3, D=6", RowNorms::seeDNormHeads).constants("G=2"));

    private RowNorms() {}

    /** gamma x / (|x| / sqrt(D) + eps). */
    private static void rmsNormOriginal(Step s) {
        int width = s.size("D");
        Rows.map(s, (n, x) -> {
            Scalar rms = Rows.length(s, width, x).over(Math.sqrt(width));
            Scalar scale = rms.plus(s.constant("eps")).inverse();
            return d -> s.get("gamma").at(d).times(x.apply(d)).times(scale);
        });
    }

    /** The same with the first k = ceil(p D) elements in the root mean square. */
    private static void partialRmsNorm(Step s) {
        int first = (int) Math.ceil(s.constant("p") * s.size("D"));
        Rows.map(s, (n, x) -> {
            Scalar rms = Rows.length(s, first, x).over(Math.sqrt(first));
            Scalar scale = rms.plus(s.constant("eps")).inverse();
            return d -> s.get("gamma").at(d).times(x.apply(d)).times(scale);
        });
    }

    private static void gemmaRmsNorm(Step s) {
        Rows.map(s, (n, x) -> {
            Scalar rms = Rows.rms(s, s.size("D"), s.constant("eps"), x);
            return d -> x.apply(d).over(rms).times(s.get("w").at(d).plus(1));
        });
    }

    private static void addRmsNorm(Step s) {
        Grid r = s.get("r");
        Grid sum = s.output("s", s.size("N"), s.size("D"));
        Rows.map(s, (n, x) -> {
            for (int d = 0; d < s.size("D"); d++) {
                sum.set(x.apply(d).plus(r.at(n, d)), n, d);
            }
            Scalar rms = Rows.rms(s, s.size("D"), s.constant("eps"), d -> sum.at(n, d));
            return d -> sum.at(n, d).over(rms).times(s.get("gamma").at(d));
        });
    }

    /** The gate comes first. */
    private static void gatedRmsNorm(Step s) {
        Grid z = s.get("z");
        Rows.map(s, (n, x) -> {
            IntFunction<Scalar> gated =
                    d -> x.apply(d).times(z.at(n, d)).times(z.at(n, d).sigmoid());
            Scalar rms = Rows.rms(s, s.size("D"), s.constant("eps"), gated);
            return d -> gated.apply(d).over(rms).times(s.get("w").at(d));
        });
    }

    /** The gate comes last; each group has its root mean square. */
    private static void groupedGatedRmsNorm(Step s) {
        int groups = s.size("G");
        int members = s.size("K");
        Grid x = s.get("x");
        Grid z = s.get("z");
        Grid y = s.output("y", s.size("N"), groups, members);
        for (int i = 0; i < s.size("N") * groups; i++) {
            int n = i / groups;
            int g = i % groups;
            Scalar rms = Rows.rms(s, members, s.constant("eps"), k -> x.at(n, g, k));
            for (int k = 0; k < members; k++) {
                Scalar weighted = x.at(n, g, k).over(rms).times(s.get("w").at(g, k));
                y.set(weighted.times(z.at(n, g, k).silu()), n, g, k);
            }
        }
    }

    /** The root mean square of all D + 1 elements, the last of which is minus the sum of the others. */
    private static void crmsNorm(Step s) {
        int width = s.size("D");
        Rows.map(s, (n, x) -> {
            Scalar last = s.sum(width, x).negate();
            IntFunction<Scalar> all = d -> d < width ? x.apply(d) : last;
            Scalar rms = Rows.rms(s, width + 1, s.constant("eps"), all);
            return d -> x.apply(d).over(rms).times(s.get("gamma").at(d));
        });
    }

    private static void polyNorm(Step s) {
        int width = s.size("D");
        Rows.map(s, (n, x) -> {
            Scalar[] rms = new Scalar[4];
            for (int p = 1; p <= 3; p++) {
                int power = p;
                rms[p] = Rows.rms(s, width, s.constant("eps"), d -> power(x.apply(d), power));
            }
            return d -> {
                Scalar y = s.get("b").at();
                for (int p = 1; p <= 3; p++) {
                    Scalar unit = power(x.apply(d), p).over(rms[p]);
                    y = y.plus(unit.times(s.get("w" + p).at()));
                }
                return y;
            };
        });
    }

    private static Scalar power(Scalar x, int p) {
        return x.map(v -> Math.pow(v, p), v -> p * Math.pow(v, p - 1));
    }

    private static void seeDNorm(Step s) {
        int width = s.size("D");
        Rows.map(s, (n, x) -> {
            Scalar choice =
                    s.sum(width, d -> x.apply(d).times(s.get("beta").at(d))).tanh();
            Scalar rms = Rows.rms(s, width, s.constant("eps"), x);
            return d -> {
                Scalar scale =
                        choice.times(s.get("alpha").at(d)).plus(s.get("gamma").at(d));
                return x.apply(d).over(rms).times(scale);
            };
        });
    }

    /** The root mean square is that of the row, the scale that of the head. */
    private static void seeDNormHeads(Step s) {
        int heads = s.size("G");
        int members = s.size("K");
        Grid x = s.get("x");
        Grid y = s.output("y", s.size("N"), heads, members);
        for (int i = 0; i < s.size("N") * heads; i++) {
            int n = i / heads;
            int g = i % heads;
            Scalar choice = s.sum(
                            members, k -> x.at(n, g, k).times(s.get("beta").at(g, k)))
                    .tanh();
            Scalar rms = Rows.rms(s, heads * members, s.constant("eps"), j -> x.at(n, j / members, j % members));
            for (int k = 0; k < members; k++) {
                Scalar scale = s.get("alpha")
                        .at(g, k)
                        .times(choice)
                        .plus(s.get("gamma").at(g, k));
                y.set(scale.times(x.at(n, g, k)).over(rms), n, g, k);
            }
        }
    }
}
