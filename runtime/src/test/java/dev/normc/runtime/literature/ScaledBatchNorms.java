package dev.normc.runtime.literature;

import java.util.List;
import java.util.function.BiFunction;

/** Batch normalization with other measures of spread than the standard deviation. */
final class ScaledBatchNorms {

    static final List<Entry> ENTRIES = List.of(
            Entry.of("L1BatchNorm", "N=3, C=4, H=3, W=2", ScaledBatchNorms::l1),
            Entry.of("LInfBatchNorm", "N=3, C=4, H=3, W=2", ScaledBatchNorms::lInf),
            Entry.of("RangeBatchNorm", "N=3, C=4, H=3, W=2", ScaledBatchNorms::range));

    private ScaledBatchNorms() {}

    /** One over the mean deviation, which for normal values is sqrt(2 / pi) of the standard one. */
    private static void l1(Step s) {
        normalise(s, true, 1 - s.constant("momentum"), (values, mean) -> {
            Scalar deviation =
                    s.mean(values.size(), i -> values.get(i).minus(mean).abs());
            return deviation
                    .times(Math.sqrt(Math.PI / 2))
                    .plus(s.constant("eps"))
                    .inverse();
        });
    }

    /** One over the largest deviation times 0.5 (1 + sqrt(pi ln 4)) / sqrt(2 ln n). */
    private static void lInf(Step s) {
        normalise(s, true, 1 - s.constant("momentum"), (values, mean) -> {
            int n = values.size();
            double constant = 0.5 * (1 + Math.sqrt(Math.PI * Math.log(4))) / Math.sqrt(2 * Math.log(n));
            Scalar largest = s.max(n, i -> values.get(i).minus(mean).abs());
            return largest.times(constant).plus(s.constant("eps")).inverse();
        });
    }

    private static void range(Step s) {
        double expected = Math.sqrt(2 * Math.log(s.size("N") * s.size("H") * s.size("W")));
        normalise(s, false, s.constant("momentum"), (values, mean) -> {
            int n = values.size();
            Scalar largest = s.max(n, i -> values.get(i).minus(mean));
            Scalar smallest = s.min(n, i -> values.get(i).minus(mean));
            return largest.minus(smallest).over(expected);
        });
    }

    /** The state follows what was measured, {@code share} of it new: a divisor, or its inverse. */
    private static void normalise(
            Step s, boolean inverse, double share, BiFunction<List<Scalar>, Scalar, Scalar> measure) {
        Grid x = s.get("x");
        Grid h = s.grid(x.shape());
        Scalar[] centres = new Scalar[s.size("C")];
        Scalar[] scales = new Scalar[centres.length];
        for (int c = 0; c < centres.length; c++) {
            List<Scalar> values = Places.slice(x, 1, c);
            Scalar mean = Places.mean(s, values);
            Scalar scale = measure.apply(values, mean);
            double oldMean = s.get("running_mean").value(c);
            double oldScale = s.get("running_scale").value(c);
            s.next("running_mean", (1 - share) * oldMean + share * mean.value, c);
            s.next("running_scale", (1 - share) * oldScale + share * scale.value, c);
            centres[c] = s.train() ? mean : s.number(oldMean);
            scales[c] = s.train() ? scale : s.number(oldScale);
        }
        Places.fill(h, p -> {
            Scalar centred = x.at(p).minus(centres[p[1]]);
            return inverse ? centred.times(scales[p[1]]) : centred.over(scales[p[1]]);
        });
        Moments.affine(s, h, 1, "");
    }
}
