package dev.normc.examples;

import dev.normc.examples.naive.NaiveAddRmsNorm;
import dev.normc.examples.naive.NaiveBatchNorm;
import dev.normc.examples.naive.NaiveDyT;
import dev.normc.examples.naive.NaiveLayerNorm;
import dev.normc.examples.naive.NaivePowerNorm;
import dev.normc.examples.naive.NaiveRmsNorm;
import dev.normc.examples.tuned.TunedBatchNorm;
import dev.normc.examples.tuned.TunedDyT;
import dev.normc.examples.tuned.TunedLayerNorm;
import dev.normc.examples.tuned.TunedPowerNorm;
import dev.normc.examples.tuned.TunedRmsNorm;
import java.util.ArrayList;
import java.util.List;

/** The shipped hand-written kernels. */
public final class HandwrittenKernels {

    private HandwrittenKernels() {}

    /**
     * New instances of every kernel, of each norm the naive version before the tuned one and that before the one with
     * the Vector API, which is left out where the JVM was started without its module.
     */
    public static List<HandwrittenKernel> all() {
        List<HandwrittenKernel> kernels = new ArrayList<>(scalar());
        kernels.addAll(VectorKernels.all());
        return kernels;
    }

    private static List<HandwrittenKernel> scalar() {
        return List.of(
                new NaiveLayerNorm(),
                new TunedLayerNorm(),
                new NaiveRmsNorm(),
                new TunedRmsNorm(),
                new NaiveAddRmsNorm(),
                new NaiveBatchNorm(),
                new TunedBatchNorm(),
                new NaivePowerNorm(),
                new TunedPowerNorm(),
                new NaiveDyT(),
                new TunedDyT());
    }

    /** New instances of the kernels of one norm; empty for a norm that nobody wrote by hand. */
    public static List<HandwrittenKernel> of(String norm) {
        return all().stream().filter(kernel -> kernel.norm().equals(norm)).toList();
    }
}
