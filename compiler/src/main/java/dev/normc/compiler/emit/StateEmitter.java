package dev.normc.compiler.emit;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.normc.compiler.graph.GraphPrinter;
import dev.normc.compiler.graph.Signature;
import dev.normc.compiler.graph.Signature.Initialised;
import dev.normc.compiler.graph.Tensor;
import dev.normc.compiler.loop.Expression;
import dev.normc.compiler.loop.JavaNames;
import dev.normc.compiler.loop.Statement;
import dev.normc.compiler.loop.UniformLets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/** Writes the class that holds the states of a norm, and the method of a workspace that makes the first one. */
final class StateEmitter {

    /** The simple name of the class. */
    static final String NAME = "State";

    private final Signature signature;
    private final ScalarType scalar;
    private final Functions functions;
    private final ClassName type;

    StateEmitter(Signature signature, ScalarType scalar, Functions functions, ClassName norm) {
        this.signature = signature;
        this.scalar = scalar;
        this.functions = functions;
        this.type = norm.nestedClass(NAME);
    }

    /** The field that holds {@code state}. */
    static String field(Tensor state) {
        return JavaNames.variable(state.label());
    }

    private TypeName element(Tensor state) {
        return state.isCounter() ? TypeName.DOUBLE : scalar.javaType();
    }

    private List<Tensor> states() {
        return signature.states().stream().map(Initialised::tensor).toList();
    }

    TypeSpec state() {
        TypeSpec.Builder state = TypeSpec.classBuilder(type)
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                .addJavadoc("What lives on from step to step; a checkpoint holds it beside the parameters. A workspace"
                        + " makes the\nfirst one.\n");
        MethodSpec.Builder constructor = MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE);
        for (Initialised initialised : signature.states()) {
            Tensor tensor = initialised.tensor();
            TypeName array = ArrayTypeName.of(element(tensor));
            state.addField(FieldSpec.builder(array, field(tensor), Modifier.PUBLIC, Modifier.FINAL)
                    .addJavadoc("$L", description(initialised) + "\n")
                    .build());
            constructor.addParameter(array, field(tensor)).addStatement("this.$1L = $1L", field(tensor));
        }
        return state.addMethod(constructor.build())
                .addMethod(save())
                .addMethod(restore())
                .build();
    }

    private static String description(Initialised initialised) {
        List<?> layout = initialised.tensor().layout();
        return (layout.isEmpty() ? "One number" : layout.toString())
                + initialised
                        .initial()
                        .map(value -> "; at first " + GraphPrinter.expression(value))
                        .orElse("");
    }

    private String total() {
        return states().stream()
                .map(state -> "this." + field(state) + ".length")
                .collect(Collectors.joining(" + "));
    }

    private String names() {
        return states().stream().map(StateEmitter::field).collect(Collectors.joining(", "));
    }

    private MethodSpec save() {
        MethodSpec.Builder method = MethodSpec.methodBuilder("save")
                .addModifiers(Modifier.PUBLIC)
                .returns(ArrayTypeName.of(TypeName.DOUBLE))
                .addJavadoc("All numbers in one new array, exactly: $L.\n\n@return the numbers\n", names())
                .addStatement("final double[] saved = new double[$L]", total())
                .addStatement("int next = 0");
        for (Tensor state : states()) {
            method.beginControlFlow("for (int i = 0; i < this.$L.length; i++)", field(state))
                    .addStatement("saved[next++] = this.$L[i]", field(state))
                    .endControlFlow();
        }
        return method.addStatement("return saved").build();
    }

    private MethodSpec restore() {
        MethodSpec.Builder method = MethodSpec.methodBuilder("restore")
                .addModifiers(Modifier.PUBLIC)
                .addParameter(ArrayTypeName.of(TypeName.DOUBLE), "saved")
                .addJavadoc("$L", """
                        Takes back what {@code save} gave.

                        @param saved the numbers
                        @throws IllegalArgumentException if there are not as many as here; nothing changes then
                        """)
                .addStatement("final int expected = $L", total())
                .beginControlFlow("if (saved == null || saved.length != expected)")
                .addStatement(
                        "throw new $T($S + expected + $S + (saved == null ? $S : $S + saved.length))",
                        IllegalArgumentException.class,
                        "saved: expected an array of ",
                        " elements, given ",
                        "null",
                        "one of ")
                .endControlFlow()
                .addStatement("int next = 0");
        for (Tensor state : states()) {
            String cast = element(state).equals(TypeName.DOUBLE) ? "" : "(" + element(state) + ") ";
            method.beginControlFlow("for (int i = 0; i < this.$L.length; i++)", field(state))
                    .addStatement("this.$L[i] = $Lsaved[next++]", field(state), cast)
                    .endControlFlow();
        }
        return method.build();
    }

    /** The method of a workspace, whose sizes the states have. */
    MethodSpec newState(StatementRenderer statements, ExpressionRenderer expressions) {
        MethodSpec.Builder method = MethodSpec.methodBuilder("newState")
                .addModifiers(Modifier.PUBLIC)
                .returns(type)
                .addJavadoc("States for these sizes, as they are before the first step.\n\n@return new states\n");
        List<String> arrays = new ArrayList<>();
        for (Initialised initialised : signature.states()) {
            Tensor tensor = initialised.tensor();
            String array = field(tensor) + "$";
            method.addStatement("final $1T[] $2L = new $1T[$3L]", element(tensor), array, length(tensor));
            initialised.initial().ifPresent(initial -> {
                List<Statement> lets = new ArrayList<>();
                Expression value = new UniformLets(lets, () -> array + (lets.size() + 1)).of(initial);
                CodeBlock before = statements.render(lets);
                method.addCode(before);
                String cast = element(tensor).equals(TypeName.DOUBLE) ? "" : "(" + element(tensor) + ") ";
                method.addStatement("$T.fill($L, $L($L))", Arrays.class, array, cast, expressions.render(value));
            });
            arrays.add(array);
        }
        return method.addStatement("return new $T($L)", type, String.join(", ", arrays))
                .build();
    }

    private String length(Tensor state) {
        if (state.layout().isEmpty()) {
            return "1";
        }
        functions.border().length();
        return state.layout().stream()
                .map(JavaNames::size)
                .collect(Collectors.joining(", ", "length(\"" + field(state) + "\", ", ")"));
    }
}
