package dev.normc.examples.pytorch;

import dev.normc.examples.compare.Problem;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Dynamic tanh, operator by operator; the forward keeps its tanh, as autograd does. */
final class TorchDyT extends TorchKernel {

    private final Tensor tanh = full();
    private final Tensor products = full();

    TorchDyT(Problem problem, int threads) {
        super(problem, threads);
    }

    @Override
    public void forward() {
        torch.mul_out(tanh, tensor("x"), tensor("alpha"));
        torch.tanh_out(tanh, tanh);
        torch.addcmul_out(tensor("y"), tensor("beta"), tanh, tensor("gamma"));
    }

    @Override
    public void backward() {
        sumOverRows(tensor("dbeta"), tensor("dy"));
        torch.mul_out(products, tensor("dy"), tanh);
        sumOverRows(tensor("dgamma"), products);
        torch.mul_out(products, tensor("dy"), tensor("gamma"));
        torch.tanh_backward_out(products, products, tanh);
        torch.mul_out(tensor("dx"), products, tensor("alpha"));
        products.mul_(tensor("x"));
        sumOfAll(tensor("dalpha"), products);
    }
}
