package dev.normc.compiler.emit;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.normc.compiler.graph.Axis;
import dev.normc.compiler.graph.GraphBuilder;
import dev.normc.compiler.graph.GraphPrinter;
import dev.normc.compiler.graph.Node;
import dev.normc.compiler.graph.Operation;
import dev.normc.compiler.graph.Pointwise;
import dev.normc.compiler.graph.Signature;
import dev.normc.compiler.graph.SizedAxis;
import dev.normc.compiler.graph.Sizes;
import dev.normc.compiler.graph.SplitAxis;
import dev.normc.compiler.loop.Buffer;
import dev.normc.compiler.loop.Expression;
import dev.normc.compiler.loop.Extent;
import dev.normc.compiler.loop.JavaNames;
import dev.normc.compiler.loop.Kernel;
import dev.normc.compiler.loop.Statement;
import dev.normc.compiler.loop.Type;
import dev.normc.compiler.loop.UniformLets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/** Writes the workspace class of one mode: the sizes, the saved values, and the scratch memory of both kernels. */
final class WorkspaceEmitter {

    /** Bytes of code in one method. */
    private static final int MOST_BYTES = 5_000;

    /** Bytes of code that allocate one array or throw one exception, at most. */
    private static final int ALLOCATION = 80;

    /** Bytes of code for an operation in double, at most. */
    private static final int OPERATION = 8;

    /** No kernel has parts or sweeps here. */
    private static final StatementRenderer.Methods NO_METHODS = new StatementRenderer.Methods() {
        @Override
        public CodeBlock part(Statement.Part part) {
            throw new IllegalStateException("a part in a workspace: " + part);
        }

        @Override
        public CodeBlock rows(Statement.Rows rows, ExpressionRenderer caller) {
            throw new IllegalStateException("rows in a workspace: " + rows);
        }

        @Override
        public CodeBlock vectorSweep(Statement.Sweep sweep, ExpressionRenderer caller) {
            throw new IllegalStateException("a sweep in a workspace: " + sweep);
        }
    };

    /** What the constructor has to do besides its sizes. */
    private record Step(CodeBlock code, int bytes) {}

    private final Signature signature;
    private final ScalarType scalar;
    private final Functions functions;
    private final ClassName name;
    private final NormKernels kernels;
    private final List<Buffer> lines;
    private final boolean overloads;

    WorkspaceEmitter(
            Signature signature,
            ScalarType scalar,
            Functions functions,
            ClassName name,
            NormKernels kernels,
            List<Buffer> lines,
            boolean overloads) {
        this.signature = signature;
        this.scalar = scalar;
        this.functions = functions;
        this.name = name;
        this.kernels = kernels;
        this.lines = lines;
        this.overloads = overloads;
    }

