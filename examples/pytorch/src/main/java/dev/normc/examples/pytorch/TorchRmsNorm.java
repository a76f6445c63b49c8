package dev.normc.examples.pytorch;

import dev.normc.examples.compare.Problem;

/** Root mean square normalization by {@link RootMeanSquare}. */
final class TorchRmsNorm extends TorchKernel {

    private final RootMeanSquare statistics = new RootMeanSquare(this, constant("eps"));

    TorchRmsNorm(Problem problem, int threads) {
        super(problem, threads);
    }

    @Override
    public void forward() {
        statistics.forward(tensor("x"), tensor("gamma"), tensor("y"));
    }

    @Override
    public void backward() {
        statistics.backward(tensor("dy"), tensor("gamma"), tensor("dx"), tensor("dgamma"));
    }
}
