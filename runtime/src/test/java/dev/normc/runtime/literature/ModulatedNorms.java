package dev.normc.runtime.literature;

import java.util.List;
import java.util.function.IntFunction;

/** Norms whose scale or shift comes with the input, and those that a residual addition comes with. */
final class ModulatedNorms {

    /** Zero, or one over a share of four fifths that is kept. */
    private static final Draw DROPOUT = (random, i) -> random.nextInt(5) > 0 ? 1.25 : 0;

    static final List<Entry> ENTRIES = List.of(
            Entry.of("AdaLayerNorm", "B=3, T=2, D=5", ModulatedNorms::adaLayerNorm),
            Entry.of("AdaLayerNormZero", "B=3, T=2, D=5", ModulatedNorms::adaLayerNormZero),
            Entry.of("ModulatedRmsNorm", "B=3, T=2, D=5", ModulatedNorms::modulatedRmsNorm),
            Entry.of("AddLayerNorm", "N=3, D=5", ModulatedNorms::addLayerNorm),
            Entry.of("AddLayerNorm", "N=3, D=5", ModulatedNorms::addLayerNorm)
                    .draw("mask0", DROPOUT)
                    .draw("mask1", DROPOUT)
                    .draw("row_scale", DROPOUT));

    private ModulatedNorms() {}

    private static void adaLayerNorm(Step s) {
        Grid y = s.output("y", s.size("B"), s.size("T"), s.size("D"));
        modulate(s, s.get("x"), y, s.constant("eps"));
    }

    private static void adaLayerNormZero(Step s) {
        int width = s.size("D");
        Grid y = s.output("y", s.size("B"), s.size("T"), width);
        Grid h = s.output("h", s.size("B"), s.size("T"), width);
        for (int b = 0; b < s.size("B"); b++) {
            for (int t = 0; t < s.size("T"); t++) {
                for (int d = 0; d < width; d++) {
                    Scalar gated = s.get("gate").at(b, d).times(s.get("f").at(b, t, d));
                    y.set(gated.plus(s.get("x").at(b, t, d)), b, t, d);
                }
            }
        }
        modulate(s, y, h, 1e-6);
    }

    /** Layer normalization without parameters, then h (1 + scale) + shift. */
    private static void modulate(Step s, Grid x, Grid y, double eps) {
        int width = s.size("D");
        for (int i = 0; i < s.size("B") * s.size("T"); i++) {
            int b = i / s.size("T");
            int t = i % s.size("T");
            Scalar mu = s.mean(width, d -> x.at(b, t, d));
            Scalar deviation = Rows.deviation(s, width, eps, d -> x.at(b, t, d));
            for (int d = 0; d < width; d++) {
                Scalar h = x.at(b, t, d).minus(mu).over(deviation);
                Scalar scaled = h.plus(h.times(s.get("scale").at(b, d)));
                y.set(scaled.plus(s.get("shift").at(b, d)), b, t, d);
            }
        }
    }

    private static void modulatedRmsNorm(Step s) {
        int width = s.size("D");
        Grid x = s.get("x");
        Grid y = s.output("y", s.size("B"), s.size("T"), width);
        for (int i = 0; i < s.size("B") * s.size("T"); i++) {
            int b = i / s.size("T");
            int t = i % s.size("T");
            Scalar rms = Rows.rms(s, width, s.constant("eps"), d -> x.at(b, t, d));
            for (int d = 0; d < width; d++) {
                Scalar h = x.at(b, t, d).over(rms).times(s.get("w").at(d));
                Scalar scaled = h.plus(h.times(s.get("scale").at(b, d)));
                y.set(scaled.plus(s.get("shift").at(b, d)), b, t, d);
            }
        }
    }

    /** s = dropout(row_scale x0) + dropout(x1) + residual, and two layer normalizations of it. */
    private static void addLayerNorm(Step s) {
        int width = s.size("D");
        Grid sum = s.output("s", s.size("N"), width);
        Grid y = s.output("y", s.size("N"), width);
        Grid y1 = s.output("y1", s.size("N"), width);
        for (int i = 0; i < s.size("N"); i++) {
            int n = i;
            double rowScale = s.get("row_scale").value(n);
            for (int d = 0; d < width; d++) {
                Scalar x0 = s.get("x0").at(n, d).times(rowScale * s.get("mask0").value(n, d));
                Scalar x1 = s.get("x1").at(n, d).times(s.get("mask1").value(n, d));
                sum.set(s.get("residual").at(n, d).plus(x1).plus(x0), n, d);
            }
            IntFunction<Scalar> row = d -> sum.at(n, d);
            Scalar mu = s.mean(width, row);
            Scalar deviation = Rows.deviation(s, width, 1e-5, row);
            for (int d = 0; d < width; d++) {
                Scalar h = row.apply(d).minus(mu).over(deviation);
                y.set(h.times(s.get("y_gamma").at(d)).plus(s.get("y_beta").at(d)), n, d);
                y1.set(h.times(s.get("y1_gamma").at(d)).plus(s.get("y1_beta").at(d)), n, d);
            }
        }
    }
}
