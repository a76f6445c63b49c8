package dev.normc.examples.transformer;

import dev.normc.compiler.graph.Axis;
import dev.normc.compiler.graph.Signature;
import dev.normc.compiler.graph.Signature.Initialised;
import dev.normc.compiler.graph.Sizes;
import dev.normc.compiler.graph.Sizes.Dimension;
import dev.normc.compiler.graph.SplitAxis;
import dev.normc.compiler.graph.Tensor;
import dev.normc.examples.text.Objective;
import dev.normc.runtime.CompiledNorm;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How a norm is used on tokens, found out by asking its signature.
 *
 * @param input its only input
 * @param output its first output with the axes of the input
 * @param places what each dimension of the input is, by its name in the program
 */
record NormFit(CompiledNorm norm, Tensor input, Tensor output, Map<String, Place> places) {

    /** What a dimension of a norm's input is to a model. */
    enum Place {
        TOKENS,
        SEQUENCES,
        POSITIONS,
        FEATURES
    }

    /**
     * Finds out how.
     *
     * @throws UnusableNormException if there is no way
     */
    static NormFit of(CompiledNorm norm) {
        Signature signature = norm.signature();
        Tensor input = onlyInput(signature);
        Map<String, Place> places = places(signature, input);
        Set<Axis> tokens = tokenAxes(signature, input, places);
        for (Initialised parameter : signature.parameters()) {
            requireWithout(tokens, signature, parameter.tensor(), "what is learned");
        }
        for (Initialised state : signature.states()) {
            requireWithout(tokens, signature, state.tensor(), "what is kept");
        }
        for (Initialised data : signature.data()) {
            if (data.initial().isEmpty()) {
                throw new UnusableNormException(
                        signature.name() + " needs the data " + written(signature, data.tensor())
                                + ", and a Transformer has none to give; a stand-in makes it optional.");
            }
        }
        requireKnownSizes(signature, places);
        Tensor output = signature.outputs().stream()
                .filter(candidate -> candidate.layout().equals(input.layout()))
                .findFirst()
                .orElseThrow(() -> new UnusableNormException(signature.name() + " returns nothing with the axes of its"
                        + " input " + written(signature, input) + ", which the next layer would take."));
        return new NormFit(norm, input, output, places);
    }

    private static Tensor onlyInput(Signature signature) {
        List<Tensor> inputs = signature.inputs();
        if (inputs.size() != 1) {
            throw new UnusableNormException(signature.name() + " takes " + inputs.size() + " inputs, "
                    + inputs.stream().map(one -> written(signature, one)).collect(Collectors.joining(", "))
                    + "; the norms of a Transformer take one.");
        }
        return inputs.get(0);
    }

    /** The tensor as the program writes it: {@code x[N, C]}, where C may be split. */
    private static String written(Signature signature, Tensor tensor) {
        return Sizes.of(signature).dimensions(tensor).stream()
                .map(Dimension::name)
                .collect(Collectors.joining(", ", tensor.name() + "[", "]"));
    }

    private static Map<String, Place> places(Signature signature, Tensor input) {
        List<Dimension> dimensions = Sizes.of(signature).dimensions(input);
        List<Place> meaning = switch (dimensions.size()) {
            case 2 -> List.of(Place.TOKENS, Place.FEATURES);
            case 3 -> List.of(Place.SEQUENCES, Place.POSITIONS, Place.FEATURES);
            default ->
                throw new UnusableNormException(signature.name() + " takes " + written(signature, input)
                        + "; the norms of a"
                        + " Transformer take two axes, (tokens, features), or three, (sequences, positions,"
                        + " features).");
        };
        Map<String, Place> places = new LinkedHashMap<>();
        for (int i = 0; i < meaning.size(); i++) {
            places.put(dimensions.get(i).name(), meaning.get(i));
        }
        return places;
    }

    private static Set<Axis> tokenAxes(Signature signature, Tensor input, Map<String, Place> places) {
        Set<Axis> axes = new HashSet<>();
        for (Dimension dimension : Sizes.of(signature).dimensions(input)) {
            if (places.get(dimension.name()) != Place.FEATURES) {
                axes.addAll(dimension.axes());
            }
        }
        return axes;
    }

    /** The axes of the graph that go over tokens. */
    Set<Axis> tokenAxes() {
        return tokenAxes(norm.signature(), input, places);
    }

    private static void requireWithout(Set<Axis> tokens, Signature signature, Tensor tensor, String what) {
        if (tensor.layout().stream().anyMatch(tokens::contains)) {
            throw new UnusableNormException(
                    signature.name() + " has one " + tensor.name() + " for each place of a batch, " + tensor + "; "
                            + what + " must not depend on where in a batch a token stands.");
        }
    }

    private static void requireKnownSizes(Signature signature, Map<String, Place> places) {
        Sizes sizes = Sizes.of(signature);
        for (String given : sizes.given()) {
            if (places.containsKey(given)) {
                continue;
            }
            Optional<SplitAxis> split = signature.splits().stream()
                    .filter(candidate -> candidate.parts().stream()
                            .anyMatch(part -> part.name().equals(given)))
                    .findFirst();
            String advice = split.map(found -> "a constant named like a part of " + found.whole() + " says it")
                    .orElse("`axis " + given + " = 4` says it");
            throw new UnusableNormException(signature.name() + " does not say the size of its axis " + given
                    + ", and its input does not; " + advice + ".");
        }
    }

    /** The sizes to bind for. */
    Map<String, Integer> sizes(int sequences, int context, int width) {
        Map<String, Integer> sizes = new LinkedHashMap<>();
        places.forEach((name, place) -> sizes.put(
                name,
                switch (place) {
                    case TOKENS -> sequences * context;
                    case SEQUENCES -> sequences;
                    case POSITIONS -> context;
                    case FEATURES -> width;
                }));
        return sizes;
    }

    /**
     * Refuses a norm whose use for {@code objective} would tell a model what it shall predict.
     *
     * @throws UnusableNormException with the reason
     */
    void require(Objective objective) {
        if (objective == Objective.CAUSAL) {
            Mixing.of(this).ifPresent(mixing -> {
                throw new UnusableNormException(norm.signature().name() + " does not fit a causal model: " + mixing
                        + ", and what comes after a token must not reach it; the masked objective has no such order.");
            });
        }
    }
}
