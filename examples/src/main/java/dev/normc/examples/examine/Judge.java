package dev.normc.examples.examine;

import dev.normc.compiler.graph.Tensor;
import dev.normc.examples.compare.Contest;
import dev.normc.examples.compare.Pass;
import dev.normc.examples.compare.Problem;
import dev.normc.examples.compare.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Holds results against the interpreter. Hard problems magnify every rounding, those of the best kernel too, so a
 * result is wrong where it is further off than the bound of a contest times what rounding each operation once changes,
 * and four times further than the generated kernel.
 */
final class Judge {

    /** Another order of a sum may well be so much worse. */
    private static final double WORSE = 4;

    private static final long SEED = 1;

    private final Reference reference;
    private final Reference rounded;
    private final double bound;

    Judge(HardProblem hard) {
        this.reference = Reference.of(hard.problem());
        this.rounded = Reference.rounded(hard.problem(), SEED);
        double longest = reference.longestSum();
        // The bound grows with the root of n, as errors of random sign do; those of equal terms grow with n.
        this.bound = Contest.bound(hard.kind() == HardProblem.Kind.EQUAL_TERMS ? longest * longest : longest);
    }

    /**
     * What {@code pass} has written, tensor by tensor.
     *
     * @param own the contender's arrays
     * @param generated those of the generated kernels
     */
    List<Finding> findings(HardProblem hard, Pass pass, Problem own, Problem generated) {
        List<Finding> findings = new ArrayList<>();
        reference.of(pass).forEach((tensor, right) -> {
            double[] noisy = Objects.requireNonNull(rounded.of(pass).get(tensor));
            Comparison yours = new Comparison(right, noisy, array(own, tensor));
            Comparison ours = new Comparison(right, noisy, array(generated, tensor));
            boolean wrong = yours.excess > bound && yours.excess > WORSE * ours.excess;
            findings.add(new Finding(
                    hard.values(), own.shape(), pass, tensor.label(), yours.deviation(), ours.deviation(), wrong));
        });
        return findings;
    }

    private static float[] array(Problem problem, Tensor tensor) {
        return Objects.requireNonNull(problem.arrays().get(tensor), tensor::toString);
    }

    /**
     * Tensors of which {@code own} has changed elements between two problems that the interpreter has not, while the
     * generated kernels have kept theirs.
     */
    List<String> strayed(
            Set<Pass> passes, Judge other, Problem own, Problem otherOwn, Problem generated, Problem otherGenerated) {
        List<String> strayed = new ArrayList<>();
        for (Pass pass : passes) {
            for (Map.Entry<Tensor, double[]> entry : reference.of(pass).entrySet()) {
                Tensor tensor = entry.getKey();
                double[] before =
                        Objects.requireNonNull(other.reference.of(pass).get(tensor));
                boolean kept =
                        unchanged(entry.getValue(), before, array(generated, tensor), array(otherGenerated, tensor));
                if (kept && !unchanged(entry.getValue(), before, array(own, tensor), array(otherOwn, tensor))) {
                    strayed.add(tensor.label());
                }
            }
        }
        return strayed;
    }

    private static boolean unchanged(double[] right, double[] before, float[] now, float[] then) {
        for (int i = 0; i < right.length; i++) {
            boolean untouched = Double.compare(right[i], before[i]) == 0;
            if (untouched && Float.compare(now[i], then[i]) != 0) {
                return false;
            }
        }
        return true;
    }

    /** One tensor against the interpreter's. */
    private static final class Comparison {
        private final double rootMeanSquare;
        private final double usualRounding;
        private double ulp;
        private double error;

        /** The worst error in units of the larger of one ulp and what rounding changes. */
        private double excess;

        Comparison(double[] right, double[] noisy, float[] actual) {
            double[] differences = new double[right.length];
            for (int i = 0; i < right.length; i++) {
                differences[i] = noisy[i] - right[i];
            }
            this.rootMeanSquare = rootMeanSquare(right);
            this.usualRounding = rootMeanSquare(differences);
            for (int i = 0; i < right.length; i++) {
                add(right[i], Math.abs(differences[i]), actual[i]);
            }
        }

        private void add(double right, double rounding, float actual) {
            float rounded = (float) right;
            if (!Float.isFinite(rounded) || !Float.isFinite(actual)) {
                double off = bothNotFinite(rounded, actual) ? 0 : Double.POSITIVE_INFINITY;
                ulp = Math.max(ulp, off);
                error = Math.max(error, off);
                excess = Math.max(excess, off);
                return;
            }
            float magnitude = (float) Math.min(Float.MAX_VALUE, Math.max(Math.abs(right), rootMeanSquare));
            double off = Math.abs(actual - right);
            double unit = Math.max(Math.ulp(magnitude), Math.max(usualRounding, rounding));
            ulp = Math.max(ulp, off / Math.ulp(magnitude));
            error = Math.max(error, off);
            // Rounding that leads to NaN explains any number.
            excess = Math.max(excess, Double.isFinite(unit) ? off / unit : 0);
        }

        /** Infinity less infinity depends on the order of a sum, so a NaN may stand for an infinity. */
        private static boolean bothNotFinite(float right, float actual) {
            return !Float.isFinite(right)
                    && !Float.isFinite(actual)
                    && (Float.isNaN(right) || Float.isNaN(actual) || right == actual);
        }

        Deviation deviation() {
            return new Deviation(ulp, error);
        }

        /** Of the finite ones. */
        private static double rootMeanSquare(double[] values) {
            double squares = 0;
            int count = 0;
            for (double value : values) {
                if (Double.isFinite(value)) {
                    squares += value * value;
                    count++;
                }
            }
            return count == 0 ? 0 : Math.sqrt(squares / count);
        }
    }
}
