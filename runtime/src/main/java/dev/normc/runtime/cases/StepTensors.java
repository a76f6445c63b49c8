package dev.normc.runtime.cases;

import dev.normc.compiler.graph.Role;
import dev.normc.compiler.graph.Signature;
import dev.normc.compiler.graph.Signature.Initialised;
import dev.normc.compiler.graph.Tensor;
import dev.normc.dsl.diagnostic.DidYouMean;
import dev.normc.runtime.cases.CaseFile.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds a step's tensors in the program by their names, and checks their shapes. */
final class StepTensors {

    private final Signature signature;
    private final Map<String, Integer> sizes;
    private final List<StateMapping> mappings;
    private int step = 1;

    StepTensors(Signature signature, Map<String, Integer> sizes, List<StateMapping> given) {
        this.signature = signature;
        this.sizes = sizes;
        this.mappings = new ArrayList<>(given);
        List<String> states =
                signature.states().stream().map(state -> state.tensor().name()).toList();
        for (StateMapping mapping : given) {
            if (!states.contains(mapping.inProgram())) {
                throw new CaseException(unknown("state", mapping.inProgram(), states));
            }
        }
        for (String state : states) {
            if (mappings.stream().noneMatch(mapping -> mapping.inProgram().equals(state))) {
                mappings.add(new StateMapping(state, 1, state));
            }
        }
        long names = mappings.stream().map(StateMapping::inCase).distinct().count();
        if (names != mappings.size()) {
            throw new CaseException("Two states of " + signature.name() + " have the same name in the case.");
        }
    }

    /** Errors are of step {@code number} from now on. */
    void startStep(int number) {
        step = number;
    }

    int length(Tensor tensor) {
        return Shapes.of(signature, tensor, sizes).stream().reduce(1, (a, b) -> a * b);
    }

    /** What the case calls {@code state}, and in which unit. */
    StateMapping mapping(Tensor state) {
        return mappings.stream()
                .filter(mapping -> mapping.inProgram().equals(state.name()))
                .findFirst()
                .orElseThrow();
    }

    /** Inputs, data and parameters. A case may call an input what the program learns, and the other way round. */
    Map<Tensor, double[]> inputs(Step given) {
        List<Tensor> known = new ArrayList<>(signature.inputs());
        signature.data().forEach(data -> known.add(data.tensor()));
        signature.parameters().forEach(parameter -> known.add(parameter.tensor()));
        Map<Tensor, double[]> found = new LinkedHashMap<>();
        found.putAll(find("input", known, given.inputs()));
        found.putAll(find("parameter", known, given.parameters()));
        for (Tensor tensor : known) {
            if (!found.containsKey(tensor) && !hasStandIn(tensor)) {
                throw error("the " + tensor.role().noun() + " " + tensor + " is missing.");
            }
        }
        return found;
    }

    private boolean hasStandIn(Tensor tensor) {
        return signature.data().stream()
                .anyMatch(data -> data.tensor().equals(tensor) && data.initial().isPresent());
    }

    Map<Tensor, double[]> upstream(Map<String, CaseTensor> given) {
        List<Tensor> known = signature.outputs().stream()
                .map(output -> new Tensor(Role.UPSTREAM, output.name(), output.layout()))
                .toList();
        if (given.isEmpty()) {
            throw error("upstream names no output; leave it out for a step without a backward.");
        }
        return find("output", known, given);
    }

    /** The states that a step sets, in the program's unit. */
    Map<Tensor, double[]> states(Map<String, CaseTensor> before) {
        Map<Tensor, double[]> found = new LinkedHashMap<>();
        before.forEach((name, given) -> {
            StateMapping mapping = mappings.stream()
                    .filter(candidate -> candidate.inCase().equals(name))
                    .findFirst()
                    .orElseThrow(() -> unknownState(name));
            Tensor state = signature.states().stream()
                    .map(Initialised::tensor)
                    .filter(tensor -> tensor.name().equals(mapping.inProgram()))
                    .findFirst()
                    .orElseThrow();
            double[] values = checked(state, given).data();
            found.put(
                    state,
                    Arrays.stream(values).map(value -> value / mapping.factor()).toArray());
        });
        return found;
    }

    private CaseException unknownState(String name) {
        List<String> states = mappings.stream().map(StateMapping::inCase).toList();
        String hint = states.isEmpty()
                ? ""
                : " If the program calls it otherwise, say how with --state " + name + "=FACTOR*STATE.";
        return error(unknown("state", name, states) + hint);
    }

    private Map<Tensor, double[]> find(String noun, List<Tensor> known, Map<String, CaseTensor> given) {
        List<String> names = known.stream().map(Tensor::name).toList();
        Map<Tensor, double[]> found = new LinkedHashMap<>();
        given.forEach((name, values) -> {
            if (!names.contains(name)) {
                throw error(unknown(noun, name, names));
            }
            Tensor tensor = known.get(names.indexOf(name));
            found.put(tensor, checked(tensor, values).data());
        });
        return found;
    }

    private CaseTensor checked(Tensor tensor, CaseTensor given) {
        List<Integer> shape = Shapes.of(signature, tensor, sizes);
        if (!given.hasShape(shape)) {
            throw error(tensor.role().noun() + " " + tensor + " needs the shape " + shape + ", given " + given.shape()
                    + ".");
        }
        return given;
    }

    /** A result in the shape in which the case expects it. */
    CaseTensor result(String name, Tensor tensor, double[] values, Optional<Map<String, CaseTensor>> expected) {
        List<Integer> shape = Shapes.of(signature, tensor, sizes);
        Optional<CaseTensor> wanted = expected.flatMap(tensors -> Optional.ofNullable(tensors.get(name)));
        if (wanted.isPresent() && !wanted.get().hasShape(shape)) {
            throw error("the case expects " + tensor + " in the shape "
                    + wanted.get().shape() + ", but it has the shape " + shape + ".");
        }
        return new CaseTensor(wanted.map(CaseTensor::shape).orElse(shape), values);
    }

    private CaseException error(String sentence) {
        return new CaseException("Step " + step + " of the case: " + sentence);
    }

    private String unknown(String noun, String name, List<String> known) {
        String hint = DidYouMean.nearest(name, known)
                .map(meant -> "did you mean " + meant + "?")
                .orElseGet(() -> known.isEmpty() ? "it has none." : "it has " + String.join(", ", known) + ".");
        return signature.name() + " has no " + noun + " " + name + "; " + hint;
    }

    /** Makes sure that all that the case expects of a step is computed. */
    void requireAll(Step expected, Step computed) {
        require("output", expected.outputs(), computed.outputs());
        require("gradient of", expected.gradients(), computed.gradients());
        require("state", expected.statesAfter(), computed.statesAfter());
    }

    private void require(
            String noun, Optional<Map<String, CaseTensor>> expected, Optional<Map<String, CaseTensor>> computed) {
        List<String> known =
                computed.map(tensors -> List.copyOf(tensors.keySet())).orElse(List.of());
        for (String name : expected.orElse(Map.of()).keySet()) {
            if (computed.isPresent() && !known.contains(name)) {
                throw error(unknown(noun, name, known));
            }
        }
    }
}
