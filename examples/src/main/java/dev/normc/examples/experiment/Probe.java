package dev.normc.examples.experiment;

import dev.normc.examples.text.Batch;
import dev.normc.examples.transformer.NormObserver;
import dev.normc.examples.transformer.Transformer;
import dev.normc.examples.transformer.Values;
import java.util.List;
import java.util.function.Function;

/**
 * Looks into a model while it is trained. What it sees of a step is one record of numbers, which it does not remember:
 * all records together are in a {@link ProbeLog} when the training is over.
 */
interface Probe extends NormObserver {

    /** Which probe a training has. */
    enum Kind {
        /** Losses and gradients alone. */
        NONE(model -> NOTHING),
        /** The statistics of the batches: {@link StatisticsProbe}. */
        STATISTICS(StatisticsProbe::new),
        /** The scale of a dynamic tanh: {@link AlphaProbe}. */
        ALPHA(AlphaProbe::new),
        /** Inputs and outputs of the norms of the trained model: {@link ScatterProbe}. */
        SCATTER(ScatterProbe::new);

        private final Function<Transformer, Probe> maker;

        Kind(Function<Transformer, Probe> maker) {
            this.maker = maker;
        }

        Probe of(Transformer model) {
            return maker.apply(model);
        }
    }

    /** How many numbers a record has. */
    int length();

    /** The record of the step whose forward and backward are over. */
    double[] take();

    /**
     * What the records tell.
     *
     * @param every rows are wanted of each so many steps
     */
    List<Row> rows(ProbeLog log, int every);

    /** What the trained model tells. */
    default List<Row> afterwards(List<Batch> validation, int steps) {
        return List.of();
    }

    @Override
    default void forward(String layer, Values x, Values y, int tokens, int width) {}

    @Override
    default void backward(String layer, Values x, Values dy, Values dx, int tokens, int width) {}

    /** The probe that sees nothing. */
    Probe NOTHING = new Probe() {
        @Override
        public int length() {
            return 0;
        }

        @Override
        public double[] take() {
            return new double[0];
        }

        @Override
        public List<Row> rows(ProbeLog log, int every) {
            return List.of();
        }
    };
}
