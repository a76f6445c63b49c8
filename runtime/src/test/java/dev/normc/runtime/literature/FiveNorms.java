package dev.normc.runtime.literature;

import java.util.List;

/** The norms that the README shows. */
final class FiveNorms {

    static final List<Entry> ENTRIES = List.of(
            Entry.of("LayerNorm", "N=3, D=5", FiveNorms::layerNorm),
            Entry.of("RmsNorm", "N=3, D=5", FiveNorms::rmsNorm),
            Entry.of("BatchNorm", "N=5, C=3", FiveNorms::batchNorm),
            Entry.of("PowerNorm", "N=5, C=3", FiveNorms::powerNorm),
            Entry.of("DyT", "N=3, D=5", FiveNorms::dyT));

    private FiveNorms() {}

    private static void layerNorm(Step s) {
        int rows = s.size("N");
        int width = s.size("D");
        Grid x = s.get("x");
        Grid y = s.output("y", rows, width);
        for (int n = 0; n < rows; n++) {
            int row = n;
            Scalar mu = s.mean(width, d -> x.at(row, d));
            Scalar deviation =
                    s.variance(width, d -> x.at(row, d)).plus(s.constant("eps")).sqrt();
            for (int d = 0; d < width; d++) {
                Scalar h = x.at(n, d).minus(mu).over(deviation);
                y.set(s.get("gamma").at(d).times(h).plus(s.get("beta").at(d)), n, d);
            }
        }
    }

    private static void rmsNorm(Step s) {
        int rows = s.size("N");
        int width = s.size("D");
        Grid x = s.get("x");
        Grid y = s.output("y", rows, width);
        for (int n = 0; n < rows; n++) {
            int row = n;
            Scalar rms = s.mean(width, d -> x.at(row, d).square())
                    .plus(s.constant("eps"))
                    .sqrt();
            for (int d = 0; d < width; d++) {
                y.set(s.get("gamma").at(d).times(x.at(n, d)).over(rms), n, d);
            }
        }
    }

    private static void batchNorm(Step s) {
        int rows = s.size("N");
        Grid x = s.get("x");
        Grid y = s.output("y", rows, s.size("C"));
        double momentum = s.constant("momentum");
        for (int c = 0; c < s.size("C"); c++) {
            int channel = c;
            Scalar mu = s.mean(rows, n -> x.at(n, channel));
            Scalar var = s.variance(rows, n -> x.at(n, channel));
            double oldMean = s.get("running_mean").value(c);
            double oldVar = s.get("running_var").value(c);
            s.next("running_mean", (1 - momentum) * oldMean + momentum * mu.value, c);
            s.next("running_var", (1 - momentum) * oldVar + momentum * var.value * rows / (rows - 1), c);
            Scalar centre = s.train() ? mu : s.number(oldMean);
            Scalar spread =
                    (s.train() ? var : s.number(oldVar)).plus(s.constant("eps")).sqrt();
            for (int n = 0; n < rows; n++) {
                Scalar h = x.at(n, c).minus(centre).over(spread);
                y.set(s.get("gamma").at(c).times(h).plus(s.get("beta").at(c)), n, c);
            }
        }
    }

    /** Algorithm 2 of the paper, with nu = -2 psi2_adjoint; in inference the running value is a constant. */
    private static void powerNorm(Step s) {
        int rows = s.size("N");
        int channels = s.size("C");
        double alpha = s.constant("alpha");
        Grid x = s.get("x");
        Grid psi2 = s.get("psi2");
        Grid h = s.grid(rows, channels);
        for (int c = 0; c < channels; c++) {
            int channel = c;
            Scalar square = s.mean(rows, n -> x.at(n, channel).square());
            s.next("psi2", alpha * psi2.value(c) + (1 - alpha) * square.value, c);
            for (int n = 0; n < rows; n++) {
                h.set(x.at(n, c).over(Math.sqrt(psi2.value(c))), n, c);
            }
        }
        Grid normalised = s.train() ? s.cut(h, dh -> approximate(s, h, dh)) : h;
        Grid y = s.output("y", rows, channels);
        for (int n = 0; n < rows; n++) {
            for (int c = 0; c < channels; c++) {
                y.set(
                        s.get("gamma")
                                .at(c)
                                .times(normalised.at(n, c))
                                .plus(s.get("beta").at(c)),
                        n,
                        c);
            }
        }
    }

    /** dx = (g - nu h) / psi; nu = nu (1 - (1 - alpha) mean(h^2)) + (1 - alpha) mean(g h). */
    private static void approximate(Step s, Grid h, double[] g) {
        int rows = s.size("N");
        int channels = s.size("C");
        double share = 1 - s.constant("alpha");
        for (int c = 0; c < channels; c++) {
            double nu = -2 * s.get("psi2_adjoint").value(c);
            double hh = 0;
            double gh = 0;
            for (int n = 0; n < rows; n++) {
                double gradient = g[n * channels + c];
                hh += h.value(n, c) * h.value(n, c) / rows;
                gh += gradient * h.value(n, c) / rows;
                s.get("x")
                        .at(n, c)
                        .add((gradient - nu * h.value(n, c))
                                / Math.sqrt(s.get("psi2").value(c)));
            }
            s.next("psi2_adjoint", (nu * (1 - share * hh) + share * gh) / -2, c);
        }
    }

    private static void dyT(Step s) {
        int rows = s.size("N");
        int width = s.size("D");
        Grid y = s.output("y", rows, width);
        for (int n = 0; n < rows; n++) {
            for (int d = 0; d < width; d++) {
                Scalar h = s.get("alpha").at().times(s.get("x").at(n, d)).tanh();
                y.set(s.get("gamma").at(d).times(h).plus(s.get("beta").at(d)), n, d);
            }
        }
    }
}
