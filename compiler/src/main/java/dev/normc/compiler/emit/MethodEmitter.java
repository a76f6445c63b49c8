package dev.normc.compiler.emit;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.normc.compiler.graph.Axis;
import dev.normc.compiler.graph.GraphPrinter;
import dev.normc.compiler.graph.Role;
import dev.normc.compiler.graph.Signature;
import dev.normc.compiler.graph.Sizes;
import dev.normc.compiler.graph.Tensor;
import dev.normc.compiler.loop.Buffer;
import dev.normc.compiler.loop.Expression.Local;
import dev.normc.compiler.loop.JavaNames;
import dev.normc.compiler.loop.Kernel;
import dev.normc.compiler.loop.Statement;
import dev.normc.compiler.loop.Uses;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;

/** Writes the public method of one kernel, and a private method for each of its parts. */
final class MethodEmitter implements StatementRenderer.Methods {

    /** More arrays than this come in one array of arrays: Java's methods take 255 arguments at most. */
    static final int MOST_PARAMETERS = 32;

    /** The name of that array of arrays. */
    static final String TENSORS = JavaNames.TENSORS;

    private final Signature signature;
    private final ScalarType scalar;
    private final Functions functions;
    private final ClassName workspace;
    private final String name;
    private final Kernel kernel;
    private final boolean isForward;
    private final List<Buffer> parameters;
    private final List<MethodSpec> parts = new ArrayList<>();
    private final List<TypeSpec> regions = new ArrayList<>();

    MethodEmitter(
            Signature signature,
            ScalarType scalar,
            Functions functions,
            ClassName workspace,
            String name,
            Kernel kernel,
            boolean isForward) {
        this.signature = signature;
        this.scalar = scalar;
        this.functions = functions;
        this.workspace = workspace;
        this.name = name;
        this.kernel = kernel;
        this.isForward = isForward;
        this.parameters = kernel.buffers().stream()
                .filter(buffer -> buffer.kind() == Buffer.Kind.ARGUMENT)
                .toList();
    }

    private boolean isPacked() {
        return parameters.size() > MOST_PARAMETERS;
    }

    /** Adds the method and its parts to {@code type}. */
    EmittedNorm.Method emit(TypeSpec.Builder type, String summary, List<String> formulas) {
        MethodSpec.Builder method = MethodSpec.methodBuilder(name)
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .addJavadoc("$L", summary + Comments.block(formulas));
        addParameters(method);
        ExpressionRenderer expressions = new ExpressionRenderer(scalar, functions);
        StatementRenderer statements = new StatementRenderer(scalar, functions, expressions, this);
        CodeBlock body = statements.render(kernel.body());
        CodeBlock whenEmpty = statements.render(kernel.whenEmpty());
        ArgumentChecks checks = new ArgumentChecks(kernel, parameters, isPacked(), scalar, functions);
        CodeBlock checked = checks.isShort() ? checks.all(expressions) : checksApart(checks);
        addSizes(method, expressions.sizes());
        method.addCode(checked);
        addArguments(method, Uses.outsideParts(kernel.whenEmpty()).buffers());
        method.beginControlFlow("if (workspace.isEmpty())");
        method.addCode(whenEmpty);
        method.addStatement("return");
        method.endControlFlow();
        Set<Buffer> direct = Uses.outsideParts(kernel.body()).buffers();
        if (isPacked()) {
            direct.removeAll(Uses.outsideParts(kernel.whenEmpty()).buffers());
        }
        addArguments(method, direct);
        addMemory(method, direct);
        method.addCode(body);
        type.addMethod(method.build());
        type.addMethods(parts);
        type.addTypes(regions);
        List<Tensor> tensors =
                parameters.stream().map(buffer -> buffer.tensor().orElseThrow()).toList();
        return new EmittedNorm.Method(name, tensors, isPacked(), checks.shareable());
    }

