package dev.normc.examples.source;

import dev.normc.compiler.graph.Axis;
import dev.normc.compiler.graph.Role;
import dev.normc.compiler.graph.Signature;
import dev.normc.compiler.graph.Signature.Initialised;
import dev.normc.compiler.graph.Sizes;
import dev.normc.compiler.graph.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All that a norm has a name for, as a kernel's parameters may be called. */
final class Vocabulary {

    private final Signature signature;
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();
    private final Map<String, List<String>> axes = new LinkedHashMap<>();

    Vocabulary(Signature signature) {
        this.signature = signature;
        List<Tensor> parameters =
                signature.parameters().stream().map(Initialised::tensor).toList();
        signature.inputs().forEach(this::add);
        signature.data().forEach(data -> add(data.tensor()));
        parameters.forEach(this::add);
        signature.states().forEach(state -> add(state.tensor()));
        signature.outputs().forEach(this::add);
        signature.outputs().forEach(output -> add(of(Role.UPSTREAM, output)));
        signature.inputs().forEach(input -> add(of(Role.GRADIENT, input)));
        parameters.forEach(parameter -> add(of(Role.GRADIENT, parameter)));
        signature.axes().forEach(axis -> axes.put(axis.name(), List.of(axis.name())));
        signature
                .splits()
                .forEach(split -> axes.put(
                        split.whole(), split.parts().stream().map(Axis::name).toList()));
    }

    private void add(Tensor tensor) {
        tensors.putIfAbsent(tensor.label(), tensor);
    }

    private static Tensor of(Role role, Tensor tensor) {
        return new Tensor(role, tensor.name(), tensor.layout());
    }

    String norm() {
        return signature.name();
    }

    /** The tensors, by their labels: {@code x}, {@code dy}, {@code dgamma}. */
    Map<String, Tensor> tensors() {
        return tensors;
    }

    /** The tensor whose label {@code written} means, as in {@link #find}. */
    Optional<Tensor> tensor(String written) {
        return find(written, tensors.keySet()).map(tensors::get);
    }

    /** The axes of the program, with those of the graph that each stands for. */
    Map<String, List<String>> axes() {
        return axes;
    }

    Map<String, Double> constants() {
        return signature.constants();
    }

    /** Whether {@code tensor} has two dimensions or more, as the program writes it. */
    boolean hasRows(Tensor tensor) {
        return Sizes.of(signature).dimensions(tensor).size() >= 2;
    }

    /** The axes whose names one after the other are {@code name}, in any case, as in {@code ND} and {@code n_d}. */
    Optional<List<String>> product(String name) {
        if (name.isEmpty()) {
            return Optional.of(List.of());
        }
        String rest = name.startsWith("_") ? name.substring(1) : name;
        for (Map.Entry<String, List<String>> axis : axes.entrySet()) {
            if (rest.regionMatches(true, 0, axis.getKey(), 0, axis.getKey().length())) {
                Optional<List<String>> others =
                        product(rest.substring(axis.getKey().length()));
                if (others.isPresent()) {
                    List<String> all = new ArrayList<>(axis.getValue());
                    all.addAll(others.get());
                    return Optional.of(all);
                }
            }
        }
        return Optional.empty();
    }

    /**
     * The name among {@code names} that {@code written} means: itself, else the only one that differs in case alone.
     */
    static Optional<String> find(String written, Iterable<String> names) {
        List<String> near = new ArrayList<>();
        for (String name : names) {
            if (name.equals(written)) {
                return Optional.of(name);
            }
            if (name.equalsIgnoreCase(written)) {
                near.add(name);
            }
        }
        return near.size() == 1 ? Optional.of(near.get(0)) : Optional.empty();
    }
}
