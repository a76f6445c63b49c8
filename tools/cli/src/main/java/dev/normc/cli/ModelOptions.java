package dev.normc.cli;

import dev.normc.examples.text.Objective;
import dev.normc.examples.transformer.ModelConfig;
import dev.normc.examples.transformer.NormChoice;
import dev.normc.examples.transformer.Placement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say what a Transformer is like. What is not given is as in the model that they are applied to. */
final class ModelOptions {

    @Option(
            names = "--norm",
            paramLabel = "FILE",
            completionCandidates = LibraryNames.class,
            description = "The norm of all layers: a path, FILE#NAME, or a name of the library; LayerNorm by default.")
    private @Nullable String norm;

    @Mixin
    private ConstantOptions constants = new ConstantOptions();

    @Option(
            names = "--initial",
            paramLabel = "NAME=NUMBER",
            converter = Assignment.Converter.class,
            description = "Another initial value for a parameter of the norm, such as alpha=0.8; may be repeated.")
    private List<Assignment> initialValues = List.of();

    @Option(
            names = "--objective",
            paramLabel = "masked|causal",
            converter = ObjectiveConverter.class,
            completionCandidates = ObjectiveConverter.class,
            description = "Whether the model fills in hidden bytes by all around, which is the default, or predicts"
                    + " the next byte by those before. Norms with statistics over a batch serve the first alone.")
    private @Nullable Objective objective;

    @Option(
            names = "--placement",
            paramLabel = "pre|post",
            converter = PlacementConverter.class,
            completionCandidates = PlacementConverter.class,
            description = "Whether a block normalizes what its layers read, x + f(norm(x)), which is the default, or"
                    + " the sum, norm(x + f(x)).")
    private @Nullable Placement placement;

    @Option(names = "--layers", paramLabel = "COUNT", description = "How many blocks; 2 by default.")
    private @Nullable Integer layers;

    @Option(names = "--width", paramLabel = "COUNT", description = "How many features a token has; 64 by default.")
    private @Nullable Integer width;

    @Option(names = "--heads", paramLabel = "COUNT", description = "How many heads attention has; 2 by default.")
    private @Nullable Integer heads;

    @Option(
            names = "--hidden",
            paramLabel = "COUNT",
            description = "How many features the hidden layer of a feed-forward network has; 256 by default.")
    private @Nullable Integer hidden;

    @Option(
            names = "--context",
            paramLabel = "BYTES",
            description = "How many bytes the model reads at once; 64 by default.")
    private @Nullable Integer context;

    /** The model that {@code base} becomes by what is given. */
    ModelConfig appliedTo(ModelConfig base, CommandLine command) {
        return new ModelConfig(
                layers == null ? base.layers() : layers,
                width == null ? base.width() : width,
                heads == null ? base.heads() : heads,
                hidden == null ? base.hidden() : hidden,
                context == null ? base.context() : context,
                objective == null ? base.objective() : objective,
                placement == null ? base.placement() : placement,
                appliedTo(base.norm(), command));
    }

    private NormChoice appliedTo(NormChoice base, CommandLine command) {
        String program = norm == null ? base.program() : norm;
        constants.check(Program.open(program), command);
        Map<String, Double> initial = new LinkedHashMap<>();
        initialValues.forEach(value -> initial.put(value.name(), value.value()));
        return new NormChoice(
                program,
                constants.values().isEmpty() ? base.constants() : constants.values(),
                initial.isEmpty() ? base.initialValues() : initial);
    }
}
