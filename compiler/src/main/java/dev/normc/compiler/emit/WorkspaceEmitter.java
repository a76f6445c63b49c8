package dev.normc.compiler.emit;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.normc.compiler.graph.Axis;
import dev.normc.compiler.graph.GraphPrinter;
import dev.normc.compiler.graph.Node;
import dev.normc.compiler.graph.Pointwise;
import dev.normc.compiler.graph.Signature;
import dev.normc.compiler.graph.Sizes;
import dev.normc.compiler.graph.SplitAxis;
import dev.normc.compiler.loop.Buffer;
import dev.normc.compiler.loop.Expression;
import dev.normc.compiler.loop.Extent;
import dev.normc.compiler.loop.JavaNames;
import dev.normc.compiler.loop.Kernel;
import dev.normc.compiler.loop.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/** Writes the workspace class of one mode: the sizes, the saved values, and the scratch memory of both kernels. */
final class WorkspaceEmitter {

    private final Signature signature;
    private final ScalarType scalar;
    private final Functions functions;
    private final ClassName name;
    private final NormKernels kernels;

    WorkspaceEmitter(Signature signature, ScalarType scalar, Functions functions, ClassName name, NormKernels kernels) {
        this.signature = signature;
        this.scalar = scalar;
        this.functions = functions;
        this.name = name;
        this.kernels = kernels;
    }

    TypeSpec emit(String mode) {
        functions.length();
        TypeSpec.Builder type = TypeSpec.classBuilder(name)
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                .addJavadoc(
                        "$L",
                        "Sizes, saved values and scratch memory" + (mode.isEmpty() ? "" : " of " + mode)
                                + ": one for each forward whose backward is still to come.\n");
        MethodSpec.Builder constructor = MethodSpec.constructorBuilder()
                .addModifiers(Modifier.PUBLIC)
                .addJavadoc("$L", "Memory for these sizes.\n\n");
        Sizes sizes = Sizes.of(signature);
        sizes.given().forEach(size -> addParameter(constructor, size));
        for (Axis axis : signature.axes()) {
            type.addField(TypeName.INT, JavaNames.size(axis), Modifier.PRIVATE, Modifier.FINAL);
            if (sizes.given().contains(axis.name())) {
                constructor.addStatement("this.$1L = $1L", JavaNames.size(axis));
            } else {
                addDerived(constructor, sizes, axis);
            }
        }
        constructor.addJavadoc("@throws IllegalArgumentException if the norm is not defined for these sizes\n");
        addLengthChecks(constructor);
        addDivisorChecks(constructor);
        fields().forEach((field, buffer) -> {
            type.addField(ArrayTypeName.of(elementType(buffer, scalar)), field, Modifier.PRIVATE, Modifier.FINAL);
            constructor.addStatement("this.$L = new $L[$L]", field, elementType(buffer, scalar), length(field, buffer));
        });
        return type.addMethod(constructor.build()).addMethod(isEmpty()).build();
    }

    /** A part of a split axis: what a constant says, or what is left of the whole. */
    private void addDerived(MethodSpec.Builder constructor, Sizes sizes, Axis axis) {
        Optional<Integer> fixed = sizes.fixed(axis);
        if (fixed.isPresent()) {
            constructor.addStatement("this.$L = $L", JavaNames.size(axis), fixed.get());
            return;
        }
        SplitAxis split = sizes.splitOf(axis).orElseThrow();
        long divisor = 1;
        for (Axis part : split.parts()) {
            divisor *= sizes.fixed(part).orElse(1);
        }
        String whole = JavaNames.size(split.whole());
        constructor.beginControlFlow("if ($L % $L != 0)", whole, divisor);
        constructor.addStatement(
                "throw new $T($S + $L)",
                IllegalArgumentException.class,
                "the size " + split.whole() + " must be a multiple of " + divisor + ", given ",
                whole);
        constructor.endControlFlow();
        constructor.addStatement("this.$L = $L / $L", JavaNames.size(axis), whole, divisor);
    }

