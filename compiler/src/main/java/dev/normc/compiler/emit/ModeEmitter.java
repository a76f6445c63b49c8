package dev.normc.compiler.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.TypeSpec;
import dev.normc.compiler.emit.EmittedNorm.Entry;
import dev.normc.compiler.emit.EmittedNorm.Method;
import dev.normc.compiler.graph.Signature;
import dev.normc.compiler.graph.Sizes;
import dev.normc.compiler.loop.Buffer;
import dev.normc.compiler.loop.Kernel;
import java.util.ArrayList;
import java.util.List;

/** Writes the forward, the backward and the workspace of one mode. */
final class ModeEmitter {

    private final Signature signature;
    private final ScalarType scalar;
    private final Functions functions;
    private final ClassName workspace;
    private final NormKernels kernels;
    private final TensorStorage storage;
    private final boolean overloads;

    ModeEmitter(
            Signature signature,
            ScalarType scalar,
            Functions functions,
            ClassName workspace,
            NormKernels kernels,
            TensorStorage storage,
            boolean overloads) {
        this.signature = signature;
        this.scalar = scalar;
        this.functions = functions;
        this.workspace = workspace;
        this.kernels = kernels;
        this.storage = storage;
        this.overloads = overloads;
    }

    Entry emit(TypeSpec.Builder type, String forwardName, String backwardName, String mode) {
        String suffix = mode.isEmpty() ? "" : ", in " + mode;
        Method forward =
                method(type, forwardName, kernels.forward(), "Computes" + suffix + "\n\n", kernels.forwardFormulas());
        Method backward = method(
                type,
                backwardName,
                kernels.backward(),
                "Computes the gradients" + suffix + ", after the forward with the same workspace\n\n",
                kernels.backwardFormulas());
        List<Buffer> lines = new ArrayList<>(parameters(kernels.forward()).lines());
        lines.addAll(parameters(kernels.backward()).lines());
        type.addType(
                new WorkspaceEmitter(signature, scalar, functions, workspace, kernels, lines, overloads).emit(mode));
        return new Entry(workspace.simpleName(), Sizes.of(signature).given(), forward, backward);
    }

    private KernelParameters parameters(Kernel kernel) {
        return new KernelParameters(signature, scalar, kernel, storage, overloads);
    }

    private Method method(TypeSpec.Builder type, String name, Kernel kernel, String summary, List<String> formulas) {
        boolean isForward = kernel == kernels.forward();
        KernelParameters parameters = parameters(kernel);
        return new MethodEmitter(
                        signature, scalar, functions, workspace, name, kernel, isForward, parameters, overloads)
                .emit(type, summary, formulas);
    }
}
