package dev.normc.runtime.literature;

import java.util.List;

/** Norms of images that mix moments, or take them from elsewhere than the image and the batch. */
final class MixtureNorms {

    private static final String IMAGES = "N=3, C=4, H=3, W=2";

    static final List<Entry> ENTRIES = List.of(
            Entry.of("ProxyNorm", IMAGES + ", Q=5", MixtureNorms::proxyNorm)
                    .draw("node", Draw.around(0, 1))
                    .draw("weight", (random, i) -> 0.2),
            Entry.of("ModeNorm", IMAGES + ", K=2", MixtureNorms::modeNorm),
            Entry.of("SandwichBatchNorm", IMAGES + ", K=5", MixtureNorms::sandwichBatchNorm)
                    .draw("label", Draw.below(5)),
            Entry.of("TaskNorm", IMAGES, MixtureNorms::taskNorm),
            Entry.of("TaskNorm", "N=5, C=3, H=2, W=3", MixtureNorms::taskNorm).draw("context", Draw.MASK));

    private MixtureNorms() {}

    private static List<int[]> channel(Grid x, int c) {
        return Elements.of(x, p -> p[1] == c);
    }

    private static List<int[]> image(Grid x, int n, int c) {
        return Elements.of(x, p -> p[0] == n && p[1] == c);
    }

    /** The moments of the proxy's activations, with weights that add up to one. */
    private static void proxyNorm(Step s) {
        Grid x = s.get("x");
        Grid y = s.output("y", x.shape());
        for (int c = 0; c < s.size("C"); c++) {
            Scalar gamma = s.get("gamma").at(c);
            Scalar beta = s.get("beta").at(c);
            Scalar deviation = s.get("scale").at(c).plus(1);
            Scalar mean = s.get("shift").at(c);
            Scalar first = s.number(0);
            Scalar second = s.number(0);
            for (int q = 0; q < s.size("Q"); q++) {
                Scalar proxy = deviation.times(s.get("node").value(q)).plus(mean);
                Scalar z = gamma.times(proxy).plus(beta).relu();
                first = first.plus(z.times(s.get("weight").value(q)));
                second = second.plus(z.square().times(s.get("weight").value(q)));
            }
            Scalar mu = first;
            Scalar sigma = second.minus(first.square()).plus(s.constant("eps")).sqrt();
            channel(x, c)
                    .forEach(p -> y.set(
                            gamma.times(x.at(p)).plus(beta).relu().minus(mu).over(sigma), p));
        }
    }

    private static void modeNorm(Step s) {
        Grid x = s.get("x");
        Grid gates = gates(s, x);
        Grid sums = s.grid(x.shape());
        for (int[] p : Elements.of(x.shape())) {
            sums.set(s.number(0), p);
        }
        for (int k = 0; k < s.size("K"); k++) {
            for (int c = 0; c < s.size("C"); c++) {
                addMode(s, x, gates, sums, k, c);
            }
        }
        Grid y = s.output("y", x.shape());
        for (int[] p : Elements.of(x.shape())) {
            y.set(s.get("alpha").at(p[1]).times(sums.at(p)).plus(s.get("beta").at(p[1])), p);
        }
    }

    private static Grid gates(Step s, Grid x) {
        Grid gates = s.grid(s.size("N"), s.size("K"));
        for (int n = 0; n < s.size("N"); n++) {
            int sample = n;
            Scalar[] powers = new Scalar[s.size("K")];
            for (int k = 0; k < powers.length; k++) {
                int mode = k;
                Scalar logit =
                        s.sum(s.size("C"), c -> s.get("w").at(mode, c).times(Elements.mean(s, x, image(x, sample, c))));
                powers[k] = logit.plus(s.get("b").at(k)).exp();
            }
            Scalar total = s.sum(powers.length, k -> powers[k]);
            for (int k = 0; k < powers.length; k++) {
                gates.set(powers[k].over(total), n, k);
            }
        }
        return gates;
    }

