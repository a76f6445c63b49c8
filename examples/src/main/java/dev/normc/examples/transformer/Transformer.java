package dev.normc.examples.transformer;

import dev.normc.examples.text.Batch;
import dev.normc.examples.text.Vocabulary;
import dev.normc.runtime.Normc;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A Transformer over bytes whose norms are the kernels of any program: learned positions, blocks of attention and a
 * feed-forward network with GELU, and an output projection that is not tied to the embedding. All memory is allocated
 * when it is made. It works in the calling thread, and is to be used by one thread at a time; the same calls give the
 * same bits.
 *
 * <p>It starts as Xiong et al. 2020 analyse it: matrices from {@code N(0, 2 / (inputs + outputs))} (Glorot and Bengio
 * 2010), biases zero, the stream with a mean square of 1. All of this depends on the seed and the shape alone, so that
 * models with different norms start alike.
 */
public final class Transformer {

    /** What a JVM allocates at most, in elements. */
    private static final int LONGEST = Integer.MAX_VALUE - 8;

    private final ModelConfig config;
    private final int sequences;
    private final Times times;
    private final Assembly assembly;
    private final Stem stem;
    private final List<Residual> residuals = new ArrayList<>();
    private final List<NormLayer> norms = new ArrayList<>();
    private final Head head;
    private boolean awaitsBackward;

    private Transformer(ModelConfig config, Precision precision, int sequences, long seed, Normc normc) {
        this.config = config;
        this.sequences = sequences;
        this.times = new Times();
        this.assembly = new Assembly(config, precision, sequences, seed, normc, times);
        NormFit fit = NormFit.of(assembly.programs().compile(config.norm()));
        fit.require(config.objective());
        this.stem = new Stem(assembly);
        Values x = stem.y();
        for (int i = 1; i <= config.layers(); i++) {
            String attention = "block" + i + ".attention";
            x = add(new Residual(
                    assembly, fit, attention, x, (in, dy, dx) -> new Attention(assembly, attention, in, dy, dx)));
            String network = "block" + i + ".feedforward";
            x = add(new Residual(
                    assembly, fit, network, x, (in, dy, dx) -> new FeedForward(assembly, network, in, dy, dx)));
        }
        Values stream = Residual.gradientOfStream(assembly);
        this.head = switch (config.placement()) {
            case PRE -> {
                Values dHead = assembly.scratch("gradient of a branch", stream.length());
                NormLayer last = new NormLayer(assembly, fit, "final", x, dHead, stream);
                norms.add(last);
                yield new Head(assembly, last.y(), dHead);
            }
            case POST -> new Head(assembly, x, stream);
        };
    }

    private Values add(Residual residual) {
        residuals.add(residual);
        norms.add(residual.norm());
        return residual.y();
    }

    /**
     * Makes a model.
     *
     * @param sequences how many sequences each batch has
     * @param seed what all random numbers depend on
     * @throws UnusableNormException if the norm does not fit into the model
     * @throws IllegalArgumentException if there are no sequences, or so many that arrays would be too long for Java
     * @throws dev.normc.dsl.source.SourceException if there is no such program
     * @throws dev.normc.dsl.diagnostic.InvalidNormException if the program has errors
     */
    public static Transformer create(ModelConfig config, Precision precision, int sequences, long seed) {
        return create(config, precision, sequences, seed, new Normc());
    }

    /** The same with programs that {@code normc} may have compiled for other models. */
    public static Transformer create(ModelConfig config, Precision precision, int sequences, long seed, Normc normc) {
        if (sequences < 1) {
            throw new IllegalArgumentException("A batch has at least 1 sequence, given " + sequences + ".");
        }
        requireArrays(config, sequences);
        return new Transformer(config, precision, sequences, seed, normc);
    }

