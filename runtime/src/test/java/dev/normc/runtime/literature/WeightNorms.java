package dev.normc.runtime.literature;

import java.util.Arrays;
import java.util.List;

/** Norms of weights. */
final class WeightNorms {

    private static final String KERNELS = "O=3, I=4, K=3, L=2";

    static final List<Entry> ENTRIES = List.of(
            Entry.of("Demodulation", KERNELS + ", N=2", WeightNorms::demodulation),
            Entry.of("SpectralNorm", "O=3, I=5", WeightNorms::spectralNorm),
            Entry.of("WeightNorm", "O=3, I=5", WeightNorms::weightNorm),
            Entry.of("WeightStandardization", KERNELS, WeightNorms::weightStandardization),
            Entry.of("ScaledWeightStandardization", KERNELS, WeightNorms::scaledWeightStandardization)
                    .constants("gamma=1.7"),
            // weights so small that the floor is above their variance
            Entry.of("ScaledWeightStandardization", KERNELS, WeightNorms::scaledWeightStandardization)
                    .draw("w", Draw.around(0, 1e-4)),
            Entry.of("CentredWeight", KERNELS, WeightNorms::centredWeight),
            Entry.of("PopArt", "N=5, O=3, D=2", WeightNorms::popArt).constants("beta=0.2"));

    private WeightNorms() {}

    private static List<int[]> kernel(Grid w, int output) {
        return Elements.of(w, p -> p[0] == output);
    }

    private static void demodulation(Step s) {
        Grid w = s.get("w");
        int[] shape = w.shape();
        Grid y = s.output("y", s.size("N"), shape[0], shape[1], shape[2], shape[3]);
        for (int n = 0; n < s.size("N"); n++) {
            Grid modulated = s.grid(shape);
            for (int[] p : Elements.of(shape)) {
                modulated.set(w.at(p).times(s.get("s").at(n, p[1])), p);
            }
            for (int o = 0; o < shape[0]; o++) {
                List<int[]> kernel = kernel(w, o);
                Scalar square =
                        s.sum(kernel.size(), i -> modulated.at(kernel.get(i)).square());
                Scalar length = square.plus(s.constant("eps")).sqrt();
                for (int[] p : kernel) {
                    y.set(modulated.at(p).over(length), n, p[0], p[1], p[2], p[3]);
                }
            }
        }
    }

    /** Algorithm 1: the vectors are numbers, the singular value is u^T W v with a gradient to W alone. */
    private static void spectralNorm(Step s) {
        Grid w = s.get("w");
        double[] v = new double[s.size("I")];
        double[] u = new double[s.size("O")];
        Elements.of(w.shape()).forEach(p -> v[p[1]] += w.value(p) * s.get("u").value(p[0]));
        scaleToUnit(v);
        Elements.of(w.shape()).forEach(p -> u[p[0]] += w.value(p) * v[p[1]]);
        scaleToUnit(u);
        List<int[]> places = Elements.of(w.shape());
        Scalar sigma = s.sum(places.size(), i -> {
            int[] p = places.get(i);
            return w.at(p).times(u[p[0]] * v[p[1]]);
        });
        Grid y = s.output("y", w.shape());
        places.forEach(p -> y.set(w.at(p).over(sigma), p));
        for (int o = 0; o < u.length; o++) {
            s.next("u", u[o], o);
        }
    }

    private static void scaleToUnit(double[] vector) {
        double length = Math.sqrt(Arrays.stream(vector).map(e -> e * e).sum());
        Arrays.setAll(vector, i -> vector[i] / length);
    }

    /** With the gradients of the paper: dg = dw . v / |v|, dv = g / |v| dw - g dg / |v|^2 v. */
    private static void weightNorm(Step s) {
        Grid v = s.get("v");
        Grid g = s.get("g");
        Grid w = s.grid(v.shape());
        for (int[] p : Elements.of(v.shape())) {
            w.set(s.number(g.value(p[0]) * v.value(p) / length(s, v, p[0])), p);
        }
        Grid y = s.output("y", v.shape());
        Grid cut = s.cut(w, dw -> {
            for (int o = 0; o < s.size("O"); o++) {
                double length = length(s, v, o);
                double dg = 0;
                for (int i = 0; i < s.size("I"); i++) {
                    dg += dw[o * s.size("I") + i] * v.value(o, i) / length;
                }
                g.at(o).add(dg);
                for (int i = 0; i < s.size("I"); i++) {
                    double direct = g.value(o) / length * dw[o * s.size("I") + i];
                    v.at(o, i).add(direct - g.value(o) * dg / (length * length) * v.value(o, i));
                }
            }
        });
        Elements.of(v.shape()).forEach(p -> y.set(cut.at(p), p));
    }

