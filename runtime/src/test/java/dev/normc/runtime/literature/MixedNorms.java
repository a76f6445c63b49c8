package dev.normc.runtime.literature;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/** Norms that mix those of batches, instances and layers, or choose between them. */
final class MixedNorms {

    static final List<Entry> ENTRIES = List.of(
            Entry.of("RepBatchNorm", "B=3, T=2, C=4", MixedNorms::rep),
            // two steps of layer normalization, three of transition, then batch normalization alone
            Entry.of("ProgressiveRepBatchNorm", "B=3, T=2, C=4", MixedNorms::progressiveRep)
                    .constants("warm=2, total=3, r0=0.8")
                    .steps(7),
            Entry.of("SwitchableNorm", "N=3, C=4, H=3, W=2", MixedNorms::switchable),
            Entry.of("BatchInstanceNorm", "N=3, C=4, H=3, W=2", MixedNorms::batchInstance),
            Entry.of("BatchChannelMixture", "N=3, C=4, H=3, W=2", MixedNorms::batchLayer),
            Entry.of("InstanceLayerNorm", "N=3, C=4, H=3, W=2", MixedNorms::instanceLayer),
            Entry.of("AdaLayerInstanceNorm", "N=3, C=4, H=3, W=2", MixedNorms::adaLayerInstance),
            Entry.of("BatchChannelNorm", "N=3, C=6, H=3, W=2", MixedNorms::batchChannel)
                    .constants("G=2"),
            Entry.of("EvoNormB0", "N=3, C=4, H=3, W=2", MixedNorms::evoB0),
            Entry.of("EvoNormB1", "N=3, C=4, H=3, W=2", MixedNorms::evoB1),
            Entry.of("EvoNormB2", "N=3, C=4, H=3, W=2", MixedNorms::evoB2));

    private MixedNorms() {}

    private static void rep(Step s) {
        Grid x = s.get("x");
        Grid h = Moments.batchNorm(s, x, 2, "bn_");
        Places.fill(
                s.output("y", x.shape()),
                p -> s.get("bn_gamma")
                        .at(p[2])
                        .times(h.at(p))
                        .plus(s.get("bn_beta").at(p[2]))
                        .plus(s.get("alpha").at().times(x.at(p))));
    }

    /** Counts down as the authors do: the warm steps first, then the steps of the transition. */
    private static void progressiveRep(Step s) {
        double step = s.get("step").value();
        double warmLeft = s.constant("warm") - step;
        double transitionLeft = s.constant("total") - Math.max(-warmLeft, 0);
        boolean warm = s.train() && warmLeft > 0;
        double lambda =
                !s.train() ? 0 : warm ? 1 : s.constant("r0") * Math.max(transitionLeft, 0) / s.constant("total");
        s.next("step", step + 1);
        Grid x = s.get("x");
        Grid batch = warm ? s.grid(x.shape()) : Moments.batchNorm(s, x, 2, "");
        Places.fill(s.output("y", x.shape()), p -> {
            List<Scalar> token = Places.where(x, q -> q[0] == p[0] && q[1] == p[1]);
            Scalar ln = s.get("ln_gamma")
                    .at(p[2])
                    .times(Moments.of(s, token).normalise(x.at(p), s.constant("ln_eps")))
                    .plus(s.get("ln_beta").at(p[2]));
            if (warm) {
                return ln;
            }
            Scalar rep = s.get("gamma")
                    .at(p[2])
                    .times(batch.at(p))
                    .plus(s.get("beta").at(p[2]))
                    .plus(s.get("alpha").at().times(x.at(p)));
            return ln.times(lambda).plus(rep.times(1 - lambda));
        });
    }

    /** The moments of layer and batch come from the instances' means and unbiased variances. */
    private static void switchable(Step s) {
        Grid x = s.get("x");
        int images = s.size("N");
        int channels = s.size("C");
        Moments[][] instance = new Moments[images][channels];
        for (int n = 0; n < images; n++) {
            for (int c = 0; c < channels; c++) {
                List<Scalar> plane = plane(x, n, c);
                instance[n][c] = new Moments(Places.mean(s, plane), Places.unbiased(s, plane));
            }
        }
        Moments[] layer = new Moments[images];
        Arrays.setAll(layer, n -> pooled(s, List.of(instance[n])));
        Moments[] batch = new Moments[channels];
        Arrays.setAll(
                batch,
                c -> pooled(s, Arrays.stream(instance).map(row -> row[c]).toList())
                        .orStates(s, "", 1 - s.constant("decay"), 1, c));
        Grid h = s.grid(x.shape());
        Places.fill(h, p -> {
            List<Moments> three = List.of(instance[p[0]][p[1]], layer[p[0]], batch[p[1]]);
            Scalar mean =
                    mixed(s, "mean_weight", three.stream().map(Moments::mean).toList());
            Scalar variance =
                    mixed(s, "var_weight", three.stream().map(Moments::variance).toList());
            return new Moments(mean, variance).normalise(x.at(p), s.constant("eps"));
        });
        Moments.affine(s, h, 1, "");
    }

    /** Of groups of one size: the mean of the means; the mean of the variances and what the means vary. */
    private static Moments pooled(Step s, List<Moments> groups) {
        List<Scalar> means = groups.stream().map(Moments::mean).toList();
        List<Scalar> variances = groups.stream().map(Moments::variance).toList();
        return new Moments(Places.mean(s, means), Places.mean(s, variances).plus(Places.variance(s, means)));
    }

