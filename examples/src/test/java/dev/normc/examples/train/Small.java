package dev.normc.examples.train;

import dev.normc.examples.text.Corpus;
import dev.normc.examples.text.Objective;
import dev.normc.examples.transformer.ModelConfig;
import dev.normc.examples.transformer.NormChoice;
import dev.normc.examples.transformer.Placement;
import dev.normc.runtime.Normc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** A model, a training and a text that take no time. */
final class Small {

    /** What one test has compiled the next need not. */
    static final Normc NORMC = new Normc();

    private static final List<String> WORDS =
            List.of("the", "house", "debates", "a", "budget", "for", "fish", "and", "ports", "of", "the", "north");

    private Small() {}

    static TrainingSettings settings(String norm) {
        ModelConfig model = new ModelConfig(1, 16, 2, 32, 16, Objective.MASKED, Placement.PRE, NormChoice.of(norm));
        return new TrainingSettings(model, 4, 12, 1e-2, 3, 0.01, 1, 7, 5, 4, 2);
    }

    /** Sentences of few words, in a file of {@code folder}. */
    static Path text(Path folder) throws IOException {
        StringBuilder text = new StringBuilder();
        Random random = new Random(3);
        while (text.length() < 20_000) {
            text.append(WORDS.get(random.nextInt(WORDS.size()))).append(random.nextInt(9) == 0 ? ".\n" : " ");
        }
        return Files.writeString(folder.resolve("debates.txt"), text);
    }

    static Corpus corpus(Path folder) throws IOException {
        return Corpus.of(text(folder));
    }
}
