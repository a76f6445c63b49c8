package dev.normc.compiler.emit;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.normc.compiler.graph.Role;
import dev.normc.compiler.loop.Buffer;
import dev.normc.compiler.loop.Extent;
import dev.normc.compiler.loop.JavaNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/**
 * Writes the public methods of a kernel beside the one that takes whole arrays: for slices of arrays, with the states
 * in one object, and with results that it allocates. All end in one private method, which checks nothing.
 */
final class Overloads {

    /** What the name of the private method ends in. */
    static final String UNCHECKED = "Unchecked";

    /** Checks of slices in one method: a check is some 60 bytes of code, and HotSpot compiles 8,000. */
    private static final int MOST_CHECKS = 100;

    private static final String STATE = "state";

    private final ScalarType scalar;
    private final Functions functions;
    private final ClassName workspace;
    private final String name;
    private final KernelParameters parameters;
    private final ArgumentChecks checks;

    Overloads(
            ScalarType scalar,
            Functions functions,
            ClassName workspace,
            String name,
            KernelParameters parameters,
            ArgumentChecks checks) {
        this.scalar = scalar;
        this.functions = functions;
        this.workspace = workspace;
        this.name = name;
        this.parameters = parameters;
        this.checks = checks;
    }

    /** The name of the method that checks nothing. */
    String unchecked() {
        return name + UNCHECKED;
    }

    /** The call of the method that checks nothing, on whole arrays. */
    CodeBlock callOnWhole(ExpressionRenderer expressions) {
        List<String> arguments = new ArrayList<>();
        for (Buffer buffer : parameters.buffers()) {
            arguments.add(buffer.name());
            parameters.views().of(buffer).ifPresent(slice -> {
                List<Extent> extents = buffer.extents();
                arguments.add("0");
                if (slice.stride().isPresent()) {
                    arguments.add(expressions.length(extents.subList(slice.outer(), extents.size())));
                }
            });
        }
        arguments.add(JavaNames.WORKSPACE);
        return CodeBlock.builder()
                .addStatement("$L($L)", unchecked(), String.join(", ", arguments))
                .build();
    }

    /** The methods, the public ones first. */
    List<MethodSpec> methods(MethodEmitter emitter) {
        List<MethodSpec> methods = new ArrayList<>(onSlices(emitter));
        if (parameters.buffers().stream().anyMatch(KernelParameters::isState)) {
            methods.add(withState());
        }
        if (canAllocate()) {
            methods.add(allocating(emitter));
        }
        return methods;
    }

    private MethodSpec.Builder publicMethod(String... documentation) {
        return MethodSpec.methodBuilder(name)
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .addJavadoc("$L", String.join("\n", documentation) + "\n\n");
    }

    private String reference() {
        String types = parameters.buffers().stream()
                .map(buffer -> simple(parameters.arrayType(buffer)))
                .collect(Collectors.joining(", "));
        return "#" + name + "(" + types + ", " + workspace.simpleName() + ")";
    }

    private static String simple(TypeName type) {
        return type instanceof ClassName name ? name.simpleName() : type.toString();
    }