    private void addParameters(MethodSpec.Builder method) {
        if (isPacked()) {
            method.addParameter(ArrayTypeName.of(ClassName.OBJECT), TENSORS);
            StringBuilder order = new StringBuilder("@param " + TENSORS + " the arrays, in this order:\n");
            parameters.forEach(parameter -> order.append("    ")
                    .append(parameter.name())
                    .append(' ')
                    .append(describe(parameter))
                    .append('\n'));
            method.addJavadoc("$L", order.toString());
        } else {
            for (Buffer parameter : parameters) {
                method.addParameter(arrayType(parameter), parameter.name());
                method.addJavadoc("$L", "@param " + parameter.name() + " " + describe(parameter) + "\n");
            }
        }
        method.addParameter(workspace, "workspace")
                .addJavadoc("@param workspace sizes and memory\n")
                .addJavadoc("@throws IllegalArgumentException if an array is missing, has another length, or is given\n"
                        + "    twice where one of the two is written\n");
    }

    private String describe(Buffer buffer) {
        Tensor tensor = buffer.tensor().orElseThrow();
        List<String> dimensions = Sizes.of(signature).dimensions(tensor).stream()
                .map(Sizes.Dimension::name)
                .toList();
        return tensor.role().noun() + (dimensions.isEmpty() ? ", one number" : " " + dimensions) + start(tensor);
    }

    /** What fills the array at the start; of data, what stands in where there is none. */
    private String start(Tensor tensor) {
        return Stream.of(signature.data(), signature.parameters(), signature.states())
                .flatMap(List::stream)
                .filter(initialised -> initialised.tensor().equals(tensor))
                .flatMap(initialised -> initialised.initial().stream())
                .map(GraphPrinter::expression)
                .map(value -> (tensor.role() == Role.DATA ? "; without any, fill it with " : "; at first ") + value)
                .findFirst()
                .orElse("");
    }

    private TypeName arrayType(Buffer buffer) {
        return ArrayTypeName.of(WorkspaceEmitter.elementType(buffer, scalar));
    }

    /** The checks in methods of their own; the calls of these. */
    private CodeBlock checksApart(ArgumentChecks checks) {
        CodeBlock.Builder calls = CodeBlock.builder();
        List<Buffer> all = parameters;
        for (int chunk = 0; chunk < checks.chunks(); chunk++) {
            String called = name + "Checks" + (chunk + 1);
            ExpressionRenderer expressions = new ExpressionRenderer(scalar, functions);
            CodeBlock code = checks.chunk(chunk, expressions);
            MethodSpec.Builder method = privateMethod(called, all, List.of());
            addSizes(method, expressions.sizes());
            if (isPacked() && chunk == 0) {
                addCountCheck(method);
            }
            if (isPacked()) {
                addArguments(method, checks.inChunk(chunk));
            }
            parts.add(method.addCode(code).build());
            calls.addStatement("$L($L)", called, arguments(all, List.of()));
        }
        return calls.build();
    }

    private void addCountCheck(MethodSpec.Builder method) {
        method.beginControlFlow("if ($1L == null || $1L.length != $2L)", TENSORS, parameters.size());
        method.addStatement(
                "throw new $T($S)",
                IllegalArgumentException.class,
                name + ": expected an array of " + parameters.size() + " arrays");
        method.endControlFlow();
    }

    /** Writes the method of a part; gives its call. */
    @Override
    public CodeBlock part(Statement.Part part) {
        Uses all = Uses.of(part.body());
        Uses direct = Uses.outsideParts(part.body());
        List<Buffer> arrays =
                parameters.stream().filter(all.buffers()::contains).toList();
        List<Local> indices = all.freeIndices();
        ExpressionRenderer expressions = new ExpressionRenderer(scalar, functions);
        CodeBlock body = new StatementRenderer(scalar, functions, expressions, this).render(part.body());
        String called = name + "Part" + (parts.size() + 1);
        MethodSpec.Builder method = privateMethod(called, arrays, indices);
        addSizes(method, expressions.sizes());
        addArguments(method, direct.buffers());
        addMemory(method, direct.buffers());
        parts.add(method.addCode(body).build());
        return CodeBlock.builder()
                .addStatement("$L($L)", called, arguments(arrays, indices))
                .build();
    }