    /** The weighted moments of one mode and channel over all places, and what the mode adds there. */
    private static void addMode(Step s, Grid x, Grid gates, Grid sums, int k, int c) {
        List<int[]> places = channel(x, c);
        Scalar total = s.sum(places.size(), i -> gates.at(places.get(i)[0], k));
        Scalar first = s.sum(places.size(), i -> gates.at(places.get(i)[0], k).times(x.at(places.get(i))))
                .over(total);
        Scalar second = s.sum(
                        places.size(),
                        i -> gates.at(places.get(i)[0], k)
                                .times(x.at(places.get(i)).square()))
                .over(total);
        double share = s.constant("momentum");
        double oldFirst = s.get("first").value(k, c);
        double oldSecond = s.get("second").value(k, c);
        s.next("first", (1 - share) * oldFirst + share * first.value, k, c);
        s.next("second", (1 - share) * oldSecond + share * second.value, k, c);
        Scalar mu = s.train() ? first : s.number(oldFirst);
        Scalar square = s.train() ? second : s.number(oldSecond);
        Scalar sigma = square.minus(mu.square()).plus(s.constant("eps")).sqrt();
        for (int[] p : places) {
            Scalar h = x.at(p).minus(mu).over(sigma);
            sums.set(sums.at(p).plus(gates.at(p[0], k).times(h)), p);
        }
    }

    private static void sandwichBatchNorm(Step s) {
        Grid x = s.get("x");
        Grid y = s.output("y", x.shape());
        double share = s.constant("h_momentum");
        for (int c = 0; c < s.size("C"); c++) {
            List<int[]> places = channel(x, c);
            double n = places.size();
            Scalar mu = Elements.mean(s, x, places);
            Scalar var = Elements.variance(s, x, places);
            double oldMean = s.get("h_running_mean").value(c);
            double oldVar = s.get("h_running_var").value(c);
            s.next("h_running_mean", (1 - share) * oldMean + share * mu.value, c);
            s.next("h_running_var", (1 - share) * oldVar + share * var.value * n / (n - 1), c);
            Scalar centre = s.train() ? mu : s.number(oldMean);
            Scalar sigma = (s.train() ? var : s.number(oldVar))
                    .plus(s.constant("h_eps"))
                    .sqrt();
            Scalar gamma = s.get("h_gamma").at(c);
            Scalar beta = s.get("h_beta").at(c);
            for (int[] p : places) {
                int label = (int) s.get("label").value(p[0]);
                Scalar shared = gamma.times(x.at(p).minus(centre).over(sigma)).plus(beta);
                Scalar scaled = s.get("scale").at(label, c).times(shared);
                y.set(scaled.plus(s.get("shift").at(label, c)), p);
            }
        }
    }

    /** The pooled variance by the pooled mean of squares. */
    private static void taskNorm(Step s) {
        Grid x = s.get("x");
        Grid y = s.output("y", x.shape());
        Grid context = s.get("context");
        double size = s.sum(s.size("N"), context::at).value;
        Scalar alpha =
                s.get("scale").at().times(size).plus(s.get("offset").at()).sigmoid();
        Scalar rest = alpha.negate().plus(1);
        for (int[] sample : Elements.of(s.size("N"), s.size("C"))) {
            int c = sample[1];
            List<int[]> own = image(x, sample[0], c);
            List<int[]> set = Elements.of(x, p -> p[1] == c && context.value(p[0]) != 0);
            Scalar setMean = Elements.mean(s, x, set);
            Scalar ownMean = Elements.mean(s, x, own);
            Scalar setSquare = Elements.variance(s, x, set).plus(setMean.square());
            Scalar ownSquare = Elements.variance(s, x, own).plus(ownMean.square());
            Scalar mu = alpha.times(setMean).plus(rest.times(ownMean));
            Scalar square = alpha.times(setSquare).plus(rest.times(ownSquare));
            Scalar sigma = square.minus(mu.square()).plus(s.constant("eps")).sqrt();
            for (int[] p : own) {
                Scalar h = x.at(p).minus(mu).over(sigma);
                y.set(s.get("gamma").at(c).times(h).plus(s.get("beta").at(c)), p);
            }
        }
    }
}
