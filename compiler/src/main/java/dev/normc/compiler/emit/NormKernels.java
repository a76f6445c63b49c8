package dev.normc.compiler.emit;

import dev.normc.compiler.graph.Node;
import dev.normc.compiler.loop.Kernel;
import dev.normc.compiler.loop.RowAccess;
import java.util.List;

/**
 * The two kernels of one mode, ready to be written.
 *
 * @param forward the forward
 * @param backward the backward
 * @param forwardFormulas what the forward computes, line by line, for the reader
 * @param backwardFormulas what the backward computes
 * @param divisors numbers of constants and sizes that the program divides by: none may be zero
 */
public record NormKernels(
        Kernel forward,
        Kernel backward,
        List<String> forwardFormulas,
        List<String> backwardFormulas,
        List<Node> divisors) {

    public NormKernels {
        forwardFormulas = List.copyOf(forwardFormulas);
        backwardFormulas = List.copyOf(backwardFormulas);
        divisors = List.copyOf(divisors);
    }

    /** Whether a kernel has loops that several threads can share. */
    boolean isShared() {
        return !RowAccess.loops(forward.body()).isEmpty()
                || !RowAccess.loops(backward.body()).isEmpty();
    }
}