    /** Writes the method of a loop over rows, and the class by which threads share it; gives the calls. */
    @Override
    public CodeBlock rows(Statement.Rows rows, ExpressionRenderer caller) {
        Uses direct = Uses.outsideParts(rows.body());
        List<ParameterSpec> handed = handed(Uses.of(List.of(rows)));
        ExpressionRenderer expressions = new ExpressionRenderer(scalar, functions);
        CodeBlock body = new StatementRenderer(scalar, functions, expressions, this).render(rows.body());
        String called = name + "Rows" + (regions.size() + 1);
        MethodSpec.Builder method = MethodSpec.methodBuilder(called)
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                .addParameter(TypeName.INT, rows.from().name())
                .addParameter(TypeName.INT, rows.to().name())
                .addParameters(handed);
        addSizes(method, expressions.sizes());
        addArguments(method, direct.buffers());
        addMemory(method, direct.buffers());
        parts.add(method.addCode(body).build());
        String region = called.substring(0, 1).toUpperCase(Locale.ROOT) + called.substring(1);
        regions.add(RegionEmitter.of(region, called, handed, workspace));

        String size = caller.size(rows.axis());
        String ofRow = rows.axesInside().isEmpty()
                ? "1L"
                : rows.axesInside().stream().map(caller::size).collect(Collectors.joining(" * ", "(long) ", ""));
        String unit = Integer.toString(rows.unit());
        if (rows.unit() == 1) {
            unit = "workspace.unit(" + size + ", " + ofRow + ")";
        }
        String arguments = handed.stream().map(ParameterSpec::name).collect(Collectors.joining(", "));
        return CodeBlock.builder()
                .beginControlFlow("if (workspace.isShared($L, $L, $L))", size, rows.unit(), ofRow)
                .addStatement(
                        "new $L($L, $L, $L).share(workspace.$L, workspace.$L.length)",
                        region,
                        size,
                        unit,
                        arguments,
                        WorkerMemory.EXECUTOR,
                        WorkerMemory.WORKERS)
                .nextControlFlow("else")
                .addStatement("$L(0, $L, $L)", called, size, arguments)
                .endControlFlow()
                .build();
    }

    /** Arrays of the caller, locals and the workspace, as the method of a loop takes them. */
    private List<ParameterSpec> handed(Uses uses) {
        ExpressionRenderer expressions = new ExpressionRenderer(scalar, functions);
        List<ParameterSpec> handed = new ArrayList<>();
        if (isPacked()) {
            handed.add(ParameterSpec.builder(ArrayTypeName.of(ClassName.OBJECT), TENSORS)
                    .build());
        } else {
            parameters.stream()
                    .filter(uses.buffers()::contains)
                    .forEach(array -> handed.add(ParameterSpec.builder(arrayType(array), array.name())
                            .build()));
        }
        uses.free()
                .forEach(local -> handed.add(ParameterSpec.builder(expressions.type(local.type()), local.name())
                        .build()));
        handed.add(ParameterSpec.builder(workspace, JavaNames.WORKSPACE).build());
        return handed;
    }

    /**
     * Writes the method of a sweep by vectors; gives its call. By itself, since HotSpot makes vector instructions of
     * some 8,000 bytes of bytecode in a method, and those of one operation on vectors are some 250.
     */
    @Override
    public CodeBlock vectorSweep(Statement.Sweep sweep, ExpressionRenderer caller) {
        Uses uses = Uses.of(List.of(sweep));
        List<Local> locals = uses.read().stream()
                .filter(local -> !uses.defined().contains(local))
                .toList();
        ExpressionRenderer expressions = new ExpressionRenderer(scalar, functions);
        CodeBlock loops = new StatementRenderer(scalar, functions, expressions, this).loops(sweep);
        String called = sweepName(sweep);
        MethodSpec.Builder method = MethodSpec.methodBuilder(called).addModifiers(Modifier.PRIVATE, Modifier.STATIC);
        List<String> arguments = new ArrayList<>();
        for (Buffer buffer : uses.buffers()) {
            method.addParameter(arrayType(buffer), buffer.name());
            arguments.add(buffer.name());
        }
        for (Local local : locals) {
            method.addParameter(expressions.type(local.type()), local.name());
            arguments.add(local.name());
        }
        for (Axis axis : signature.axes()) {
            if (expressions.sizes().contains(JavaNames.size(axis))) {
                Integer fixed = signature.fixed().get(axis.name());
                if (fixed != null) {
                    method.addStatement("final int $L = $L", JavaNames.size(axis), fixed);
                } else {
                    method.addParameter(TypeName.INT, JavaNames.size(axis));
                    arguments.add(caller.size(axis));
                }
            }
        }
        parts.add(method.addCode(loops).build());
        return CodeBlock.builder()
                .addStatement("$L($L)", called, String.join(", ", arguments))
                .build();
    }

