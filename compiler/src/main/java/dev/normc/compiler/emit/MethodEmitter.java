package dev.normc.compiler.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.normc.compiler.graph.Axis;
import dev.normc.compiler.graph.Signature;
import dev.normc.compiler.loop.Buffer;
import dev.normc.compiler.loop.Expression.Local;
import dev.normc.compiler.loop.JavaNames;
import dev.normc.compiler.loop.Kernel;
import dev.normc.compiler.loop.Statement;
import dev.normc.compiler.loop.Uses;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/** Writes the public method of one kernel, and a private method for each of its parts. */
final class MethodEmitter implements StatementRenderer.Methods {

    private final Signature signature;
    private final ScalarType scalar;
    private final Functions functions;
    private final ClassName workspace;
    private final String name;
    private final Kernel kernel;
    private final boolean isForward;
    private final boolean overloads;
    private final KernelParameters parameters;
    private final List<MethodSpec> parts = new ArrayList<>();
    private final List<TypeSpec> regions = new ArrayList<>();

    MethodEmitter(
            Signature signature,
            ScalarType scalar,
            Functions functions,
            ClassName workspace,
            String name,
            Kernel kernel,
            boolean isForward,
            KernelParameters parameters,
            boolean overloads) {
        this.signature = signature;
        this.scalar = scalar;
        this.functions = functions;
        this.workspace = workspace;
        this.name = name;
        this.kernel = kernel;
        this.isForward = isForward;
        this.overloads = overloads;
        this.parameters = parameters;
    }

    /** Adds the method, its overloads and its parts to {@code type}. */
    EmittedNorm.Method emit(TypeSpec.Builder type, String summary, List<String> formulas) {
        String documentation = summary + Comments.block(formulas);
        MethodSpec.Builder method = MethodSpec.methodBuilder(name)
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .addJavadoc("$L", documentation);
        parameters.addWhole(method);
        method.addParameter(workspace, JavaNames.WORKSPACE)
                .addJavadoc("@param workspace sizes and memory\n")
                .addJavadoc("@throws IllegalArgumentException if an array is missing, has another length, or is given\n"
                        + "    twice where one of the two is written\n");
        ArgumentChecks checks = new ArgumentChecks(kernel, parameters, functions);
        ExpressionRenderer expressions = expressions();
        CodeBlock checked =
                checks.isShort() && !parameters.isPacked() ? checks.whole(expressions) : checksApart(checks);
        if (overloads && !parameters.isPacked()) {
            Overloads others = new Overloads(scalar, functions, workspace, name, parameters, checks);
            CodeBlock call = others.callOnWhole(expressions);
            addSizes(method, expressions.sizes());
            type.addMethod(method.addCode(checked).addCode(call).build());
            type.addMethods(others.methods(this));
            others.resultClass().ifPresent(type::addType);
            MethodSpec.Builder unchecked =
                    privateMethod(others.unchecked(), parameters.taken(parameters.buffers()), List.of());
            addKernel(unchecked, expressions(), CodeBlock.of(""));
            type.addMethod(unchecked.build());
        } else {
            addKernel(method, expressions, checked);
            type.addMethod(method.build());
        }
        type.addMethods(parts);
        type.addTypes(regions);
        return new EmittedNorm.Method(name, parameters.tensors(), parameters.isPacked(), checks.shareable());
    }

    /** The sizes, what has to be {@code checked}, and the kernel. */
    private void addKernel(MethodSpec.Builder method, ExpressionRenderer expressions, CodeBlock checked) {
        StatementRenderer statements = new StatementRenderer(scalar, functions, expressions, this);
        CodeBlock body = statements.render(kernel.body());
        CodeBlock whenEmpty = statements.render(kernel.whenEmpty());
        addSizes(method, expressions.sizes());
        method.addCode(checked);
        parameters.unpack(method, Uses.outsideParts(kernel.whenEmpty()).buffers());
        method.beginControlFlow("if (workspace.isEmpty())");
        method.addCode(whenEmpty);
        method.addStatement("return");
        method.endControlFlow();
        Set<Buffer> direct = Uses.outsideParts(kernel.body()).buffers();
        if (parameters.isPacked()) {
            direct.removeAll(Uses.outsideParts(kernel.whenEmpty()).buffers());
        }
        parameters.unpack(method, direct);
        addMemory(method, direct);
        method.addCode(body);
    }

    /** Writes expressions of the kernel's own methods. */
    ExpressionRenderer expressions() {
        return new ExpressionRenderer(scalar, functions, parameters.views());
    }

