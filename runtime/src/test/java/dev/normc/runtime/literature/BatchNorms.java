package dev.normc.runtime.literature;

import java.util.List;

/** Batch normalization, and what changes its statistics: masks, parts of the batch, corrections, a loss. */
final class BatchNorms {

    static final List<Entry> ENTRIES = List.of(
            Entry.of("BatchNorm2d", "N=2, C=4, H=3, W=2", BatchNorms::batchNorm2d),
            Entry.of("CumulativeBatchNorm", "N=5, C=3", BatchNorms::cumulative).steps(4),
            Entry.of("MaskedBatchNorm", "N=7, C=3", BatchNorms::masked),
            Entry.of("MaskedBatchNorm", "N=7, C=3", BatchNorms::masked).draw("mask", Draw.MASK),
            Entry.of("MaskedSyncBatchNorm", "T=3, B=2, C=4", BatchNorms::maskedSync),
            Entry.of("MaskedSyncBatchNorm", "T=3, B=2, C=4", BatchNorms::maskedSync)
                    .draw("mask", Draw.MASK),
            Entry.of("GhostBatchNorm", "N=6, C=3", BatchNorms::ghost).constants("B=3"),
            Entry.of("BatchRenorm", "N=5, C=3", BatchNorms::renorm)
                    .constants("rmax=1.2, dmax=0.3, momentum=0.2")
                    .steps(5),
            // the bounds leave those of batch normalization after step 2 and reach their ends at 5 and 6
            Entry.of("BatchRenormFull", "N=5, C=3", BatchNorms::renormFull)
                    .constants("start=2, rmax_end=6, dmax_end=5, momentum=0.3, renorm_momentum=0.2")
                    .draw("x", (random, i) -> 0.4 + i % 3 * random.nextGaussian())
                    .steps(8),
            Entry.of("RegularizedBatchNorm", "T=3, B=2, C=4", BatchNorms::regularized),
            Entry.of("RegularizedBatchNorm", "T=3, B=2, C=4", BatchNorms::regularized)
                    .draw("mask", Draw.MASK));

    private BatchNorms() {}

    private static void batchNorm2d(Step s) {
        Moments.affine(s, Moments.batchNorm(s, s.get("x"), 1, ""), 1, "");
    }

    /** A momentum of 1/t. */
    private static void cumulative(Step s) {
        double t = s.get("step").value() + 1;
        s.next("step", t);
        Grid x = s.get("x");
        Grid h = s.grid(x.shape());
        Places.fill(
                h,
                p -> Moments.running(s, Places.slice(x, 1, p[1]), "", 1 / t, p[1])
                        .normalise(x.at(p), s.constant("eps")));
        Moments.affine(s, h, 1, "");
    }

    /** Statistics of the rows where the mask is 1, in both modes; all rows are normalised by them. */
    private static void masked(Step s) {
        Grid x = s.get("x");
        Grid mask = s.get("mask");
        Grid h = s.grid(x.shape());
        Places.fill(
                h,
                p -> Moments.of(s, Places.where(x, q -> q[1] == p[1] && mask.value(q[0]) != 0))
                        .normalise(x.at(p), s.constant("eps")));
        Moments.affine(s, h, 1, "");
    }

    /** Tokens divided by their root mean square; padded ones overwritten by the mean; then over all rows. */
    private static void maskedSync(Step s) {
        Grid x = s.get("x");
        Grid mask = s.get("mask");
        Grid scaled = s.grid(x.shape());
        Places.fill(scaled, p -> {
            Scalar square = s.mean(s.size("C"), c -> x.at(p[0], p[1], c).square());
            return x.at(p).over(square.plus(1e-5).sqrt());
        });
        Grid filled = s.grid(x.shape());
        Places.fill(filled, p -> {
            List<Scalar> real = Places.where(scaled, q -> q[2] == p[2] && mask.value(q[0], q[1]) != 0);
            return mask.value(p[0], p[1]) != 0 ? scaled.at(p) : Places.mean(s, real);
        });
        Grid h = s.grid(x.shape());
        Places.fill(
                h,
                p -> Moments.running(s, Places.slice(filled, 2, p[2]), "y_", 0.05, p[2])
                        .normalise(filled.at(p), s.constant("y_eps")));
        Moments.affine(s, h, 2, "y_");
    }

    /** Each part of B rows by its own moments; the running values follow the mean of the parts' moments. */
    private static void ghost(Step s) {
        Grid x = s.get("x");
        int parts = s.size("S");
        Grid h = s.grid(x.shape());
        for (int c = 0; c < s.size("C"); c++) {
            int channel = c;
            Moments mean = new Moments(
                    s.mean(parts, part -> part(s, x, part, channel).mean()),
                    s.mean(parts, part -> part(s, x, part, channel).variance()));
            Moments states = mean.orStates(s, "", s.constant("momentum"), 1, c);
            for (int part = 0; part < parts; part++) {
                Moments used = s.train() ? part(s, x, part, c) : states;
                for (int b = 0; b < s.size("B"); b++) {
                    h.set(used.normalise(x.at(part, b, c), s.constant("eps")), part, b, c);
                }
            }
        }
        Moments.affine(s, h, 2, "");
    }

