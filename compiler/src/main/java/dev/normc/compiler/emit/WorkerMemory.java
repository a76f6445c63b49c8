package dev.normc.compiler.emit;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.normc.compiler.loop.Buffer;
import dev.normc.compiler.loop.Kernel;
import dev.normc.compiler.loop.RowAccess;
import dev.normc.compiler.loop.Statement.Rows;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import javax.lang.model.element.Modifier;

/** Writes what a workspace has besides its memory where several threads may share a call. */
final class WorkerMemory {

    /** The field with the executor. */
    static final String EXECUTOR = "parallel_executor";

    /** The field with a workspace for each thread but the first. */
    static final String WORKERS = "parallel_workers";

    /** The field with the number of elements from which on a loop is shared. */
    private static final String FEWEST = "parallel_fewest";

    /** Fields that one method copies, far below what HotSpot compiles. */
    private static final int FIELDS_IN_A_METHOD = 250;

    private final ClassName workspace;
    private final NormKernels kernels;

    WorkerMemory(ClassName workspace, NormKernels kernels) {
        this.workspace = workspace;
        this.kernels = kernels;
    }

    private Set<String> own() {
        Set<String> own = new HashSet<>();
        for (Kernel kernel : List.of(kernels.forward(), kernels.backward())) {
            for (Rows rows : RowAccess.loops(kernel.body())) {
                RowAccess.own(rows)
                        .forEach(buffer -> own.add(WorkspaceEmitter.field(buffer, kernel == kernels.forward())));
            }
        }
        return own;
    }

    /**
     * Adds fields, the method that takes a pool, and the constructor of what each further thread has.
     *
     * @param sizes the fields with sizes
     * @param memory the fields with arrays
     */
    void addTo(TypeSpec.Builder type, List<String> sizes, Map<String, Buffer> memory, ScalarType scalar) {
        ArrayTypeName workers = ArrayTypeName.of(workspace);
        type.addField(Executor.class, EXECUTOR, Modifier.PRIVATE);
        type.addField(FieldSpec.builder(workers, WORKERS, Modifier.PRIVATE)
                .initializer("new $T[0]", workspace)
                .build());
        type.addField(TypeName.LONG, FEWEST, Modifier.PRIVATE);
        MethodSpec.Builder constructor = MethodSpec.constructorBuilder()
                .addModifiers(Modifier.PRIVATE)
                .addParameter(workspace, "whole")
                .addJavadoc("What a further thread has: all that threads share, and scratch memory of its own.\n");
        sizes.forEach(size -> constructor.addStatement("this.$1L = whole.$1L", size));
        Set<String> own = own();
        List<String> fields = new ArrayList<>(memory.keySet());
        boolean isLong = fields.size() > FIELDS_IN_A_METHOD;
        for (int start = 0; start < fields.size(); start += FIELDS_IN_A_METHOD) {
            String name = "share" + (start / FIELDS_IN_A_METHOD + 1);
            MethodSpec.Builder method = isLong
                    ? MethodSpec.methodBuilder(name)
                            .addModifiers(Modifier.PRIVATE)
                            .addParameter(workspace, "whole")
                    : constructor;
            for (String field : fields.subList(start, Math.min(start + FIELDS_IN_A_METHOD, fields.size()))) {
                if (own.contains(field)) {
                    TypeName element = WorkspaceEmitter.elementType(Objects.requireNonNull(memory.get(field)), scalar);
                    method.addStatement("this.$1L = new $2L[whole.$1L.length]", field, element);
                } else {
                    method.addStatement("this.$1L = whole.$1L", field);
                }
            }
            if (isLong) {
                type.addMethod(method.build());
                constructor.addStatement("$L(whole)", name);
            }
        }
        type.addMethod(constructor.build())
                .addMethod(share())
                .addMethod(isShared())
                .addMethod(unit());
    }

    private MethodSpec share() {
        return MethodSpec.methodBuilder("share")
                .addModifiers(Modifier.PUBLIC)
                .returns(TypeName.VOID)
                .addJavadoc("$L", """
                        Lets several threads share each call with this workspace, which stays in one call at a time. The
                        bits are those of one thread. A call allocates a few objects then. It never waits for a thread
                        of the pool to become free: what no other thread has begun, the calling one does.

                        @param executor runs the other threads' shares; null for none
                        @param threads how many threads, with the calling one
                        @param fewest a loop over fewer elements is left to the calling thread: handing over takes
                            some 10 to 50 microseconds
                        @throws IllegalArgumentException if there is not at least one thread
                        """)
                .addParameter(Executor.class, "executor")
                .addParameter(TypeName.INT, "threads")
                .addParameter(TypeName.LONG, "fewest")
                .beginControlFlow("if (threads < 1)")
                .addStatement(
                        "throw new $T($S + threads)",
                        IllegalArgumentException.class,
                        "threads must be at least 1, given ")
                .endControlFlow()
                .addStatement("final $1T[] workers = new $1T[executor == null ? 0 : threads - 1]", workspace)
                .beginControlFlow("for (int i = 0; i < workers.length; i++)")
                .addStatement("workers[i] = new $T(this)", workspace)
                .endControlFlow()
                .addStatement("this.$L = executor", EXECUTOR)
                .addStatement("this.$L = workers", WORKERS)
                .addStatement("this.$L = fewest", FEWEST)
                .build();
    }

    /** Rows of a piece of a plain loop: some microseconds of work, against which to take a piece is little. */
    private static MethodSpec unit() {
        return MethodSpec.methodBuilder("unit")
                .addModifiers(Modifier.PRIVATE)
                .returns(TypeName.INT)
                .addParameter(TypeName.INT, "rows")
                .addParameter(TypeName.LONG, "elementsOfRow")
                .addComment("32 rows at most, whose numbers share no cache line with others; unless they are too small")
                .addStatement("final long least = Math.min(rows, $L / 8 / elementsOfRow)", FEWEST)
                .addStatement("return (int) Math.max(Math.max(1, least), Math.min(32, rows / 16))")
                .build();
    }

    private static MethodSpec isShared() {
        return MethodSpec.methodBuilder("isShared")
                .addModifiers(Modifier.PRIVATE)
                .returns(TypeName.BOOLEAN)
                .addParameter(TypeName.INT, "rows")
                .addParameter(TypeName.INT, "unit")
                .addParameter(TypeName.LONG, "elementsOfRow")
                .addStatement("return $L.length > 0 && rows > unit && rows * elementsOfRow >= $L", WORKERS, FEWEST)
                .build();
    }
}