    /** The checks in methods of their own; the calls of these. */
    private CodeBlock checksApart(ArgumentChecks checks) {
        CodeBlock.Builder calls = CodeBlock.builder();
        List<ParameterSpec> taken = parameters.whole();
        for (int chunk = 0; chunk < checks.chunks(); chunk++) {
            String called = name + "Checks" + (chunk + 1);
            ExpressionRenderer expressions = new ExpressionRenderer(scalar, functions);
            CodeBlock code = checks.chunk(chunk, expressions);
            MethodSpec.Builder method = privateMethod(called, taken, List.of());
            addSizes(method, expressions.sizes());
            if (parameters.isPacked() && chunk == 0) {
                addCountCheck(method);
            }
            parameters.unpack(method, checks.inChunk(chunk));
            parts.add(method.addCode(code).build());
            calls.addStatement("$L($L)", called, arguments(taken, List.of()));
        }
        return calls.build();
    }

    private void addCountCheck(MethodSpec.Builder method) {
        int count = parameters.buffers().size();
        method.beginControlFlow("if ($1L == null || $1L.length != $2L)", JavaNames.TENSORS, count);
        method.addStatement(
                "throw new $T($S)",
                IllegalArgumentException.class,
                name + ": expected an array of " + count + " arrays");
        method.endControlFlow();
    }

    /** Writes the method of a part; gives its call. */
    @Override
    public CodeBlock part(Statement.Part part) {
        Uses all = Uses.of(part.body());
        Uses direct = Uses.outsideParts(part.body());
        List<ParameterSpec> taken = parameters.taken(all.buffers());
        List<Local> indices = all.freeIndices();
        ExpressionRenderer expressions = expressions();
        CodeBlock body = new StatementRenderer(scalar, functions, expressions, this).render(part.body());
        String called = name + "Part" + (parts.size() + 1);
        MethodSpec.Builder method = privateMethod(called, taken, indices);
        addSizes(method, expressions.sizes());
        parameters.unpack(method, direct.buffers());
        addMemory(method, direct.buffers());
        parts.add(method.addCode(body).build());
        return CodeBlock.builder()
                .addStatement("$L($L)", called, arguments(taken, indices))
                .build();
    }

    /** Writes the method of a loop over rows, and the class by which threads share it; gives the calls. */
    @Override
    public CodeBlock rows(Statement.Rows rows, ExpressionRenderer caller) {
        Uses direct = Uses.outsideParts(rows.body());
        List<ParameterSpec> handed = handed(Uses.of(List.of(rows)));
        ExpressionRenderer expressions = expressions();
        CodeBlock body = new StatementRenderer(scalar, functions, expressions, this).render(rows.body());
        String called = name + "Rows" + (regions.size() + 1);
        MethodSpec.Builder method = MethodSpec.methodBuilder(called)
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                .addParameter(TypeName.INT, rows.from().name())
                .addParameter(TypeName.INT, rows.to().name())
                .addParameters(handed);
        addSizes(method, expressions.sizes());
        parameters.unpack(method, direct.buffers());
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
        List<ParameterSpec> handed = new ArrayList<>(parameters.taken(uses.buffers()));
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
        ExpressionRenderer expressions = expressions();
        CodeBlock loops = new StatementRenderer(scalar, functions, expressions, this).loops(sweep);
        String called = sweepName(sweep);
        MethodSpec.Builder method = MethodSpec.methodBuilder(called).addModifiers(Modifier.PRIVATE, Modifier.STATIC);
        List<String> arguments = new ArrayList<>();
        for (Buffer buffer : uses.buffers()) {
            method.addParameter(parameters.array(buffer));
            arguments.add(buffer.name());
            for (String variable : parameters.views().variables(buffer)) {
                if (expressions.places().contains(variable)) {
                    method.addParameter(TypeName.INT, variable);
                    arguments.add(variable);
                }
            }
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
        return method.equals(name + Overloads.UNCHECKED)
                || parts.stream().anyMatch(part -> part.name().equals(method));
    }

    MethodSpec.Builder privateMethod(String called, List<ParameterSpec> taken, List<Local> indices) {
        MethodSpec.Builder method = MethodSpec.methodBuilder(called)
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                .addParameters(taken);
        indices.forEach(index -> method.addParameter(TypeName.INT, index.name()));
        return method.addParameter(workspace, JavaNames.WORKSPACE);
    }

    static String arguments(List<ParameterSpec> taken, List<Local> indices) {
        List<String> arguments = new ArrayList<>();
        taken.forEach(parameter -> arguments.add(parameter.name()));
        indices.forEach(index -> arguments.add(index.name()));
        arguments.add(JavaNames.WORKSPACE);
        return String.join(", ", arguments);
    }

    /** Declares the variables of sizes that code uses. */
    void addSizes(MethodSpec.Builder method, Set<String> used) {
        for (Axis axis : signature.axes()) {
            if (used.contains(JavaNames.size(axis))) {
                String size = JavaNames.size(axis);
                Integer fixed = signature.fixed().get(axis.name());
                method.addStatement("final int $L = $L", size, fixed != null ? fixed : "workspace." + size);
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
