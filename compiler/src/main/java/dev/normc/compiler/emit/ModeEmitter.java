package dev.normc.compiler.emit;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.normc.compiler.emit.EmittedNorm.Entry;
import dev.normc.compiler.emit.EmittedNorm.Method;
import dev.normc.compiler.emit.EmittedNorm.Shareable;
import dev.normc.compiler.graph.Axis;
import dev.normc.compiler.graph.Role;
import dev.normc.compiler.graph.Signature;
import dev.normc.compiler.graph.Sizes;
import dev.normc.compiler.graph.Tensor;
import dev.normc.compiler.loop.Buffer;
import dev.normc.compiler.loop.JavaNames;
import dev.normc.compiler.loop.Kernel;
import dev.normc.compiler.loop.Sharing;
import dev.normc.compiler.loop.Statement;
import dev.normc.compiler.loop.Type;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;

/** Writes the forward, the backward and the workspace of one mode. */
final class ModeEmitter {

    private final Signature signature;
    private final ScalarType scalar;
    private final Functions functions;
    private final ClassName workspace;
    private final NormKernels kernels;

    ModeEmitter(Signature signature, ScalarType scalar, Functions functions, ClassName workspace, NormKernels kernels) {
        this.signature = signature;
        this.scalar = scalar;
        this.functions = functions;
        this.workspace = workspace;
        this.kernels = kernels;
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
        type.addType(new WorkspaceEmitter(signature, scalar, functions, workspace, kernels).emit(mode));
        return new Entry(workspace.simpleName(), Sizes.of(signature).given(), forward, backward);
    }

    private Method method(TypeSpec.Builder type, String name, Kernel kernel, String summary, List<String> formulas) {
        List<Buffer> parameters = kernel.buffers().stream()
                .filter(buffer -> buffer.kind() == Buffer.Kind.ARGUMENT)
                .toList();
        List<Shareable> shareable = new ArrayList<>();
        MethodSpec.Builder method = MethodSpec.methodBuilder(name)
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .addJavadoc("$L", summary + Comments.block(formulas));
        for (Buffer parameter : parameters) {
            method.addParameter(ArrayTypeName.of(WorkspaceEmitter.elementType(parameter, scalar)), parameter.name());
            method.addJavadoc("$L", "@param " + parameter.name() + " " + describe(parameter) + "\n");
        }
        method.addParameter(workspace, "workspace")
                .addJavadoc("@param workspace sizes and memory\n")
                .addJavadoc("@throws IllegalArgumentException if an array is missing, has another length, or is given\n"
                        + "    twice where one of the two is written\n");
        ExpressionRenderer expressions = new ExpressionRenderer(scalar, functions);
        StatementRenderer statements = new StatementRenderer(scalar, functions, expressions);
        CodeBlock body = statements.render(kernel.body());
        CodeBlock whenEmpty = statements.render(kernel.whenEmpty());
        CodeBlock checks = checks(kernel, parameters, expressions, shareable);
        for (Axis axis : signature.axes()) {
            if (expressions.sizes().contains(JavaNames.size(axis))) {
                method.addStatement("final int $1L = workspace.$1L", JavaNames.size(axis));
            }
        }
        method.addCode(checks);
        method.beginControlFlow("if (workspace.isEmpty())");
        method.addCode(whenEmpty);
        method.addStatement("return");
        method.endControlFlow();
        addMemory(method, kernel);
        method.addCode(body);
        type.addMethod(method.build());
        List<Tensor> tensors =
                parameters.stream().map(buffer -> buffer.tensor().orElseThrow()).toList();
        return new Method(name, tensors, List.copyOf(shareable));
    }

    private void addMemory(MethodSpec.Builder method, Kernel kernel) {
        for (Buffer buffer : kernel.buffers()) {
            if (buffer.kind() != Buffer.Kind.ARGUMENT) {
                method.addStatement(
                        "final $L[] $L = workspace.$L",
                        WorkspaceEmitter.elementType(buffer, scalar),
                        buffer.name(),
                        WorkspaceEmitter.field(buffer, kernel == kernels.forward()));
            }
        }
    }

    private CodeBlock checks(
            Kernel kernel, List<Buffer> parameters, ExpressionRenderer expressions, List<Shareable> shareable) {
        CodeBlock.Builder checks = CodeBlock.builder();
        for (Buffer parameter : parameters) {
            functions.requireLength(typeOf(parameter));
            String length = expressions.length(parameter.extents());
            checks.addStatement("requireLength($S, $L, $L)", parameter.name(), parameter, length);
        }
        for (int i = 0; i < parameters.size(); i++) {
            for (int j = 0; j < parameters.size(); j++) {
                Buffer target = parameters.get(i);
                Buffer other = parameters.get(j);
                boolean bothWritten = isWritten(target, kernel) && isWritten(other, kernel);
                if (i == j || !isWritten(target, kernel) || (bothWritten && i > j)) {
                    continue;
                }
                if (!bothWritten && !isState(target) && Sharing.allowed(kernel, target, other)) {
                    shareable.add(new Shareable(
                            target.tensor().orElseThrow(), other.tensor().orElseThrow()));
                } else {
                    if (typeOf(target) != typeOf(other)) {
                        continue; // arrays of different types are never one
                    }
                    functions.requireDistinct(typeOf(target));
                    checks.addStatement("requireDistinct($S, $L, $S, $L)", target.name(), target, other.name(), other);
                }
            }
        }
        return checks.build();
    }

    private ScalarType typeOf(Buffer buffer) {
        return buffer.type() == Type.DOUBLE ? ScalarType.DOUBLE : scalar;
    }

    /** A state lives on behind the call: its array is no other. */
    private static boolean isState(Buffer buffer) {
        return buffer.tensor().orElseThrow().role() == Role.STATE;
    }

    private static boolean isWritten(Buffer buffer, Kernel kernel) {
        Role role = buffer.tensor().orElseThrow().role();
        return role == Role.OUTPUT
                || role == Role.GRADIENT
                || kernel.body().stream()
                        .anyMatch(statement -> statement instanceof Statement.Copy copy
                                && copy.to().equals(buffer));
    }

    private String describe(Buffer buffer) {
        Tensor tensor = buffer.tensor().orElseThrow();
        List<String> dimensions = Sizes.of(signature).dimensions(tensor).stream()
                .map(Sizes.Dimension::name)
                .toList();
        return tensor.role().noun() + (dimensions.isEmpty() ? ", one number" : " " + dimensions);
    }
}