    /** The longest arrays of a model must be arrays of Java. */
    private static void requireArrays(ModelConfig config, int sequences) {
        long tokens = (long) sequences * config.context();
        long widest = Math.max(Vocabulary.SIZE, Math.max(config.width(), config.hidden()));
        long pairs = (long) sequences * config.heads() * config.context();
        if (config.width() > LONGEST / widest) {
            throw new IllegalArgumentException(
                    "A matrix of " + config.width() + " by " + widest + " features is too large for an array of Java.");
        }
        if (tokens > LONGEST / widest || pairs > LONGEST / config.context()) {
            throw new IllegalArgumentException("A batch of " + sequences + " sequences of " + config.context()
                    + " tokens is too large for arrays of Java in a model with " + widest + " features and "
                    + config.heads() + " heads.");
        }
    }

    public ModelConfig config() {
        return config;
    }

    /** How many sequences each batch has. */
    public int sequences() {
        return sequences;
    }

    /**
     * Forward in training: moves the states of the norms.
     *
     * @return the mean cross-entropy over the counted positions, in nats
     */
    public double loss(Batch batch) {
        awaitsBackward = false;
        double loss = forward(batch, true);
        awaitsBackward = true;
        return loss;
    }

    /**
     * Forward with the norms in inference mode; moves nothing.
     *
     * @return the mean cross-entropy over the counted positions, in nats
     */
    public double evaluate(Batch batch) {
        awaitsBackward = false;
        return forward(batch, false);
    }

    private double forward(Batch batch, boolean inTraining) {
        require(batch);
        stem.forward(batch.tokens(), inTraining);
        for (Residual residual : residuals) {
            residual.forward(inTraining);
        }
        lastNorm().ifPresent(norm -> norm.forward(inTraining));
        return head.forward(batch, inTraining);
    }

    private Optional<NormLayer> lastNorm() {
        return switch (config.placement()) {
            case PRE -> Optional.of(norms.get(norms.size() - 1));
            case POST -> Optional.empty();
        };
    }

    private void require(Batch batch) {
        if (batch.sequences() != sequences || batch.context() != config.context()) {
            throw new IllegalArgumentException("expected a batch of " + sequences + " sequences of " + config.context()
                    + ", given one of " + batch.sequences() + " of " + batch.context());
        }
        if (batch.countedPositions() == 0) {
            throw new IllegalArgumentException("a batch in which no position counts has no loss");
        }
    }

    /**
     * Writes the gradients of the last {@link #loss} to those of {@link #parameters}; norms that move states in their
     * backward do so.
     *
     * @throws IllegalStateException if the last forward was not one of training, or had its backward
     */
    public void backward() {
        if (!awaitsBackward) {
            throw new IllegalStateException("a backward follows a loss, and each loss has one backward");
        }
        awaitsBackward = false;
        head.backward();
        lastNorm().ifPresent(NormLayer::backward);
        for (int i = residuals.size() - 1; i >= 0; i--) {
            residuals.get(i).backward();
        }
        stem.backward();
    }

    /** All that is learned, in an order that depends on the configuration alone. */
    public List<Parameter> parameters() {
        return List.copyOf(assembly.parameters());
    }

    /** All that the norms keep between steps, in an order that depends on the configuration alone. */
    public List<StateArray> states() {
        return List.copyOf(assembly.states());
    }

    /** The names of the norms in order of depth: {@code block1.attention}, {@code block1.feedforward}, ... */
    public List<String> layers() {
        return norms.stream().map(NormLayer::name).toList();
    }

    /**
     * Shows what goes through the norms in training to {@code observer}, in the place of an earlier one; null: to none.
     */
    public void observe(@Nullable NormObserver observer) {
        norms.forEach(norm -> norm.observe(observer));
    }

    /** Where the time of all calls since it was made, or since {@link Times#reset}, went. */
    public Times times() {
        return times;
    }

    /** The scores of the last forward before the bias of the output, [tokens, vocabulary]. */
    Values scores() {
        return head.scores();
    }

    /**
     * What went wrong after a loss that is not finite: the first result of the last forward, in order of computation,
     * that has a NaN or an infinity, in words such as {@code the output of block2.attention's norm}.
     */
    public Optional<String> firstNonFinite() {
        return assembly.activations().stream()
                .filter(activation -> !activation.values().isFinite())
                .map(Assembly.Activation::words)
                .findFirst();
    }
}
