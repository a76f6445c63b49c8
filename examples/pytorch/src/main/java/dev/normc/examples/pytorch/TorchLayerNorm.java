package dev.normc.examples.pytorch;

import dev.normc.examples.compare.Problem;
import org.bytedeco.javacpp.BoolPointer;
import org.bytedeco.pytorch.T_TensorTensorTensor_T;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * {@code native_layer_norm} and its backward, which allocate what they give: their {@code out} forms copy it besides.
 */
final class TorchLayerNorm extends TorchKernel {

    private final long[] normalized = {columns()};
    private final double eps = constant("eps");
    private final TensorOptional gamma = optional("gamma");
    private final TensorOptional beta = optional("beta");
    private T_TensorTensorTensor_T forward = new T_TensorTensorTensor_T();
    private final BoolPointer allGradients = three();
    private T_TensorTensorTensor_T backward = new T_TensorTensorTensor_T();

    TorchLayerNorm(Problem problem, int threads) {
        super(problem, threads);
    }

    @Override
    public void forward() {
        forward.close();
        forward = torch.native_layer_norm(tensor("x"), normalized, gamma, beta, eps);
    }

    @Override
    public void backward() {
        backward.close();
        backward = torch.native_layer_norm_backward(
                tensor("dy"), tensor("x"), normalized, forward.get1(), forward.get2(), gamma, beta, allGradients);
    }

    @Override
    public void deliver() {
        replace("y", forward.get0());
        replace("dx", backward.get0());
        replace("dgamma", backward.get1());
        replace("dbeta", backward.get2());
        super.deliver();
    }
}