    TypeSpec emit(String mode) {
        functions.border().length();
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
            Integer fixed = signature.fixed().get(axis.name());
            if (fixed != null) {
                type.addField(constant(axis, fixed));
                continue;
            }
            type.addField(TypeName.INT, JavaNames.size(axis), Modifier.PRIVATE, Modifier.FINAL);
            if (sizes.given().contains(axis.name())) {
                constructor.addStatement("this.$1L = $1L", JavaNames.size(axis));
            } else if (!sizes.isSized(axis)) {
                addDerived(constructor, sizes, axis);
            }
        }
        signature.sized().stream()
                .filter(sized -> !signature.fixed().containsKey(sized.axis().name()))
                .forEach(sized -> constructor.addCode(size(sized)));
        constructor.addJavadoc("@throws IllegalArgumentException if the norm is not defined for these sizes\n");
        List<Step> steps = new ArrayList<>(lengthChecks());
        steps.addAll(divisorChecks());
        Map<String, Buffer> fields = fields();
        int bytes = steps.stream().mapToInt(Step::bytes).sum() + fields.size() * ALLOCATION;
        boolean isLong = bytes > MOST_BYTES;
        fields.forEach((field, buffer) -> {
            FieldSpec.Builder memory =
                    FieldSpec.builder(ArrayTypeName.of(elementType(buffer, scalar)), field, Modifier.PRIVATE);
            type.addField(
                    isLong
                            ? memory.build()
                            : memory.addModifiers(Modifier.FINAL).build());
            CodeBlock code = CodeBlock.builder()
                    .addStatement("this.$L = new $L[$L]", field, elementType(buffer, scalar), length(field, buffer))
                    .build();
            steps.add(new Step(code, ALLOCATION));
        });
        if (isLong) {
            addInMethods(type, constructor, steps);
        } else {
            steps.forEach(step -> constructor.addCode(step.code()));
        }
        type.addMethod(constructor.build()).addMethod(isEmpty());
        if (overloads && !signature.states().isEmpty()) {
            ExpressionRenderer expressions = new ExpressionRenderer(scalar, functions);
            type.addMethod(new StateEmitter(signature, scalar, functions, name.enclosingClassName())
                    .newState(statements(expressions), expressions));
        }
        if (kernels.isShared()) {
            List<String> sizeFields = signature.axes().stream()
                    .filter(axis -> !signature.fixed().containsKey(axis.name()))
                    .map(JavaNames::size)
                    .toList();
            new WorkerMemory(name, kernels).addTo(type, sizeFields, fields, scalar);
        }
        return type.build();
    }

    /** Steps in private methods: a final field can be set by the constructor alone, so these fields are not final. */
    private static void addInMethods(TypeSpec.Builder type, MethodSpec.Builder constructor, List<Step> steps) {
        int methods = 0;
        int start = 0;
        while (start < steps.size()) {
            MethodSpec.Builder method =
                    MethodSpec.methodBuilder("prepare" + ++methods).addModifiers(Modifier.PRIVATE);
            int bytes = 0;
            int end = start;
            while (end < steps.size() && (end == start || bytes + steps.get(end).bytes() <= MOST_BYTES)) {
                bytes += steps.get(end).bytes();
                method.addCode(steps.get(end).code());
                end++;
            }
            start = end;
            type.addMethod(method.build());
            constructor.addStatement("prepare$L()", methods);
        }
    }

    private static FieldSpec constant(Axis axis, int size) {
        return FieldSpec.builder(TypeName.INT, JavaNames.size(axis), Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                .initializer("$L", size)
                .build();
    }

    /** A part of a split axis: what a constant says, or what is left of the whole. */
    private void addDerived(MethodSpec.Builder constructor, Sizes sizes, Axis axis) {
        Optional<Integer> fixed = sizes.fixed(axis);
        if (fixed.isPresent()) {
            constructor.addStatement("this.$L = $L", JavaNames.size(axis), fixed.get());
            return;
        }
        SplitAxis split = sizes.splitOf(axis).orElseThrow();
        long divisor = sizes.divisor(split);
        boolean isLong = divisor > Integer.MAX_VALUE;
        String literal = divisor + (isLong ? "L" : "");
        String whole = JavaNames.size(split.whole());
        constructor.beginControlFlow("if ($L % $L != 0)", whole, literal);
        constructor.addStatement(
                "throw new $T($S + $L)",
                IllegalArgumentException.class,
                "the size " + split.whole() + " must be a multiple of " + divisor + ", given ",
                whole);
        constructor.endControlFlow();
        String quotient = isLong ? "(int) ($L / $L)" : "$L / $L";
        constructor.addStatement("this.$L = " + quotient, JavaNames.size(axis), whole, literal);
    }

    /** An axis whose size the program says. */
    private CodeBlock size(SizedAxis sized) {
        String field = JavaNames.size(sized.axis());
        if (sized.size().operation() instanceof Operation.Size size) {
            return CodeBlock.of("this.$L = $L;\n", field, JavaNames.size(size.axis()));
        }
        CodeBlock.Builder code = CodeBlock.builder();
        String local = field + "$size";
        List<Statement> lets = new ArrayList<>();
        Expression value = new UniformLets(lets, () -> local + (lets.size() + 1)).of(sized.size());
        ExpressionRenderer expressions = new ExpressionRenderer(scalar, functions);
        code.add(statements(expressions).render(lets));
        code.addStatement("final double $L = $L", local, expressions.render(value));
        code.beginControlFlow("if (!($1L >= 0.0 && $1L <= $2L && $1L == (int) $1L))", local, Integer.MAX_VALUE);
        code.addStatement(
                "throw new $T($S + $L)",
                IllegalArgumentException.class,
                "the size of " + sized + " must be a whole number from 0 to " + Integer.MAX_VALUE + ", but is ",
                local);
        code.endControlFlow();
        return code.addStatement("this.$L = (int) $L", field, local).build();
    }

    private StatementRenderer statements(ExpressionRenderer expressions) {
        return new StatementRenderer(scalar, functions, expressions, NO_METHODS);
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

    /** What a slice of an argument of one dimension is copied to. */
    static String line(Buffer buffer) {
        return "slice_" + buffer.name();
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
        lines.forEach(buffer -> fields.putIfAbsent(line(buffer), buffer));
        return fields;
    }

    private List<Step> lengthChecks() {
        Map<List<Extent>, Buffer> shapes = new LinkedHashMap<>();
        for (Kernel kernel : List.of(kernels.forward(), kernels.backward())) {
            for (Buffer buffer : kernel.buffers()) {
                if (buffer.kind() == Buffer.Kind.ARGUMENT && !buffer.extents().isEmpty()) {
                    shapes.putIfAbsent(buffer.extents(), buffer);
                }
            }
        }
        // an axis of its own has room for loop counters if an array over it and others has
        Set<Extent> covered = new HashSet<>();
        shapes.keySet().stream().filter(extents -> extents.size() > 1).forEach(covered::addAll);
        shapes.keySet().removeIf(extents -> extents.size() == 1 && covered.contains(extents.get(0)));
        return shapes.values().stream()
                .map(buffer -> new Step(
                        CodeBlock.builder()
                                .addStatement("$L", length(buffer.name(), buffer))
                                .build(),
                        ALLOCATION))
                .toList();
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

    private List<Step> divisorChecks() {
        List<Step> checks = new ArrayList<>();
        for (Node divisor : kernels.divisors()) {
            CodeBlock.Builder check = CodeBlock.builder();
            List<Statement> lets = new ArrayList<>();
            Expression value = new UniformLets(lets, () -> "part" + (lets.size() + 1)).of(divisor);
            ExpressionRenderer expressions = new ExpressionRenderer(scalar, functions);
            StatementRenderer statements = statements(expressions);
            String condition = expressions.render(
                    Expression.apply(Pointwise.EQUAL, Type.CONDITION, value, new Expression.Literal(0, Type.DOUBLE)));
            if (!lets.isEmpty()) {
                check.beginControlFlow("");
                check.add(statements.render(lets));
            }
            check.beginControlFlow("if (!isEmpty() && $L)", condition);
            check.addStatement(
                    "throw new $T($S)",
                    IllegalArgumentException.class,
                    signature.name() + " divides by " + GraphPrinter.expression(divisor)
                            + ", which is 0 for these sizes");
            check.endControlFlow();
            if (!lets.isEmpty()) {
                check.endControlFlow();
            }
            int operations = GraphBuilder.reachable(List.of(divisor)).size();
            checks.add(new Step(check.build(), ALLOCATION + operations * OPERATION));
        }
        return checks;
    }
}
