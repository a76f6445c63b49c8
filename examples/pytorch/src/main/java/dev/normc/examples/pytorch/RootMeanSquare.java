package dev.normc.examples.pytorch;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Rows divided by their root mean square, operator by operator: PyTorch has no fused kernel of it for the CPU. */
final class RootMeanSquare {

    private final Scalar eps;
    private final Scalar perColumn;
    private final Scalar minusPerColumn;
    private final Tensor rstd;
    private final Tensor normalized;
    private final Tensor products;
    private final Tensor means;

    RootMeanSquare(TorchKernel kernel, double eps) {
        this.eps = new Scalar(eps);
        this.perColumn = new Scalar(1.0 / kernel.columns());
        this.minusPerColumn = new Scalar(-1.0 / kernel.columns());
        this.rstd = kernel.perRow();
        this.normalized = kernel.full();
        this.products = kernel.full();
        this.means = kernel.perRow();
    }

    /** Writes {@code y = gamma * h} with {@code h = x / sqrt(mean(x^2) + eps)}, which it keeps. */
    void forward(Tensor x, Tensor gamma, Tensor y) {
        TorchKernel.normOverColumns(rstd, x);
        rstd.square_().mul_(perColumn).add_(eps).rsqrt_();
        torch.mul_out(normalized, x, rstd);
        torch.mul_out(y, normalized, gamma);
    }

    /** Writes {@code dx = rstd * (g - h * mean(g * h))} with {@code g = gamma * dy}. */
    void backward(Tensor dy, Tensor gamma, Tensor dx, Tensor dgamma) {
        torch.mul_out(products, dy, normalized);
        TorchKernel.sumOverRows(dgamma, products);
        products.mul_(gamma);
        TorchKernel.sumOverColumns(means, products);
        means.mul_(minusPerColumn);
        torch.mul_out(dx, dy, gamma);
        dx.addcmul_(normalized, means);
        dx.mul_(rstd);
    }
}