    private static double length(Step s, Grid v, int o) {
        double square = 0;
        for (int i = 0; i < s.size("I"); i++) {
            square += v.value(o, i) * v.value(o, i);
        }
        return Math.sqrt(square);
    }

    /** The unbiased variance by the differences of all pairs. */
    private static void weightStandardization(Step s) {
        Grid w = s.get("w");
        Grid y = s.output("y", w.shape());
        for (int o = 0; o < s.size("O"); o++) {
            List<int[]> kernel = kernel(w, o);
            double n = kernel.size();
            Scalar mu = Elements.mean(s, w, kernel);
            Scalar deviation = Elements.squaredDifferences(s, w, kernel)
                    .over(2 * n * (n - 1))
                    .sqrt();
            kernel.forEach(p -> y.set(w.at(p).minus(mu).over(deviation.plus(s.constant("eps"))), p));
        }
    }

    /** gamma (w - mu) / (sigma sqrt(n)), with a floor under n sigma^2. */
    private static void scaledWeightStandardization(Step s) {
        Grid w = s.get("w");
        Grid y = s.output("y", w.shape());
        for (int o = 0; o < s.size("O"); o++) {
            List<int[]> kernel = kernel(w, o);
            Scalar gain = s.get("gain").at(o).times(s.constant("gamma"));
            Scalar mu = Elements.mean(s, w, kernel);
            Scalar sigma = Elements.variance(s, w, kernel).sqrt();
            Scalar scale = sigma.times(Math.sqrt(kernel.size()));
            Scalar floored =
                    scale.value * scale.value < s.constant("eps") ? s.number(Math.sqrt(s.constant("eps"))) : scale;
            kernel.forEach(p -> y.set(gain.times(w.at(p).minus(mu)).over(floored), p));
        }
    }

    private static void centredWeight(Step s) {
        Grid w = s.get("w");
        Grid y = s.output("y", w.shape());
        for (int[] p : Elements.of(w.shape())) {
            y.set(w.at(p).minus(Elements.mean(s, w, kernel(w, p[0]))), p);
        }
    }

    /** The rewritten layer predicts what the old one did: sigma' (w' h + b') + mu' = sigma (w h + b) + mu. */
    private static void popArt(Step s) {
        double beta = s.constant("beta");
        Grid target = s.get("target");
        Grid y = s.output("y", target.shape());
        Grid weight = s.output("weight", s.size("O"), s.size("D"));
        Grid bias = s.output("bias", s.size("O"));
        for (int o = 0; o < s.size("O"); o++) {
            int output = o;
            Scalar mu = s.number(s.get("mu").value(o));
            Scalar nu = s.number(s.get("nu").value(o));
            Scalar sigma = nu.minus(mu.square()).sqrt();
            Scalar first = s.mean(s.size("N"), n -> target.at(n, output));
            Scalar second = s.mean(s.size("N"), n -> target.at(n, output).square());
            Scalar nextMu = s.train() ? mu.plus(first.minus(mu).times(beta)) : mu;
            Scalar nextNu = s.train() ? nu.plus(second.minus(nu).times(beta)) : nu;
            Scalar nextSigma = nextNu.minus(nextMu.square()).sqrt();
            s.next("mu", nextMu.value, o);
            s.next("nu", nextNu.value, o);
            Scalar ratio = sigma.over(nextSigma);
            for (int d = 0; d < s.size("D"); d++) {
                weight.set(s.get("w").at(o, d).times(ratio), o, d);
            }
            Scalar moved = mu.minus(nextMu).over(nextSigma);
            bias.set(s.get("b").at(o).times(ratio).plus(moved), o);
            for (int n = 0; n < s.size("N"); n++) {
                y.set(target.at(n, o).minus(nextMu).over(nextSigma), n, o);
            }
        }
    }
}