    /** After what the sweep computes first: {@code forwardMuSum}, {@code forwardY}. */
    private String sweepName(Statement.Sweep sweep) {
        String first = sweep.accumulators().stream()
                .map(accumulator -> accumulator.result().name())
                .findFirst()
                .orElseGet(() -> sweep.body().stream()
                        .filter(Statement.Store.class::isInstance)
                        .map(statement -> ((Statement.Store) statement).buffer().name())
                        .findFirst()
                        .orElse("Sweep"));
        String wanted = name + first.substring(0, 1).toUpperCase(Locale.ROOT) + first.substring(1);
        String free = wanted;
        for (int number = 2; isTaken(free); number++) {
            free = wanted + number;
        }
        return free;
    }

    private boolean isTaken(String method) {
        return parts.stream().anyMatch(part -> part.name().equals(method));
    }

    private MethodSpec.Builder privateMethod(String called, List<Buffer> arrays, List<Local> indices) {
        MethodSpec.Builder method = MethodSpec.methodBuilder(called).addModifiers(Modifier.PRIVATE, Modifier.STATIC);
        if (isPacked()) {
            method.addParameter(ArrayTypeName.of(ClassName.OBJECT), TENSORS);
        } else {
            arrays.forEach(array -> method.addParameter(arrayType(array), array.name()));
        }
        indices.forEach(index -> method.addParameter(TypeName.INT, index.name()));
        return method.addParameter(workspace, "workspace");
    }

    private String arguments(List<Buffer> arrays, List<Local> indices) {
        List<String> arguments = new ArrayList<>();
        if (isPacked()) {
            arguments.add(TENSORS);
        } else {
            arrays.forEach(array -> arguments.add(array.name()));
        }
        indices.forEach(index -> arguments.add(index.name()));
        arguments.add("workspace");
        return String.join(", ", arguments);
    }

    private void addSizes(MethodSpec.Builder method, Set<String> used) {
        for (Axis axis : signature.axes()) {
            if (used.contains(JavaNames.size(axis))) {
                String size = JavaNames.size(axis);
                Integer fixed = signature.fixed().get(axis.name());
                method.addStatement("final int $L = $L", size, fixed != null ? fixed : "workspace." + size);
            }
        }
    }

    /** Takes the arguments among {@code used} out of the array of arrays, if they come in one. */
    private void addArguments(MethodSpec.Builder method, Collection<Buffer> used) {
        for (int i = 0; isPacked() && i < parameters.size(); i++) {
            Buffer parameter = parameters.get(i);
            if (used.contains(parameter)) {
                method.addStatement(
                        "final $1T $2L = ($1T) $3L[$4L]", arrayType(parameter), parameter.name(), TENSORS, i);
            }
        }
    }

    private void addMemory(MethodSpec.Builder method, Set<Buffer> used) {
        for (Buffer buffer : kernel.buffers()) {
            if (buffer.kind() != Buffer.Kind.ARGUMENT && used.contains(buffer)) {
                method.addStatement(
                        "final $L[] $L = workspace.$L",
                        WorkspaceEmitter.elementType(buffer, scalar),
                        buffer.name(),
                        WorkspaceEmitter.field(buffer, isForward));
            }
        }
    }
}
