package dev.normc.examples.pytorch;

import dev.normc.examples.compare.Problem;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Power normalization, operator by operator: Algorithm 2 of Shen et al. 2020 with the formulas of the tuned kernel. */
final class TorchPowerNorm extends TorchKernel {

    private final double alpha = constant("alpha");
    private final Scalar decay = new Scalar(alpha);
    private final Scalar share = new Scalar(1 - alpha);
    private final Scalar minusShare = new Scalar(alpha - 1);
    private final Scalar perRow = new Scalar(1.0 / rows());
    private final Scalar minusHalfPerRow = new Scalar(-0.5 / rows());
    private final Scalar one = new Scalar(1.0);
    private final Scalar two = new Scalar(2.0);
    private final Tensor psi = vector(columns());
    private final Tensor meanSquare = vector(columns());
    private final Tensor factorOfX = vector(columns());
    private final Tensor factorOfDy = vector(columns());
    private final Tensor change = vector(columns());
    private final Tensor products = full();

    TorchPowerNorm(Problem problem, int threads) {
        super(problem, threads);
    }

    /** {@code y = gamma / psi * x + beta} with psi from before the step; then {@code psi2} moves. */
    @Override
    public void forward() {
        torch.sqrt_out(psi, tensor("psi2"));
        torch.div_out(factorOfDy, tensor("gamma"), psi);
        torch.addcmul_out(tensor("y"), tensor("beta"), tensor("x"), factorOfDy);
        normOverRows(meanSquare, tensor("x"));
        meanSquare.square_().mul_(perRow);
        tensor("psi2").mul_(decay).add_(meanSquare, share);
    }

    /** {@code dx = gamma / psi * dy + 2 * L / psi^2 * x} with L from before the step; then L moves. */
    @Override
    public void backward() {
        Tensor adjoint = tensor("psi2_adjoint");
        torch.div_out(factorOfX, adjoint, psi);
        factorOfX.div_(psi).mul_(two);
        torch.mul_out(tensor("dx"), tensor("dy"), factorOfDy);
        tensor("dx").addcmul_(tensor("x"), factorOfX);
        sumOverRows(tensor("dbeta"), tensor("dy"));
        torch.mul_out(products, tensor("dy"), tensor("x"));
        sumOverRows(tensor("dgamma"), products);
        tensor("dgamma").div_(psi);

        torch.mul_out(change, tensor("gamma"), tensor("dgamma"));
        change.mul_(minusHalfPerRow).mul_(share);
        torch.div_out(factorOfX, meanSquare, psi);
        factorOfX.div_(psi).mul_(minusShare).add_(one);
        adjoint.mul_(factorOfX).add_(change);
    }
}
