package dev.normc.examples.pytorch;

import dev.normc.examples.compare.Problem;
import org.bytedeco.javacpp.BoolPointer;
import org.bytedeco.pytorch.T_TensorTensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** {@code native_batch_norm}, which can write where it is told, and its backward, which allocates what it gives. */
final class TorchBatchNorm extends TorchKernel {

    private final double eps = constant("eps");
    private final double momentum = constant("momentum");
    private final TensorOptional gamma = optional("gamma");
    private final TensorOptional beta = optional("beta");
    private final TensorOptional runningMean = optional("running_mean");
    private final TensorOptional runningVar = optional("running_var");
    private final Tensor mean = vector(columns());
    private final Tensor rstd = vector(columns());
    private final TensorOptional savedMean = new TensorOptional(mean);
    private final TensorOptional savedRstd = new TensorOptional(rstd);
    private final BoolPointer allGradients = three();
    private T_TensorTensorTensor_T backward = new T_TensorTensorTensor_T();

    TorchBatchNorm(Problem problem, int threads) {
        super(problem, threads);
    }

    @Override
    public void forward() {
        torch.native_batch_norm_out(
                tensor("y"), mean, rstd, tensor("x"), gamma, beta, runningMean, runningVar, true, momentum, eps);
    }

    @Override
    public void backward() {
        backward.close();
        backward = torch.native_batch_norm_backward(
                tensor("dy"),
                tensor("x"),
                gamma,
                runningMean,
                runningVar,
                savedMean,
                savedRstd,
                true,
                eps,
                allGradients);
    }

    @Override
    public void deliver() {
        replace("dx", backward.get0());
        replace("dgamma", backward.get1());
        replace("dbeta", backward.get2());
        super.deliver();
    }
}