    private static Moments part(Step s, Grid x, int part, int channel) {
        return Moments.of(s, Places.where(x, p -> p[0] == part && p[2] == channel));
    }

    private static void renorm(Step s) {
        double rmax = s.constant("rmax");
        renormalise(s, "mean", "std", rmax, s.constant("dmax"), 0);
        Grid x = s.get("x");
        for (int c = 0; c < s.size("C"); c++) {
            Moments batch = Moments.of(s, Places.slice(x, 1, c));
            follow(s, "mean", batch.mean().value, s.constant("momentum"), c);
            follow(s, "std", deviation(s, batch).value, s.constant("momentum"), c);
        }
    }

    private static void renormFull(Step s) {
        double step = s.get("step").value();
        double start = s.constant("start");
        double rShare = Math.min(Math.max(step - start, 0) / (s.constant("rmax_end") - start), 1);
        double dShare = Math.min(Math.max(step - start, 0) / (s.constant("dmax_end") - start), 1);
        double smallest = Math.sqrt(s.constant("eps"));
        if (s.train()) {
            renormalise(s, "renorm_mean", "renorm_stddev", 1 + 2 * rShare, 5 * dShare, smallest);
        } else {
            renormalise(s, "moving_mean", "moving_stddev", 1, 0, smallest);
        }
        Grid x = s.get("x");
        for (int c = 0; c < s.size("C"); c++) {
            Moments batch = Moments.of(s, Places.slice(x, 1, c));
            follow(s, "renorm_mean", batch.mean().value, s.constant("renorm_momentum"), c);
            follow(s, "renorm_stddev", deviation(s, batch).value, s.constant("renorm_momentum"), c);
            follow(s, "moving_mean", batch.mean().value, s.constant("momentum"), c);
            follow(s, "moving_stddev", deviation(s, batch).value, s.constant("momentum"), c);
        }
        s.next("step", step + 1);
    }

    /** y = gamma ((x - mu) / sigma r + d) + beta, with numbers r and d; by the states themselves in inference. */
    private static void renormalise(
            Step s, String meanState, String deviationState, double rmax, double dmax, double smallest) {
        Grid x = s.get("x");
        Grid h = s.grid(x.shape());
        Places.fill(h, p -> {
            double mean = s.get(meanState).value(p[1]);
            double std = Math.max(s.get(deviationState).value(p[1]), smallest);
            if (!s.train()) {
                return x.at(p).minus(mean).over(std);
            }
            Moments batch = Moments.of(s, Places.slice(x, 1, p[1]));
            Scalar sigma = deviation(s, batch);
            double r = Math.max(1 / rmax, Math.min(rmax, sigma.value / std));
            double d = Math.max(-dmax, Math.min(dmax, (batch.mean().value - mean) / std));
            return x.at(p).minus(batch.mean()).over(sigma).times(r).plus(d);
        });
        Moments.affine(s, h, 1, "");
    }

    private static Scalar deviation(Step s, Moments moments) {
        return moments.variance().plus(s.constant("eps")).sqrt();
    }

    private static void follow(Step s, String state, double value, double momentum, int channel) {
        double old = s.get(state).value(channel);
        s.next(state, (1 - momentum) * old + momentum * value, channel);
    }

    /** With the mean square minus the squared mean as the variance; the loss sees the states after the step. */
    private static void regularized(Step s) {
        Grid x = s.get("x");
        Grid mask = s.get("mask");
        double momentum = s.constant("momentum");
        Scalar loss = s.number(0);
        Moments[] used = new Moments[s.size("C")];
        for (int c = 0; c < used.length; c++) {
            int channel = c;
            List<Scalar> real = Places.where(x, p -> p[2] == channel && mask.value(p[0], p[1]) != 0);
            Scalar mean = Places.mean(s, real);
            Scalar square = s.mean(real.size(), i -> real.get(i).square());
            Moments batch = new Moments(mean, square.minus(mean.square()));
            double movedMean = (1 - momentum) * s.get("running_mean").value(c) + momentum * mean.value;
            double movedVar = (1 - momentum) * s.get("running_var").value(c) + momentum * batch.variance().value;
            used[c] = batch.orStates(s, "", momentum, 1, c);
            loss = loss.plus(mean.minus(movedMean).square().times(s.constant("lambda_mean")))
                    .plus(batch.variance().minus(movedVar).abs().times(s.constant("lambda_var")));
        }
        Places.fill(s.output("y", x.shape()), p -> {
            Scalar floored = used[p[2]].variance().max(s.number(s.constant("eps")));
            Scalar h = x.at(p)
                    .times(mask.value(p[0], p[1]))
                    .minus(used[p[2]].mean())
                    .over(floored.sqrt());
            return s.get("gamma").at(p[2]).times(h).plus(s.get("beta").at(p[2]));
        });
        s.output("loss").set(s.train() ? loss : s.number(0));
    }
}
