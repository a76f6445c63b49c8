package dev.normc.examples.transformer;

import dev.normc.compiler.graph.Role;
import dev.normc.compiler.graph.Signature;
import dev.normc.compiler.graph.Signature.Initialised;
import dev.normc.compiler.graph.Tensor;
import dev.normc.compiler.graph.UniformValue;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One norm of a model: a kernel of the norm that all layers share, with parameters and states of its own. */
final class NormLayer {

    private final String name;
    private final Kernel kernel;
    private final Values x;
    private final Values y;
    private final Values dy;
    private final Values dx;
    private final int tokens;
    private final int width;
    private @Nullable NormObserver observer;

    /**
     * Makes a layer.
     *
     * @param name where it stands, such as {@code block1.attention}
     * @param x what it reads, [tokens, width]
     * @param dy where its upstream gradient will be
     * @param dx where its gradient goes
     * @throws UnusableNormException if the norm has no parameter that the choice gives an initial value
     */
    NormLayer(Assembly assembly, NormFit fit, String name, Values x, Values dy, Values dx) {
        ModelConfig config = assembly.config();
        this.name = name;
        this.tokens = assembly.tokens();
        this.width = config.width();
        this.x = x;
        this.y = assembly.activation("the output of " + name + "'s norm", tokens * width);
        this.dy = dy;
        this.dx = dx;
        Programs.Bound bound = bound(assembly, fit);
        this.kernel =
                assembly.norm(bound).map(fit.input().name(), x, fit.output().name(), y, dy, dx);
        Signature signature = bound.norm().signature();
        Map<String, Double> chosen = config.norm().initialValues();
        requireKnown(signature, chosen);
        for (Initialised parameter : signature.parameters()) {
            Tensor tensor = parameter.tensor();
            double initial = chosen.getOrDefault(tensor.name(), initial(parameter, bound));
            kernel.set(
                    tensor.name(),
                    assembly.parameter(label(tensor), bound.training().length(tensor), initial));
        }
        for (Initialised state : signature.states()) {
            kernel.set(Role.STATE, state.tensor().name(), state(assembly, state, bound));
        }
        kernel.complete();
    }

    private static Programs.Bound bound(Assembly assembly, NormFit fit) {
        ModelConfig config = assembly.config();
        try {
            Map<String, Integer> sizes = fit.sizes(assembly.sequences(), config.context(), config.width());
            return assembly.programs().bind(fit.norm(), sizes);
        } catch (IllegalArgumentException misfit) {
            throw new UnusableNormException(misfit.getMessage() + ".", misfit);
        }
    }

    private static void requireKnown(Signature signature, Map<String, Double> chosen) {
        for (String parameter : chosen.keySet()) {
            if (signature.parameters().stream()
                    .noneMatch(known -> known.tensor().name().equals(parameter))) {
                String known = signature.parameters().stream()
                        .map(one -> one.tensor().name())
                        .collect(Collectors.joining(", "));
                throw new UnusableNormException(signature.name() + " has no parameter " + parameter + "; "
                        + (known.isEmpty() ? "it has none." : "its parameters are " + known + "."));
            }
        }
    }

    private static double initial(Initialised declared, Programs.Bound bound) {
        return declared.initial()
                .map(value -> UniformValue.of(value, bound.training().sizes()))
                .orElse(0.0);
    }

    private Values state(Assembly assembly, Initialised state, Programs.Bound bound) {
        Tensor tensor = state.tensor();
        Values values = tensor.isCounter()
                ? new DoubleValues(new double[1])
                : assembly.arithmetic().array(bound.training().length(tensor));
        values.fill(initial(state, bound));
        assembly.states().add(new StateArray(label(tensor), values));
        return values;
    }

    private String label(Tensor tensor) {
        return name + ".norm." + tensor.name();
    }

    String name() {
        return name;
    }

    /** Where its output is, [tokens, width]. */
    Values y() {
        return y;
    }

    void observe(@Nullable NormObserver other) {
        observer = other;
    }

    void forward(boolean inTraining) {
        kernel.forward(inTraining);
        if (inTraining && observer != null) {
            observer.forward(name, x, y, tokens, width);
        }
    }

    void backward() {
        kernel.backward();
        if (observer != null) {
            observer.backward(name, x, dy, dx, tokens, width);
        }
    }
}