    private static Scalar mixed(Step s, String weights, List<Scalar> values) {
        Grid w = s.get(weights);
        int n = values.size();
        Scalar total = s.sum(n, k -> w.at(k).exp());
        return s.sum(n, k -> w.at(k).exp().times(values.get(k))).over(total);
    }

    private static void batchInstance(Step s) {
        Grid x = s.get("x");
        Grid batch = Moments.batchNorm(s, x, 1, "batch_");
        Grid h = s.grid(x.shape());
        Places.fill(h, p -> {
            Scalar instance = Moments.of(s, plane(x, p[0], p[1])).normalise(x.at(p), 1e-5);
            return share(s.get("rho").at(p[1]), batch.at(p), instance);
        });
        Moments.affine(s, h, 1, "");
    }

    private static void batchLayer(Step s) {
        Grid x = s.get("x");
        Grid batch = Moments.batchNorm(s, x, 1, "batch_");
        Grid h = s.grid(x.shape());
        Places.fill(h, p -> {
            Scalar layer = Moments.of(s, Places.slice(x, 0, p[0])).normalise(x.at(p), 1e-5);
            return share(s.get("iota").at(p[1]), batch.at(p), layer);
        });
        Moments.affine(s, h, 1, "");
    }

    private static void instanceLayer(Step s) {
        Moments.affine(s, instanceLayerMixture(s), 1, "");
    }

    private static void adaLayerInstance(Step s) {
        Grid h = instanceLayerMixture(s);
        Places.fill(
                s.output("y", h.shape()),
                p -> s.get("gamma")
                        .at(p[0], p[1])
                        .times(h.at(p))
                        .plus(s.get("beta").at(p[0], p[1])));
    }

    private static Grid instanceLayerMixture(Step s) {
        Grid x = s.get("x");
        Grid h = s.grid(x.shape());
        Places.fill(h, p -> {
            Scalar instance = standardised(s, plane(x, p[0], p[1]), x.at(p));
            Scalar layer = standardised(s, Places.slice(x, 0, p[0]), x.at(p));
            return share(s.get("rho").at(p[1]), instance, layer);
        });
        return h;
    }

    /** By the unbiased variance. */
    private static Scalar standardised(Step s, List<Scalar> values, Scalar x) {
        Scalar deviation = Places.unbiased(s, values).plus(s.constant("eps")).sqrt();
        return x.minus(Places.mean(s, values)).over(deviation);
    }

    /** rho a + (1 - rho) b. */
    private static Scalar share(Scalar rho, Scalar a, Scalar b) {
        return b.plus(rho.times(a.minus(b)));
    }

    /** Batch normalization of each channel, then of each image's groups of channels; the group's scale and shift. */
    private static void batchChannel(Step s) {
        Grid x = s.get("x");
        Grid batch = s.grid(x.shape());
        Places.fill(batch, p -> {
            List<Scalar> channel = Places.where(x, q -> q[1] == p[1] && q[2] == p[2]);
            Scalar h = Moments.running(s, channel, "batch_", 0.1, p[1], p[2]).normalise(x.at(p), 1e-5);
            return s.get("batch_gamma")
                    .at(p[1], p[2])
                    .times(h)
                    .plus(s.get("batch_beta").at(p[1], p[2]));
        });
        Grid h = s.grid(x.shape());
        Places.fill(h, p -> Moments.of(s, plane(batch, p[0], p[1])).normalise(batch.at(p), 1e-5));
        Moments.affine(s, h, 1, "");
    }

    private static void evoB0(Step s) {
        evo(s, (x, plane) -> {
            Scalar deviation = Places.variance(s, plane).plus(s.constant("eps")).sqrt();
            return channel -> s.get("v").at(channel).times(x).plus(deviation);
        });
    }

    private static void evoB1(Step s) {
        evo(s, (x, plane) -> channel -> x.plus(1).times(quadraticMean(s, plane)));
    }

    private static void evoB2(Step s) {
        evo(s, (x, plane) -> channel -> quadraticMean(s, plane).minus(x));
    }

    private static Scalar quadraticMean(Step s, List<Scalar> plane) {
        return s.mean(plane.size(), i -> plane.get(i).square())
                .plus(s.constant("eps"))
                .sqrt();
    }

    /** What is held against the batch's deviation, of an element and its plane, in a channel. */
    private interface Rival {
        IntFunction<Scalar> of(Scalar x, List<Scalar> plane);
    }

    /** Divided by the larger one; the batch's variance alone has a state. */
    private static void evo(Step s, Rival rival) {
        Grid x = s.get("x");
        Grid h = s.grid(x.shape());
        double momentum = s.constant("momentum");
        for (int c = 0; c < s.size("C"); c++) {
            int channel = c;
            List<Scalar> all = Places.slice(x, 1, c);
            Scalar variance = Places.variance(s, all);
            double old = s.get("running_var").value(c);
            s.next("running_var", (1 - momentum) * old + momentum * Places.unbiased(s, all).value, c);
            Scalar used = s.train() ? variance : s.number(old);
            Scalar deviation = used.plus(s.constant("eps")).sqrt();
            for (int n = 0; n < s.size("N"); n++) {
                for (int row = 0; row < s.size("H"); row++) {
                    for (int column = 0; column < s.size("W"); column++) {
                        Scalar at = x.at(n, c, row, column);
                        Scalar other = rival.of(at, plane(x, n, c)).apply(channel);
                        h.set(at.over(deviation.max(other)), n, c, row, column);
                    }
                }
            }
        }
        Moments.affine(s, h, 1, "");
    }

    /** All at one coordinate of the first axis and one of the second. */
    private static List<Scalar> plane(Grid x, int first, int second) {
        return Places.where(x, p -> p[0] == first && p[1] == second);
    }
}
