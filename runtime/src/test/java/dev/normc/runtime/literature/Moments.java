package dev.normc.runtime.literature;

import java.util.List;

/** A mean and a variance, which is divided by the number of values. */
record Moments(Scalar mean, Scalar variance) {

    static Moments of(Step s, List<Scalar> values) {
        return new Moments(Places.mean(s, values), Places.variance(s, values));
    }

    /**
     * Those of the values in training, the states in inference. The states, {@code prefix} and {@code running_mean} or
     * {@code running_var}, move by the momentum's share; the running variance is divided by one less.
     */
    static Moments running(Step s, List<Scalar> values, String prefix, double momentum, int... place) {
        Moments batch = of(s, values);
        double n = values.size();
        return batch.orStates(s, prefix, momentum, n / (n - 1), place);
    }

    /** The same with the variance times {@code bias} as what the state of the variance follows. */
    Moments orStates(Step s, String prefix, double momentum, double bias, int... place) {
        double oldMean = s.get(prefix + "running_mean").value(place);
        double oldVariance = s.get(prefix + "running_var").value(place);
        s.next(prefix + "running_mean", oldMean + momentum * (mean.value - oldMean), place);
        s.next(prefix + "running_var", oldVariance + momentum * (variance.value * bias - oldVariance), place);
        return s.train() ? this : new Moments(s.number(oldMean), s.number(oldVariance));
    }

    Scalar normalise(Scalar x, double eps) {
        return x.minus(mean).over(variance.plus(eps).sqrt());
    }

    /** Batch normalization without scale and shift, over all axes but one, with eps 1e-5 and momentum 0.1. */
    static Grid batchNorm(Step s, Grid x, int axis, String prefix) {
        Moments[] channels = new Moments[x.shape()[axis]];
        for (int c = 0; c < channels.length; c++) {
            channels[c] = running(s, Places.slice(x, axis, c), prefix, 0.1, c);
        }
        Grid h = s.grid(x.shape());
        Places.fill(h, p -> channels[p[axis]].normalise(x.at(p), 1e-5));
        return h;
    }

    /** The output y: a channel's values times its gamma plus its beta. */
    static void affine(Step s, Grid h, int axis, String prefix) {
        Grid gamma = s.get(prefix + "gamma");
        Grid beta = s.get(prefix + "beta");
        Places.fill(
                s.output("y", h.shape()), p -> gamma.at(p[axis]).times(h.at(p)).plus(beta.at(p[axis])));
    }
}
