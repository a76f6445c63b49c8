package dev.normc.examples.experiment;

import dev.normc.examples.transformer.Placement;
import java.util.List;
import java.util.Locale;

/**
 * What a run is about: the columns that all of its rows share.
 *
 * @param part what is done: {@code training}, {@code initialization} or {@code kernels}
 * @param norm as tables call it
 * @param layers how many blocks
 * @param learningRate the highest; 0 where nothing is trained
 * @param warmup steps in which it grows
 */
record Subject(String part, String norm, Placement placement, int layers, double learningRate, int warmup, long seed) {

    /** The columns of {@link #fields}. */
    static final List<String> COLUMNS =
            List.of("part", "norm", "placement", "layers", "learning_rate", "warmup", "seed");

    List<String> fields() {
        return List.of(
                part,
                norm,
                placement.name().toLowerCase(Locale.ROOT),
                String.valueOf(layers),
                String.valueOf(learningRate),
                String.valueOf(warmup),
                String.valueOf(seed));
    }

    /** A name for people that tells it from the other runs of an experiment. */
    String name() {
        String rate = learningRate == 0
                ? ""
                : ", learning rate " + Figures.setting(learningRate) + (warmup == 0 ? ", no warm-up" : "");
        return part + " " + norm + ", " + placement.name().toLowerCase(Locale.ROOT) + "-norm, " + layers + " layers"
                + rate + ", seed " + seed;
    }

    /** The name of its files: {@link #name} in letters that every file system takes. */
    String file() {
        return name().replaceAll("[^A-Za-z0-9.]+", "-");
    }
}
