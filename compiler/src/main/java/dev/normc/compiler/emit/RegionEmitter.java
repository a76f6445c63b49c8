package dev.normc.compiler.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.lang.model.element.Modifier;

/**
 * Writes the classes by which several threads share a loop over rows: one that hands out the pieces, and one for each
 * loop that knows its arrays.
 */
final class RegionEmitter {

    /** The simple name of the class that hands out pieces. */
    static final String NAME = "Region";

    /** How often a thread that waits for the last pieces looks before it sleeps: some tens of microseconds. */
    private static final int LOOKS = 2_000;

    /** A sleeper is woken by who ends the last piece; this bounds its sleep all the same. */
    private static final int SLEEP_IN_NANOSECONDS = 1_000_000;

    private RegionEmitter() {}

    /** The class that hands out pieces, the same for all loops. */
    static TypeSpec region() {
        return TypeSpec.classBuilder(NAME)
                .addModifiers(Modifier.PRIVATE, Modifier.ABSTRACT, Modifier.STATIC)
                .addSuperinterface(Runnable.class)
                .addJavadoc("$L", """
                        Rows in pieces, taken by the calling thread and by others as they come. One that comes
                        late finds none left and touches nothing. The caller waits for pieces that others have
                        begun, never for a thread.
                        """)
                .addField(field(TypeName.INT, "rows"))
                .addField(field(TypeName.INT, "unit"))
                .addField(field(TypeName.INT, "pieces"))
                .addField(field(ClassName.get(Thread.class), "caller", "$T.currentThread()", Thread.class))
                .addField(counter("threads"))
                .addField(counter("begun"))
                .addField(counter("ended"))
                .addField(TypeName.BOOLEAN, "isWaiting", Modifier.PRIVATE, Modifier.VOLATILE)
                .addField(ClassName.get(Throwable.class), "failure", Modifier.PRIVATE, Modifier.VOLATILE)
                .addMethod(constructor())
                .addMethod(MethodSpec.methodBuilder("piece")
                        .addModifiers(Modifier.ABSTRACT)
                        .addParameters(range())
                        .build())
                .addMethod(share())
                .addMethod(MethodSpec.methodBuilder("run")
                        .addModifiers(Modifier.PUBLIC, Modifier.FINAL)
                        .addStatement("work(threads.incrementAndGet())")
                        .build())
                .addMethod(work())
                .addMethod(await())
                .build();
    }

    private static FieldSpec field(TypeName type, String name) {
        return FieldSpec.builder(type, name, Modifier.PRIVATE, Modifier.FINAL).build();
    }

    private static FieldSpec field(TypeName type, String name, String initial, Object argument) {
        return field(type, name).toBuilder().initializer(initial, argument).build();
    }

    private static FieldSpec counter(String name) {
        return field(ClassName.get(AtomicInteger.class), name, "new $T()", AtomicInteger.class);
    }

    private static List<ParameterSpec> range() {
        return List.of(
                ParameterSpec.builder(TypeName.INT, "from").build(),
                ParameterSpec.builder(TypeName.INT, "to").build(),
                ParameterSpec.builder(TypeName.INT, "thread").build());
    }

    private static MethodSpec constructor() {
        return MethodSpec.constructorBuilder()
                .addParameter(TypeName.INT, "rows")
                .addParameter(TypeName.INT, "unit")
                .addStatement("this.rows = rows")
                .addStatement("this.unit = unit")
                .addStatement("this.pieces = (rows - 1) / unit + 1")
                .build();
    }

