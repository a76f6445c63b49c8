package dev.normc.runtime.literature;

import java.util.List;
import java.util.function.Consumer;

/** The layer normalizations of Xu et al. 2019 that stop a part of the gradient, with their gradients by hand. */
final class DetachedNorms {

    static final List<Entry> ENTRIES = List.of(
            Entry.of("AdaNorm", "N=3, D=5", DetachedNorms::adaNorm),
            Entry.of("AdaNorm", "N=3, D=5", DetachedNorms::adaNorm).constants("S=2, k=0.3"),
            Entry.of("DetachNorm", "N=3, D=5", DetachedNorms::detachNorm),
            Entry.of("GradNorm", "N=3, D=5", DetachedNorms::gradNorm));

    private DetachedNorms() {}

    /** y = S (1 - k h) h; the gradient that reaches h is S (1 - k h) dy. */
    private static void adaNorm(Step s) {
        double strength = s.constant("S");
        double k = s.constant("k");
        Standardised[] rows = Standardised.rows(s);
        Grid y = s.grid(s.size("N"), s.size("D"));
        each(s, (n, d) -> {
            double h = rows[n].h[d];
            y.set(s.number(strength * (h - k * h * h)), n, d);
        });
        closed(s, y, dy -> {
            double[] dh = dy.clone();
            each(s, (n, d) -> dh[n * s.size("D") + d] *= strength * (1 - k * rows[n].h[d]));
            standardisedBackward(s, rows, dh);
        });
    }

    /** Mean and deviation are constants: dx = dy / (sigma + eps). */
    private static void detachNorm(Step s) {
        Standardised[] rows = Standardised.rows(s);
        Grid y = s.grid(s.size("N"), s.size("D"));
        each(s, (n, d) -> y.set(s.number(rows[n].h[d]), n, d));
        closed(
                s,
                y,
                dy -> each(
                        s, (n, d) -> s.get("x").at(n, d).add(dy[n * s.size("D") + d] / (rows[n].sigma + rows[n].eps))));
    }

    /** y = x + h; the gradient passes h alone. */
    private static void gradNorm(Step s) {
        Standardised[] rows = Standardised.rows(s);
        Grid y = s.grid(s.size("N"), s.size("D"));
        each(s, (n, d) -> y.set(s.number(s.get("x").value(n, d) + rows[n].h[d]), n, d));
        closed(s, y, dy -> standardisedBackward(s, rows, dy));
    }

    /** A row as numbers: h = (x - mu) / (sigma + eps), the variance over D - 1. */
    private static final class Standardised {

        final double[] h;
        final double sigma;
        final double eps;

        private Standardised(double[] x, double eps) {
            double mu = 0;
            for (double v : x) {
                mu += v / x.length;
            }
            double squares = 0;
            for (double v : x) {
                squares += v * v;
            }
            this.sigma = Math.sqrt((squares - x.length * mu * mu) / (x.length - 1));
            this.eps = eps;
            this.h = new double[x.length];
            for (int d = 0; d < x.length; d++) {
                h[d] = (x[d] - mu) / (sigma + eps);
            }
        }

        static Standardised[] rows(Step s) {
            Standardised[] rows = new Standardised[s.size("N")];
            for (int n = 0; n < rows.length; n++) {
                double[] x = new double[s.size("D")];
                for (int d = 0; d < x.length; d++) {
                    x[d] = s.get("x").value(n, d);
                }
                rows[n] = new Standardised(x, s.constant("eps"));
            }
            return rows;
        }
    }

    /** dx = (g - mean(g) - h sum(g h) / (D - 1) * (sigma + eps) / sigma) / (sigma + eps), as h adds up to 0. */
    private static void standardisedBackward(Step s, Standardised[] rows, double[] g) {
        int width = s.size("D");
        for (int n = 0; n < rows.length; n++) {
            Standardised row = rows[n];
            double total = 0;
            double product = 0;
            for (int d = 0; d < width; d++) {
                total += g[n * width + d];
                product += g[n * width + d] * row.h[d];
            }
            double share = product / (width - 1) * (row.sigma + row.eps) / row.sigma;
            for (int d = 0; d < width; d++) {
                double centred = g[n * width + d] - total / width;
                s.get("x").at(n, d).add((centred - row.h[d] * share) / (row.sigma + row.eps));
            }
        }
    }

    private interface Place {

        void at(int n, int d);
    }

    private static void each(Step s, Place place) {
        for (int n = 0; n < s.size("N"); n++) {
            for (int d = 0; d < s.size("D"); d++) {
                place.at(n, d);
            }
        }
    }

    private static void closed(Step s, Grid values, Consumer<double[]> backward) {
        Grid cut = s.cut(values, backward);
        Grid y = s.output("y", s.size("N"), s.size("D"));
        each(s, (n, d) -> y.set(cut.at(n, d), n, d));
    }
}