    private List<MethodSpec> onSlices(MethodEmitter emitter) {
        MethodSpec.Builder method = publicMethod(
                "The same on slices of arrays. A tensor begins at its offset; its rows, along its first axis, begin a",
                "stride apart and are contiguous; one of a single axis has no stride. See",
                "{@link " + reference() + "}.");
        for (Buffer buffer : parameters.buffers()) {
            parameters.addArray(method, buffer);
            Views.Slice slice = parameters.slices().of(buffer).orElseThrow();
            method.addParameter(TypeName.INT, slice.offset())
                    .addJavadoc("@param $L the index of its first element\n", slice.offset());
            slice.stride()
                    .ifPresent(stride -> method.addParameter(TypeName.INT, stride)
                            .addJavadoc("@param $L the elements from one of its rows to the next\n", stride));
        }
        addWorkspace(method).addJavadoc("$L", """
                        @throws IllegalArgumentException if an array is missing, a slice does not lie in it, or one that
                            is written overlaps itself or another, other than where it may be the same
                        """);
        ExpressionRenderer expressions = new ExpressionRenderer(scalar, functions, parameters.slices());
        List<CodeBlock> all = checks.slices(expressions);
        CodeBlock before = copies(expressions, true);
        CodeBlock after = copies(expressions, false);
        List<MethodSpec> methods = new ArrayList<>();
        emitter.addSizes(method, expressions.sizes());
        if (all.size() <= MOST_CHECKS) {
            all.forEach(method::addCode);
        } else {
            List<ParameterSpec> taken = parameters.sliced();
            for (int from = 0; from < all.size(); from += MOST_CHECKS) {
                String called = name + "Slices" + (methods.size() + 1);
                MethodSpec.Builder apart = emitter.privateMethod(called, taken, List.of());
                emitter.addSizes(apart, expressions.sizes());
                all.subList(from, Math.min(all.size(), from + MOST_CHECKS)).forEach(apart::addCode);
                methods.add(apart.build());
                method.addStatement("$L($L)", called, MethodEmitter.arguments(taken, List.of()));
            }
        }
        method.addCode(before)
                .addStatement("$L($L)", unchecked(), argumentsOfSlices())
                .addCode(after);
        methods.add(0, method.build());
        return methods;
    }

    /** Lines in the place of their slices, everything else as it came. */
    private String argumentsOfSlices() {
        List<String> arguments = new ArrayList<>();
        for (Buffer buffer : parameters.buffers()) {
            if (parameters.lines().contains(buffer)) {
                arguments.add(line(buffer));
            } else {
                arguments.add(buffer.name());
                arguments.addAll(parameters.views().variables(buffer));
            }
        }
        arguments.add(JavaNames.WORKSPACE);
        return String.join(", ", arguments);
    }

    /** The variable that holds a whole array for a slice of one dimension. */
    private static String line(Buffer buffer) {
        return buffer.name() + "$";
    }

    /** Lines that do not begin where their array does go through memory of the workspace. */
    private CodeBlock copies(ExpressionRenderer expressions, boolean before) {
        CodeBlock.Builder code = CodeBlock.builder();
        for (Buffer buffer : parameters.lines()) {
            ExpressionRenderer.Rows rows = expressions.rows(buffer);
            String copied = before
                    ? String.join(", ", buffer.name(), rows.offset(), line(buffer), "0", rows.length())
                    : String.join(", ", line(buffer), "0", buffer.name(), rows.offset(), rows.length());
            if (before) {
                code.addStatement(
                        "final $T $L = $L == 0 ? $L : workspace.$L",
                        parameters.arrayType(buffer),
                        line(buffer),
                        rows.offset(),
                        buffer.name(),
                        WorkspaceEmitter.line(buffer));
            }
            if (before ? !KernelParameters.isResult(buffer) : checks.isWritten(buffer)) {
                code.beginControlFlow("if ($L != 0)", rows.offset())
                        .addStatement("System.arraycopy($L)", copied)
                        .endControlFlow();
            }
        }
        return code.build();
    }

    private MethodSpec.Builder addWorkspace(MethodSpec.Builder method) {
        return method.addParameter(workspace, JavaNames.WORKSPACE).addJavadoc("@param workspace sizes and memory\n");
    }

    /** The states in one object, in the place of the first of them. */
    private MethodSpec withState() {
        MethodSpec.Builder method =
                publicMethod("The same with the states in one object. See", "{@link " + reference() + "}.");
        List<String> arguments = new ArrayList<>();
        boolean known = false;
        for (Buffer buffer : parameters.buffers()) {
            if (!KernelParameters.isState(buffer)) {
                parameters.addArray(method, buffer);
                arguments.add(buffer.name());
                continue;
            }
            if (!known) {
                addState(method);
                known = true;
            }
            arguments.add(
                    stateVariable() + "." + StateEmitter.field(buffer.tensor().orElseThrow()));
        }
        arguments.add(JavaNames.WORKSPACE);
        return addWorkspace(method)
                .addStatement("$L($L)", name, String.join(", ", arguments))
                .build();
    }