    private static MethodSpec share() {
        return MethodSpec.methodBuilder("share")
                .addModifiers(Modifier.FINAL)
                .addParameter(Executor.class, "executor")
                .addParameter(TypeName.INT, "others")
                .beginControlFlow("try")
                .beginControlFlow("for (int i = 0; i < others && i < pieces - 1; i++)")
                .addStatement("executor.execute(this)")
                .endControlFlow()
                .nextControlFlow("catch ($T e)", RejectedExecutionException.class)
                .addComment("the pool takes no more: the pieces are for those who are here")
                .nextControlFlow("catch ($T e)", Throwable.class)
                .addStatement("failure = e")
                .endControlFlow()
                .addStatement("work(0)")
                .addStatement("await()")
                .addStatement("final $T thrown = failure", Throwable.class)
                .beginControlFlow("if (thrown instanceof $T)", RuntimeException.class)
                .addStatement("throw ($T) thrown", RuntimeException.class)
                .endControlFlow()
                .beginControlFlow("if (thrown instanceof $T)", Error.class)
                .addStatement("throw ($T) thrown", Error.class)
                .endControlFlow()
                .build();
    }

    private static MethodSpec work() {
        return MethodSpec.methodBuilder("work")
                .addModifiers(Modifier.PRIVATE)
                .addParameter(TypeName.INT, "thread")
                .addStatement("int next = begun.getAndIncrement()")
                .beginControlFlow("while (next < pieces)")
                .beginControlFlow("try")
                .beginControlFlow("if (failure == null)")
                .addStatement("final int from = next * unit")
                .addStatement("piece(from, from + $T.min(unit, rows - from), thread)", Math.class)
                .endControlFlow()
                .nextControlFlow("catch ($T e)", Throwable.class)
                .addStatement("failure = e")
                .endControlFlow()
                .beginControlFlow("if (ended.incrementAndGet() == pieces && isWaiting)")
                .addStatement("$T.unpark(caller)", LockSupport.class)
                .endControlFlow()
                .addStatement("next = begun.getAndIncrement()")
                .endControlFlow()
                .build();
    }

    private static MethodSpec await() {
        return MethodSpec.methodBuilder("await")
                .addModifiers(Modifier.PRIVATE)
                .beginControlFlow("for (int looks = 0; ended.get() < pieces; looks++)")
                .beginControlFlow("if (looks < $L)", LOOKS)
                .addStatement("$T.onSpinWait()", Thread.class)
                .nextControlFlow("else")
                .addStatement("isWaiting = true")
                .beginControlFlow("if (ended.get() < pieces)")
                .addStatement("$T.parkNanos(this, $L)", LockSupport.class, SLEEP_IN_NANOSECONDS)
                .addStatement("$T.yield()", Thread.class)
                .endControlFlow()
                .endControlFlow()
                .endControlFlow()
                .build();
    }

    /**
     * The class of one loop.
     *
     * @param name its simple name
     * @param method the method that runs a piece
     * @param parameters what that method is given behind the range, the workspace last
     * @param workspace the workspace
     */
    static TypeSpec of(String name, String method, List<ParameterSpec> parameters, ClassName workspace) {
        MethodSpec.Builder constructor = MethodSpec.constructorBuilder()
                .addParameter(TypeName.INT, "rows$")
                .addParameter(TypeName.INT, "unit$")
                .addStatement("super(rows$$, unit$$)");
        TypeSpec.Builder type = TypeSpec.classBuilder(name)
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                .superclass(workspace.enclosingClassName().nestedClass(NAME));
        CodeBlock.Builder call = CodeBlock.builder().add("$L(from, to", method);
        for (ParameterSpec parameter : parameters) {
            type.addField(parameter.type(), parameter.name(), Modifier.PRIVATE, Modifier.FINAL);
            constructor.addParameter(parameter).addStatement("this.$1N = $1N", parameter);
            if (parameter.type().equals(workspace)) {
                call.add(", thread == 0 ? this.$1N : this.$1N.$2L[thread - 1]", parameter, WorkerMemory.WORKERS);
            } else {
                call.add(", this.$N", parameter);
            }
        }
        return type.addMethod(constructor.build())
                .addMethod(MethodSpec.methodBuilder("piece")
                        .addAnnotation(Override.class)
                        .addParameters(range())
                        .addStatement(call.add(")").build())
                        .build())
                .build();
    }
}
