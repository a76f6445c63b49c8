package dev.normc.runtime.literature;

import java.util.List;

/** Online normalization as its authors compute it: sample by sample, in order, in both directions. */
final class OnlineNorms {

    static final List<Entry> ENTRIES = List.of(Entry.of("OnlineNorm", "N=5, C=2, H=2, W=3", OnlineNorms::online)
            .constants("a=0.8, b=0.7")
            .draw("x", Draw.around(0.5, 2)));

    private OnlineNorms() {}

    private static void online(Step s) {
        int samples = s.size("N");
        Grid x = s.get("x");
        Grid z = s.grid(samples, s.size("C"), s.size("H"), s.size("W"));
        double[][] deviations = new double[samples][s.size("C")];
        for (int c = 0; c < s.size("C"); c++) {
            double mean = s.get("mean").value(c);
            double var = s.get("var").value(c);
            for (int n = 0; n < samples; n++) {
                double deviation = Math.sqrt(var + s.constant("eps"));
                deviations[n][c] = deviation;
                for (int i = 0; i < places(s); i++) {
                    z.set(at(x, s, n, c, i).minus(mean).over(deviation), n, c, i / s.size("W"), i % s.size("W"));
                }
                if (s.train()) {
                    double a = s.constant("a");
                    double mu = 0;
                    for (int i = 0; i < places(s); i++) {
                        mu += at(x, s, n, c, i).value / places(s);
                    }
                    double own = 0;
                    for (int i = 0; i < places(s); i++) {
                        own += Math.pow(at(x, s, n, c, i).value - mu, 2) / places(s);
                    }
                    double delta = mu - mean;
                    var = a * var + (1 - a) * own + a * (1 - a) * delta * delta;
                    mean += (1 - a) * delta;
                }
            }
            s.next("mean", mean, c);
            s.next("var", var, c);
        }
        Grid normalised = s.train() ? s.cut(z, dz -> backward(s, z, deviations, dz)) : z;
        Grid y = s.output("y", samples, s.size("C"), s.size("H"), s.size("W"));
        for (int n = 0; n < samples; n++) {
            for (int c = 0; c < s.size("C"); c++) {
                for (int i = 0; i < places(s); i++) {
                    Scalar scaled = s.get("gamma").at(c).times(at(normalised, s, n, c, i));
                    Scalar shifted = scaled.plus(s.get("beta").at(c));
                    double bound = s.constant("bound");
                    y.set(shifted.clip(-bound, bound), n, c, i / s.size("W"), i % s.size("W"));
                }
            }
        }
    }

    /** The control process of the paper: two accumulators, moved after each sample. */
    private static void backward(Step s, Grid z, double[][] deviations, double[] dz) {
        double share = 1 - s.constant("b");
        int places = places(s);
        for (int c = 0; c < s.size("C"); c++) {
            double v = s.get("V").value(c);
            double u = s.get("U").value(c);
            for (int n = 0; n < s.size("N"); n++) {
                double along = 0;
                double whole = 0;
                for (int i = 0; i < places; i++) {
                    double h = at(z, s, n, c, i).value;
                    double q = dz[(n * s.size("C") + c) * places + i] - share * v * h;
                    double dx = q / deviations[n][c] - share * u;
                    at(s.get("x"), s, n, c, i).add(dx);
                    along += q * h / places;
                    whole += dx / places;
                }
                v += along;
                u += whole;
            }
            s.next("V", v, c);
            s.next("U", u, c);
        }
    }

    private static int places(Step s) {
        return s.size("H") * s.size("W");
    }

    private static Scalar at(Grid grid, Step s, int n, int c, int i) {
        return grid.at(n, c, i / s.size("W"), i % s.size("W"));
    }
}