    private void addState(MethodSpec.Builder method) {
        method.addParameter(workspace.enclosingClassName().nestedClass(StateEmitter.NAME), stateVariable())
                .addJavadoc("@param $L the states\n", stateVariable());
    }

    private String stateVariable() {
        return free(STATE);
    }

    private String free(String wanted) {
        boolean taken =
                parameters.buffers().stream().anyMatch(buffer -> buffer.name().equals(wanted));
        return taken ? wanted + "$" : wanted;
    }

    private List<Buffer> results() {
        return parameters.buffers().stream().filter(KernelParameters::isResult).toList();
    }

    /** Memory off the heap is the caller's to get and to free. */
    private boolean canAllocate() {
        return !results().isEmpty()
                && results().stream()
                        .noneMatch(result -> switch (parameters.form(result).storage()) {
                            case BUFFER, SEGMENT -> true;
                            case ARRAY, BFLOAT16, FLOAT16 -> false;
                        });
    }

    /** Results in new arrays. */
    private MethodSpec allocating(MethodEmitter emitter) {
        List<Buffer> results = results();
        MethodSpec.Builder method = publicMethod("The same into new arrays. See", "{@link " + reference() + "}.");
        List<String> arguments = new ArrayList<>();
        boolean known = false;
        for (Buffer buffer : parameters.buffers()) {
            if (!KernelParameters.isState(buffer)) {
                if (!results.contains(buffer)) {
                    parameters.addArray(method, buffer);
                }
                arguments.add(buffer.name());
            } else if (!known) {
                addState(method);
                arguments.add(stateVariable());
                known = true;
            }
        }
        arguments.add(JavaNames.WORKSPACE);
        addWorkspace(method).addJavadoc("@return $L\n", resultNames(results));
        ExpressionRenderer expressions = new ExpressionRenderer(scalar, functions);
        CodeBlock.Builder code = CodeBlock.builder();
        for (Buffer result : results) {
            TypeName element = ((ArrayTypeName) parameters.arrayType(result)).componentType();
            code.addStatement(
                    "final $1T[] $2L = new $1T[$3L]", element, result.name(), expressions.length(result.extents()));
        }
        emitter.addSizes(method, expressions.sizes());
        method.addCode(code.build()).addStatement("$L($L)", name, String.join(", ", arguments));
        if (results.size() == 1) {
            return method.returns(parameters.arrayType(results.get(0)))
                    .addStatement("return $L", results.get(0).name())
                    .build();
        }
        return method.returns(holder())
                .addStatement("return new $T($L)", holder(), resultNames(results))
                .build();
    }

    private static String resultNames(List<Buffer> results) {
        return results.stream().map(Buffer::name).collect(Collectors.joining(", "));
    }

    /** The class that holds several results: {@code Outputs}, {@code Gradients}, {@code InferenceGradients}. */
    private ClassName holder() {
        String mode = workspace.simpleName().replace("Workspace", "");
        boolean gradients = results().get(0).tensor().orElseThrow().role() == Role.GRADIENT;
        return workspace.enclosingClassName().nestedClass(mode + (gradients ? "Gradients" : "Outputs"));
    }

    /** The class of several results, where there are several. */
    Optional<TypeSpec> resultClass() {
        List<Buffer> results = results();
        if (results.size() < 2 || !canAllocate()) {
            return Optional.empty();
        }
        TypeSpec.Builder type = TypeSpec.classBuilder(holder())
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                .addJavadoc("What {@code $L} computes.\n", name);
        MethodSpec.Builder constructor = MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE);
        for (Buffer result : results) {
            type.addField(
                    FieldSpec.builder(parameters.arrayType(result), result.name(), Modifier.PUBLIC, Modifier.FINAL)
                            .addJavadoc("$L", parameters.describe(result) + "\n")
                            .build());
            constructor.addParameter(parameters.array(result)).addStatement("this.$1L = $1L", result.name());
        }
        return Optional.of(type.addMethod(constructor.build()).build());
    }
}
