package dev.normc.compiler.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.normc.compiler.emit.EmittedNorm.Entry;
import dev.normc.compiler.graph.Axis;
import dev.normc.compiler.graph.Signature;
import dev.normc.compiler.graph.Sizes;
import dev.normc.compiler.loop.KernelTarget;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/** Writes the class of a norm. */
public final class Emission {

    private static final String TERMS = """
            . The methods allocate nothing but what they return and may be called from many threads, each
            with a workspace of its own. This file may be used freely, under any terms.
            """;

    private Emission() {}

    /**
     * The class of a norm.
     *
     * @param signature the norm
     * @param formula its program, for the reader
     * @param packageName the package, or empty for the unnamed one
     * @param className the simple name
     * @param scalar the number type
     * @param target what the kernels are written for
     * @param storage how tensors of the caller lie in memory
     * @param overloads whether methods for slices, for states in one object and for new results come with them
     * @param training the kernels of the training mode
     * @param inference those of the inference mode, if the mode makes a difference
     */
    public static EmittedNorm emit(
            Signature signature,
            List<String> formula,
            String packageName,
            String className,
            ScalarType scalar,
            KernelTarget target,
            TensorStorage storage,
            boolean overloads,
            NormKernels training,
            Optional<NormKernels> inference) {
        Functions functions = new Functions(new VectorConstants(target, scalar));
        TypeSpec.Builder type = TypeSpec.classBuilder(className)
                .addModifiers(Modifier.PUBLIC, Modifier.FINAL)
                .addMethod(MethodSpec.constructorBuilder()
                        .addModifiers(Modifier.PRIVATE)
                        .build());
        ClassName self = ClassName.get(packageName, className);
        ModeEmitter trained = new ModeEmitter(
                signature, scalar, functions, self.nestedClass("Workspace"), training, storage, overloads);
        Entry trainingEntry = trained.emit(type, "forward", "backward", inference.isPresent() ? "training" : "");
        Entry inferenceEntry = trainingEntry;
        if (inference.isPresent()) {
            ModeEmitter inferred = new ModeEmitter(
                    signature,
                    scalar,
                    functions,
                    self.nestedClass("InferenceWorkspace"),
                    inference.get(),
                    storage,
                    overloads);
            inferenceEntry = inferred.emit(type, "infer", "inferBackward", "inference");
        }
        if (training.isShared() || inference.filter(NormKernels::isShared).isPresent()) {
            type.addType(RegionEmitter.region());
        }
        if (overloads && !signature.states().isEmpty()) {
            type.addType(new StateEmitter(signature, scalar, functions, self).state());
        }
        functions.called().forEach(type::addMethod);
        List<FieldSpec> vectorConstants = functions.vectorConstants().used();
        vectorConstants.forEach(type::addField);
        type.addJavadoc("$L", documentation(signature, formula, storage, !vectorConstants.isEmpty()));
        JavaFile file = JavaFile.builder(packageName, type.build())
                .skipJavaLangImports(true)
                .indent("    ")
                .build();
        return new EmittedNorm(self.canonicalName(), file.toString(), trainingEntry, inferenceEntry);
    }

    private static String documentation(
            Signature signature, List<String> formula, TensorStorage storage, boolean hasVectors) {
        StringBuilder text = new StringBuilder();
        if (!signature.documentation().isBlank()) {
            text.append(Comments.escaped(signature.documentation().strip())).append("\n\n<p>");
        }
        text.append("Made by normc from\n\n").append(Comments.block(formula));
        text.append("\nTensors are row-major. ").append(sizes(signature)).append(storage(storage));
        if (hasVectors) {
            text.append(".\nNeeds {@code --add-modules ")
                    .append(VectorConstants.PACKAGE)
                    .append("}, to\ncompile and to run");
        }
        return text.append(TERMS).toString();
    }

    /** What tensors are if they are no arrays of numbers. */
    private static String storage(TensorStorage storage) {
        return switch (storage) {
            case ARRAY -> "";
            case BFLOAT16, FLOAT16 ->
                ".\nInputs, outputs and their gradients are numbers of 16 bits (" + storage
                        + ") in {@code short}, computed in float and\nrounded once";
            case BUFFER ->
                ".\nBuffers are used from element 0 to their limit, whatever their position, which stays;"
                        + " two of them\nmust not overlap where one is written";
            case SEGMENT -> ".\nMemory segments need no alignment; two of them must not overlap where one is written";
        };
    }

    /** Which sizes the caller gives, and which the kernels were written for. */
    private static String sizes(Signature signature) {
        List<String> given = Sizes.of(signature).given();
        String open = given.isEmpty() ? "All sizes are fixed" : "Sizes: " + String.join(", ", given);
        return signature.fixed().isEmpty()
                ? open
                : open + ".\nFor "
                        + signature.axes().stream()
                                .map(Axis::name)
                                .filter(signature.fixed()::containsKey)
                                .map(axis -> axis + " = " + signature.fixed().get(axis))
                                .collect(Collectors.joining(", "))
                        + " alone";
    }
}
