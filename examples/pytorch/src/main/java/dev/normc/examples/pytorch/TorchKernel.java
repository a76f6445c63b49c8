package dev.normc.examples.pytorch;

import dev.normc.compiler.graph.Role;
import dev.normc.examples.compare.Contender;
import dev.normc.examples.compare.Problem;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.javacpp.BoolPointer;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * One norm of two axes in PyTorch. Tensors have the names that the problem's arrays have as labels.
 *
 * <p>Where PyTorch has a fused kernel it is called, else operators one after the other, each writing into memory that
 * is there. Nothing records gradients: backwards are called as such.
 */
abstract class TorchKernel implements Contender.Bound {

    private static final Scalar SQUARES = new Scalar(2.0);
    private static final ScalarTypeOptional SAME_TYPE = new ScalarTypeOptional();
    private static final long[] OVER_ROWS = {0};
    private static final long[] OVER_COLUMNS = {1};

    /**
     * Without it the C library gives the memory of large results back to the system and gets it anew in each call, page
     * by page: layer norm at 4096x4096 takes three times as long then, for a reason that is no fault of its kernel.
     */
    private static final String KEEPS_MEMORY = "MALLOC_MMAP_MAX_";

    private final Problem problem;
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();

    /** How many threads PyTorch has is a matter of the whole process: the kernel that was bound last decides. */
    TorchKernel(Problem problem, int threads) {
        if (!"0".equals(System.getenv(KEEPS_MEMORY))) {
            throw new IllegalStateException(
                    "PyTorch would be slowed down by the C library; start it by examples/pytorch/bench, which sets "
                            + KEEPS_MEMORY);
        }
        this.problem = problem;
        torch.set_num_threads(threads);
        problem.arrays().forEach((tensor, array) -> {
            Tensor copy =
                    array.length == rows() * columns() && tensor.layout().size() > 1 ? full() : vector(array.length);
            copy.data_ptr_float().put(array);
            tensors.put(tensor.label(), copy);
        });
    }

    final long rows() {
        return problem.shape().sizes().get(0);
    }

    final long columns() {
        return problem.shape().sizes().get(1);
    }

    final double constant(String name) {
        return Objects.requireNonNull(problem.norm().signature().constants().get(name), name);
    }

    /** The tensor that holds what the array of this label holds. */
    final Tensor tensor(String label) {
        return Objects.requireNonNull(tensors.get(label), label);
    }

    final TensorOptional optional(String label) {
        return new TensorOptional(tensor(label));
    }

    /** Puts a result that PyTorch has allocated in the place of the tensor of this label. */
    final void replace(String label, Tensor result) {
        tensors.put(label, result);
    }

    /** New memory for all rows and columns. */
    final Tensor full() {
        return torch.empty(rows(), columns());
    }

    /** New memory for one number per row, in the form in which it meets a tensor of full size. */
    final Tensor perRow() {
        return torch.empty(rows(), 1);
    }

    static Tensor vector(long length) {
        return torch.empty(length);
    }

    /** That three gradients are wanted. */
    static BoolPointer three() {
        return new BoolPointer(3).put(0, true).put(1, true).put(2, true);
    }

    static void sumOverRows(Tensor sums, Tensor values) {
        torch.sum_out(sums, values, OVER_ROWS, false, SAME_TYPE);
    }

    static void sumOverColumns(Tensor sums, Tensor values) {
        torch.sum_out(sums, values, OVER_COLUMNS, true, SAME_TYPE);
    }

    /** @param sum one number in a tensor of one axis */
    static void sumOfAll(Tensor sum, Tensor values) {
        try (Tensor flat = values.view(1, -1)) {
            torch.sum_out(sum, flat, OVER_COLUMNS, false, SAME_TYPE);
        }
    }

    /** Square roots of the sums of squares, in one pass where squares and their sums would be two. */
    static void normOverRows(Tensor norms, Tensor values) {
        torch.linalg_vector_norm_out(norms, values, SQUARES, OVER_ROWS, false, SAME_TYPE);
    }

    static void normOverColumns(Tensor norms, Tensor values) {
        torch.linalg_vector_norm_out(norms, values, SQUARES, OVER_COLUMNS, true, SAME_TYPE);
    }

    @Override
    public void deliver() {
        problem.arrays().forEach((tensor, array) -> {
            if (tensor.role() == Role.OUTPUT || tensor.role() == Role.GRADIENT || tensor.role() == Role.STATE) {
                tensor(tensor.label()).data_ptr_float().get(array);
            }
        });
    }
}
