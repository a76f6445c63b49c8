package dev.normc.examples.pytorch;

import dev.normc.examples.bench.Entrant;
import dev.normc.examples.bench.Entrant.Kind;
import dev.normc.examples.bench.Opponent;
import dev.normc.examples.compare.Problem;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** PyTorch with one thread and with two. */
public final class TorchOpponent implements Opponent {

    private static final Map<String, BiFunction<Problem, Integer, TorchKernel>> KERNELS = Map.of(
            "LayerNorm", TorchLayerNorm::new,
            "RmsNorm", TorchRmsNorm::new,
            "AddRmsNorm", TorchAddRmsNorm::new,
            "BatchNorm", TorchBatchNorm::new,
            "PowerNorm", TorchPowerNorm::new,
            "DyT", TorchDyT::new);

    @Override
    public List<Entrant> entrants(String norm) {
        BiFunction<Problem, Integer, TorchKernel> kernel = KERNELS.get(norm);
        return kernel == null
                ? List.of()
                : List.of(
                        new Entrant("pytorch", Kind.OPPONENT, 1, problem -> kernel.apply(problem, 1)),
                        new Entrant("pytorch-2-threads", Kind.OPPONENT, 2, problem -> kernel.apply(problem, 2)));
    }
}
