package dev.normc.examples.pytorch;

import dev.normc.examples.compare.Problem;
import org.bytedeco.pytorch.global.torch;

/** A residual sum and its {@link RootMeanSquare}. Both inputs have the same gradient, which is computed once. */
final class TorchAddRmsNorm extends TorchKernel {

    private final RootMeanSquare statistics = new RootMeanSquare(this, constant("eps"));

    TorchAddRmsNorm(Problem problem, int threads) {
        super(problem, threads);
    }

    @Override
    public void forward() {
        torch.add_out(tensor("s"), tensor("x"), tensor("r"));
        statistics.forward(tensor("s"), tensor("gamma"), tensor("y"));
    }

    @Override
    public void backward() {
        statistics.backward(tensor("dy"), tensor("gamma"), tensor("dx"), tensor("dgamma"));
        tensor("dx").add_(tensor("ds"));
    }

    @Override
    public void deliver() {
        replace("dr", tensor("dx"));
        super.deliver();
    }
}
