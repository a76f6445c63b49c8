package dev.normc.cli.bundle;

import dev.normc.compiler.emit.EmittedNorm;
import dev.normc.compiler.emit.ScalarType;
import dev.normc.compiler.graph.Role;
import dev.normc.compiler.graph.Tensor;
import dev.normc.compiler.loop.JavaNames;
import dev.normc.runtime.CompiledNorm;
import dev.normc.runtime.Mode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The tensors of one mode as fields of a class, and the calls of the kernels on them. */
final class Fields {

    /** What else the methods of such a class name. */
    private static final Set<String> TAKEN = Set.of("workspace", "step", "terms", "at", "i", "random", "this");

    private final CompiledNorm norm;
    private final EmittedNorm.Entry entry;
    private final Map<Tensor, String> names = new LinkedHashMap<>();

    Fields(CompiledNorm norm, Mode mode) {
        this.norm = norm;
        this.entry = norm.compilation().emitted().entry(mode == Mode.TRAINING);
        Set<String> taken = new LinkedHashSet<>(TAKEN);
        sizes().forEach(taken::add);
        Set<Tensor> all = new LinkedHashSet<>(entry.forward().parameters());
        all.addAll(entry.backward().parameters());
        for (Tensor tensor : all) {
            String name = JavaNames.variable(tensor.label());
            while (!taken.add(name)) {
                name += "_";
            }
            names.put(tensor, name);
        }
    }

    List<Tensor> tensors() {
        return List.copyOf(names.keySet());
    }

    List<Tensor> of(Role... roles) {
        return tensors().stream()
                .filter(tensor -> List.of(roles).contains(tensor.role()))
                .toList();
    }

    String name(Tensor tensor) {
        return Objects.requireNonNull(names.get(tensor));
    }

    /** {@code float} or {@code double}. */
    String type(Tensor tensor) {
        return norm.type(tensor) == ScalarType.FLOAT ? "float" : "double";
    }

    /** The variables of the sizes that a workspace takes. */
    List<String> sizes() {
        return entry.axes().stream().map(JavaNames::size).toList();
    }

    /** {@code 3, 7}: what the constructor of a step takes for these sizes. */
    String sizes(Map<String, Integer> given) {
        return entry.axes().stream()
                .map(axis -> String.valueOf(given.get(axis)))
                .collect(Collectors.joining(", "));
    }

    String newWorkspace(String className) {
        String type = className + "." + entry.workspace();
        return type + " workspace = new " + type + "(" + String.join(", ", sizes()) + ");";
    }

    String forward(String className, Function<Tensor, String> argument) {
        return call(className, entry.forward(), argument);
    }

    String backward(String className) {
        return call(className, entry.backward(), this::name);
    }

    private static String call(String className, EmittedNorm.Method method, Function<Tensor, String> argument) {
        return className + "." + method.name() + "("
                + method.parameters().stream().map(argument).collect(Collectors.joining(", ")) + ", workspace);";
    }
}
