package dev.normc.compiler.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.normc.compiler.graph.Signature;
import dev.normc.compiler.graph.Sizes;
import dev.normc.compiler.loop.Buffer;
import dev.normc.compiler.loop.JavaNames;
import dev.normc.compiler.loop.Kernel;
import dev.normc.compiler.loop.KernelTarget;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/**
 * Writes a norm as one static method for a program of a single file. All that it calls stands in a class within the
 * method, every other class has its full name, and the memory is new in each call.
 */
public final class Snippet {

    private static final String TERMS = "Made by normc. It may be used freely, under any terms.\n";

    private final Signature signature;
    private final ScalarType scalar;
    private final TensorStorage storage;
    private final Functions functions;
    private final ClassName within;
    private final NormKernels kernels;

    private Snippet(
            Signature signature,
            String className,
            ScalarType scalar,
            KernelTarget target,
            TensorStorage storage,
            NormKernels kernels) {
        this.signature = signature;
        this.scalar = scalar;
        this.storage = storage;
        this.functions = new Functions(new VectorConstants(target, scalar));
        this.within = ClassName.get("", className + "Kernels");
        this.kernels = kernels;
    }

    /**
     * The text of the method.
     *
     * @param signature the norm
     * @param formula its program, for the reader
     * @param className the name that its class would have, of which that of the method is made
     * @param scalar the number type
     * @param target what the kernels are written for
     * @param storage how tensors of the caller lie in memory
     * @param kernels those of one mode
     * @param withBackward whether the method computes the gradients, too
     * @throws IllegalArgumentException if a kernel has more arrays than a method takes one by one
     */
    public static String emit(
            Signature signature,
            List<String> formula,
            String className,
            ScalarType scalar,
            KernelTarget target,
            TensorStorage storage,
            NormKernels kernels,
            boolean withBackward) {
        Kernel none =
                new Kernel(List.of(), List.of(), List.of(), kernels.forward().profile());
        NormKernels written = withBackward
                ? kernels
                : new NormKernels(kernels.forward(), none, kernels.forwardFormulas(), List.of(), kernels.divisors());
        return new Snippet(signature, className, scalar, target, storage, written)
                .method(formula, className, withBackward)
                .toString();
    }

    private MethodSpec method(List<String> formula, String className, boolean withBackward) {
        String name = className.substring(0, 1).toLowerCase(Locale.ROOT) + className.substring(1);
        MethodSpec.Builder method = MethodSpec.methodBuilder(JavaNames.variable(name))
                .addModifiers(Modifier.STATIC)
                .addJavadoc("$L", TERMS + "\n" + Comments.block(formula));
        TypeSpec.Builder type = TypeSpec.classBuilder(within).addModifiers(Modifier.FINAL);
        CodeBlock.Builder calls = CodeBlock.builder();
        Map<String, Buffer> arrays = new LinkedHashMap<>();
        KernelParameters forward = kernel(type, "forward", kernels.forward(), arrays, calls);
        if (withBackward) {
            kernel(type, "backward", kernels.backward(), arrays, calls);
        }
        arrays.values().forEach(buffer -> forward.addArray(method, buffer));
        List<String> sizes = new ArrayList<>();
        for (String axis : Sizes.of(signature).given()) {
            String size = JavaNames.size(axis);
            sizes.add(size);
            method.addParameter(ParameterSpec.builder(TypeName.INT, size).build());
            method.addJavadoc("$L", "@param " + size + " the size of axis " + axis + "\n");
        }
        method.addJavadoc("@throws IllegalArgumentException if an array is missing, has another length, or is given\n"
                + "    twice where one of the two is written\n");
        ClassName workspace = within.nestedClass("Workspace");
        type.addType(new WorkspaceEmitter(signature, scalar, functions, workspace, kernels, List.of(), false).emit(""));
        if (kernels.isShared()) {
            type.addType(RegionEmitter.region());
        }
        functions.called().forEach(type::addMethod);
        List<FieldSpec> constants = functions.vectorConstants().used();
        constants.forEach(type::addField);
        return method.addCode("$L", type.build())
                .addStatement("final $1T workspace = new $1T($2L)", workspace, String.join(", ", sizes))
                .addCode(calls.build())
                .build();
    }

    /** Writes a kernel and its call, and notes its arrays. */
    private KernelParameters kernel(
            TypeSpec.Builder type, String name, Kernel kernel, Map<String, Buffer> arrays, CodeBlock.Builder calls) {
        KernelParameters parameters = new KernelParameters(signature, scalar, kernel, storage, false);
        if (parameters.isPacked()) {
            throw new IllegalArgumentException(
                    signature.name() + " has " + parameters.tensors().size()
                            + " arrays, which are too many for the parameters of one method; generate its class with"
                            + " --out.");
        }
        boolean isForward = kernel == kernels.forward();
        List<String> formulas = isForward ? kernels.forwardFormulas() : kernels.backwardFormulas();
        new MethodEmitter(
                        signature,
                        scalar,
                        functions,
                        within.nestedClass("Workspace"),
                        name,
                        kernel,
                        isForward,
                        parameters,
                        false)
                .emit(type, "Computes\n\n", formulas);
        parameters.buffers().forEach(buffer -> arrays.putIfAbsent(buffer.name(), buffer));
        String given = parameters.buffers().stream().map(Buffer::name).collect(Collectors.joining(", "));
        calls.addStatement("$T.$L($L, workspace)", within, name, given);
        return parameters;
    }
}
