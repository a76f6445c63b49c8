package dev.normc.runtime.literature;

import java.util.List;

/** Norms that in training, too, divide by averages over the steps. */
final class AveragedNorms {

    static final List<Entry> ENTRIES = List.of(
            Entry.of("DiminishingBatchNorm", "N=5, C=3", AveragedNorms::diminishing)
                    .steps(4),
            Entry.of("DiminishingBatchNorm", "N=5, C=3", AveragedNorms::diminishing)
                    .constants("power=0.6")
                    .steps(4),
            Entry.of("EmaNorm", "N=3, D=5", AveragedNorms::ema)
                    .constants("decay=0.8")
                    .steps(5),
            Entry.of("RunningNorm", "N=3, D=5", AveragedNorms::running).steps(5));

    private AveragedNorms() {}

    private static void diminishing(Step s) {
        Grid x = s.get("x");
        Grid h = s.grid(x.shape());
        double rate = Math.pow(s.get("step").value() + 1, -s.constant("power"));
        for (int c = 0; c < s.size("C"); c++) {
            Moments batch = Moments.of(s, Places.slice(x, 1, c));
            double oldMean = s.get("running_mean").value(c);
            double oldDeviation = s.get("running_std").value(c);
            Scalar mean = batch.mean().times(rate).plus((1 - rate) * oldMean);
            Scalar deviation = batch.variance().sqrt().times(rate).plus((1 - rate) * oldDeviation);
            s.next("running_mean", mean.value, c);
            s.next("running_std", deviation.value, c);
            Scalar centre = s.train() ? mean : s.number(oldMean);
            Scalar spread = (s.train() ? deviation : s.number(oldDeviation)).plus(s.constant("eps"));
            for (int n = 0; n < s.size("N"); n++) {
                h.set(x.at(n, c).minus(centre).over(spread), n, c);
            }
        }
        s.next("step", s.get("step").value() + 1);
        Moments.affine(s, h, 1, "");
    }

    /** The rate is one over the sum of the powers of the decay, one more at each step. */
    private static void ema(Step s) {
        double batches = s.get("batches").value();
        double inverse = 0;
        for (int i = 0; i <= batches; i++) {
            inverse += Math.pow(s.constant("decay"), i);
        }
        s.next("batches", batches + 1);
        double kept = 1 - 1 / inverse;
        // the old values and the batch as two groups, with weights instead of counts
        merge(s, kept, 1 - kept);
    }

    private static void running(Step s) {
        double count = s.get("count").value();
        s.next("count", count + s.size("N"));
        merge(s, count, s.size("N"));
    }

    /** The moments of all before and of the batch, by the sums of values and of squares that they stand for. */
    private static void merge(Step s, double before, double batch) {
        Grid x = s.get("x");
        Grid y = s.output("y", x.shape());
        for (int d = 0; d < s.size("D"); d++) {
            Moments moments = Moments.of(s, Places.slice(x, 1, d));
            double oldMean = s.get("running_mean").value(d);
            double oldVar = s.get("running_var").value(d);
            double batchMean = moments.mean().value;
            double total = before + batch;
            double mean = (before * oldMean + batch * batchMean) / total;
            double oldSquare = oldVar + oldMean * oldMean;
            double batchSquare = moments.variance().value + batchMean * batchMean;
            double var = (before * oldSquare + batch * batchSquare) / total - mean * mean;
            s.next("running_mean", mean, d);
            s.next("running_var", var, d);
            double centre = s.train() ? mean : oldMean;
            double spread = s.train() ? var : oldVar;
            for (int n = 0; n < s.size("N"); n++) {
                y.set(x.at(n, d).minus(centre).over(Math.sqrt(spread + s.constant("eps"))), n, d);
            }
        }
    }
}
