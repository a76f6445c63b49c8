package dev.normc.compiler.emit;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import dev.normc.compiler.graph.GraphPrinter;
import dev.normc.compiler.graph.Role;
import dev.normc.compiler.graph.Signature;
import dev.normc.compiler.graph.Sizes;
import dev.normc.compiler.graph.Tensor;
import dev.normc.compiler.loop.Buffer;
import dev.normc.compiler.loop.JavaNames;
import dev.normc.compiler.loop.Kernel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tensors that a kernel takes, as parameters of Java methods: in the order of its signature. */
final class KernelParameters {

    /** More arrays than this come in one array of arrays: Java's methods take 255 arguments at most. */
    private static final int MOST_PARAMETERS = 32;

    private final Signature signature;
    private final ScalarType scalar;
    private final List<Buffer> buffers;
    private final Map<Buffer, TensorStorage> storages = new HashMap<>();
    private final Views slices;

    /**
     * The parameters of {@code kernel}.
     *
     * @param storage how those tensors lie in memory that need not be arrays of the number type
     * @param slices whether its methods can take slices of arrays; very many arrays are always whole
     */
    KernelParameters(Signature signature, ScalarType scalar, Kernel kernel, TensorStorage storage, boolean slices) {
        this.signature = signature;
        this.scalar = scalar;
        this.buffers = kernel.buffers().stream()
                .filter(buffer -> buffer.kind() == Buffer.Kind.ARGUMENT)
                .toList();
        for (Buffer buffer : buffers) {
            if (storage.holds(buffer.tensor().orElseThrow(), signature)) {
                storages.put(buffer, storage);
            }
        }
        this.slices = slices && !isPacked()
                ? Views.slices(kernel, buffers, Sizes.of(signature), storages)
                : Views.whole(storages);
    }

    List<Buffer> buffers() {
        return buffers;
    }

    List<Tensor> tensors() {
        return buffers.stream().map(buffer -> buffer.tensor().orElseThrow()).toList();
    }

    /** Whether they come in one array of arrays. */
    boolean isPacked() {
        return buffers.size() > MOST_PARAMETERS;
    }

    /** How the kernel's own methods find them. */
    Views views() {
        return slices.withWholeLines();
    }

    /** How a caller gives slices of them. */
    Views slices() {
        return slices;
    }

    /** Those of which a caller may give slices, and the kernel's own methods take whole arrays. */
    List<Buffer> lines() {
        return buffers.stream().filter(slices::isLine).toList();
    }

    /** Whether {@code buffer} is written for the caller to read. */
    static boolean isResult(Buffer buffer) {
        Role role = buffer.tensor().orElseThrow().role();
        return role == Role.OUTPUT || role == Role.GRADIENT;
    }

    static boolean isState(Buffer buffer) {
        return buffer.tensor().orElseThrow().role() == Role.STATE;
    }

    /** What holds the elements of {@code buffer}. */
    TensorForm form(Buffer buffer) {
        return new TensorForm(slices.storage(buffer), ScalarType.of(buffer, scalar));
    }

    TypeName arrayType(Buffer buffer) {
        return form(buffer).type();
    }

    ParameterSpec array(Buffer buffer) {
        return ParameterSpec.builder(arrayType(buffer), buffer.name()).build();
    }

    /** The arrays alone, or the array of arrays. */
    List<ParameterSpec> whole() {
        return isPacked()
                ? List.of(ParameterSpec.builder(ArrayTypeName.of(ClassName.OBJECT), JavaNames.TENSORS)
                        .build())
                : buffers.stream().map(this::array).toList();
    }

    /** All with the variables of their slices. */
    List<ParameterSpec> sliced() {
        return taken(buffers, slices);
    }

    /** What the kernel's own methods take for those of {@code used} that are parameters. */
    List<ParameterSpec> taken(Collection<Buffer> used) {
        return isPacked() ? whole() : taken(used, views());
    }

    private List<ParameterSpec> taken(Collection<Buffer> used, Views views) {
        List<ParameterSpec> taken = new ArrayList<>();
        for (Buffer buffer : buffers) {
            if (used.contains(buffer)) {
                taken.add(array(buffer));
                views.variables(buffer)
                        .forEach(variable -> taken.add(
                                ParameterSpec.builder(TypeName.INT, variable).build()));
            }
        }
        return taken;
    }

    /** Takes those among {@code used} out of the array of arrays, if they come in one. */
    void unpack(MethodSpec.Builder method, Collection<Buffer> used) {
        for (int i = 0; isPacked() && i < buffers.size(); i++) {
            Buffer buffer = buffers.get(i);
            if (used.contains(buffer)) {
                method.addStatement(
                        "final $1T $2L = ($1T) $3L[$4L]", arrayType(buffer), buffer.name(), JavaNames.TENSORS, i);
            }
        }
    }

    /** Whole arrays as the parameters of a public method. */
    void addWhole(MethodSpec.Builder method) {
        if (isPacked()) {
            method.addParameters(whole());
            method.addJavadoc(
                    "$L",
                    buffers.stream()
                            .map(buffer -> "    " + buffer.name() + ' ' + describe(buffer) + '\n')
                            .collect(Collectors.joining(
                                    "", "@param " + JavaNames.TENSORS + " the arrays, in this order:\n", "")));
        } else {
            buffers.forEach(buffer -> addArray(method, buffer));
        }
    }

    void addArray(MethodSpec.Builder method, Buffer buffer) {
        method.addParameter(array(buffer));
        method.addJavadoc("$L", "@param " + buffer.name() + " " + describe(buffer) + "\n");
    }

    /** {@code input [N, D]}, for the reader. */
    String describe(Buffer buffer) {
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
}