    private static void addParameter(MethodSpec.Builder constructor, String axis) {
        String size = JavaNames.size(axis);
        constructor.addParameter(TypeName.INT, size);
        constructor.addJavadoc("$L", "@param " + size + " the size of axis " + axis + "\n");
        constructor.beginControlFlow("if ($L < 0)", size);
        constructor.addStatement(
                "throw new $T($S + $L)",
                IllegalArgumentException.class,
                "the size " + axis + " must not be negative, given ",
                size);
        constructor.endControlFlow();
    }

    private MethodSpec isEmpty() {
        String empty = signature.axes().stream()
                .map(axis -> JavaNames.size(axis) + " == 0")
                .collect(Collectors.joining(" || "));
        return MethodSpec.methodBuilder("isEmpty")
                .addModifiers(Modifier.PRIVATE)
                .returns(TypeName.BOOLEAN)
                .addStatement("return $L", empty.isEmpty() ? "false" : empty)
                .build();
    }

    /** A scratch array belongs to one kernel; a saved one is written by the forward and read by the backward. */
    static String field(Buffer buffer, boolean inForward) {
        if (buffer.kind() == Buffer.Kind.SAVED) {
            return "saved_" + buffer.name();
        }
        return (inForward ? "forward_" : "backward_") + buffer.name();
    }

    static TypeName elementType(Buffer buffer, ScalarType scalar) {
        return buffer.type() == Type.DOUBLE ? TypeName.DOUBLE : scalar.javaType();
    }

    private Map<String, Buffer> fields() {
        Map<String, Buffer> fields = new LinkedHashMap<>();
        for (Kernel kernel : List.of(kernels.forward(), kernels.backward())) {
            for (Buffer buffer : kernel.buffers()) {
                if (buffer.kind() != Buffer.Kind.ARGUMENT) {
                    fields.putIfAbsent(field(buffer, kernel == kernels.forward()), buffer);
                }
            }
        }
        return fields;
    }

    private void addLengthChecks(MethodSpec.Builder constructor) {
        Map<List<Extent>, Buffer> shapes = new LinkedHashMap<>();
        for (Kernel kernel : List.of(kernels.forward(), kernels.backward())) {
            for (Buffer buffer : kernel.buffers()) {
                if (buffer.kind() == Buffer.Kind.ARGUMENT && buffer.extents().size() > 1) {
                    shapes.putIfAbsent(buffer.extents(), buffer);
                }
            }
        }
        shapes.values().forEach(buffer -> constructor.addStatement("$L", length(buffer.name(), buffer)));
    }

    private String length(String what, Buffer buffer) {
        ExpressionRenderer expressions = new ExpressionRenderer(scalar, functions);
        List<Extent> extents = buffer.extents();
        if (extents.isEmpty()) {
            return "1";
        } else if (extents.size() == 1 && extents.get(0) instanceof Extent.Fixed fixed) {
            return Integer.toString(fixed.length());
        }
        return extents.stream()
                .map(expressions::extent)
                .collect(Collectors.joining(", ", "length(\"" + what + "\", ", ")"));
    }

    private void addDivisorChecks(MethodSpec.Builder constructor) {
        ExpressionRenderer expressions = new ExpressionRenderer(scalar, functions);
        for (Node divisor : kernels.divisors()) {
            String condition = expressions.render(Expression.apply(
                    Pointwise.EQUAL,
                    Type.CONDITION,
                    Expression.uniform(divisor),
                    new Expression.Literal(0, Type.DOUBLE)));
            constructor.beginControlFlow("if (!isEmpty() && $L)", condition);
            constructor.addStatement(
                    "throw new $T($S)",
                    IllegalArgumentException.class,
                    signature.name() + " divides by " + GraphPrinter.expression(divisor)
                            + ", which is 0 for these sizes");
            constructor.endControlFlow();
        }
    }
}
