package dev.normc.cli;

import dev.normc.cli.json.TrainResult;
import dev.normc.examples.text.Corpus;
import dev.normc.examples.train.Interruption;
import dev.normc.examples.train.SavedTraining;
import dev.normc.examples.train.Training;
import dev.normc.examples.train.TrainingResult;
import dev.normc.examples.train.TrainingSettings;
import dev.normc.runtime.Normc;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The verb {@code train}: a small Transformer whose norms are the kernels of a program. */
@Command(
        name = "train",
        description = {
            "Trains a small Transformer whose norms are the generated kernels of a program, on the bytes of a text.",
            "It shows the loss as it goes, and in the end the perplexity per byte on a part of the text that it has not"
                    + " learned from. The usual one takes some minutes. With --out it can be interrupted at any time:"
                    + " --resume goes on to the same bits. docs/training.md describes the model.%n"
        },
        sortOptions = false,
        mixinStandardHelpOptions = true,
        footer = "%nThe exit code is 1 if the loss or a gradient is no longer finite.")
final class TrainCommand extends Verb {

    @Mixin
    private TrainingOptions options = new TrainingOptions();

    @Option(
            names = "--text",
            paramLabel = "FILE",
            description = "The text, of which 90 %% are learned from and 5 %% judge; by default europarl, 21 MB of"
                    + " parliament proceedings in 21 languages.")
    private @Nullable Path text;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Writes checkpoint.bin and curve.csv there. Without it nothing is written.")
    private @Nullable Path out;

    @Option(
            names = "--resume",
            description = "Goes on with the training in --out, with its settings. What is given beside must be as it"
                    + " was, but for --evaluate-every and --checkpoint-every.")
    private boolean resume;

    @Override
    Answer answer() {
        if (resume && out == null) {
            throw misuse("--resume goes on with the training in a folder; say which: --out DIR.");
        }
        Optional<Path> folder = Optional.ofNullable(out);
        Optional<SavedTraining> saved = resume ? folder.map(SavedTraining::read) : Optional.empty();
        TrainingSettings settings = options.settings(saved, commandLine());
        Corpus corpus = corpus(saved);
        // The display goes before anything is said, the process not before all is.
        try (Interruption interruption = Interruption.watch()) {
            TrainDisplay display = new TrainDisplay(settings, commandLine().getErr(), interruption::isRequested);
            TrainingResult result;
            try (display) {
                result = Training.run(
                        settings, corpus, folder, resume, display, new Normc(Normc.DEFAULT_CAPACITY, cache()));
            }
            return answer(settings, corpus, result, display);
        }
    }

    private Corpus corpus(Optional<SavedTraining> saved) {
        if (text != null) {
            return Corpus.of(text);
        }
        Corpus usual = Corpus.europarl();
        saved.map(SavedTraining::text)
                .filter(name -> !name.equals(usual.name()))
                .ifPresent(name -> {
                    throw misuse(
                            "The training in " + out + " reads the text " + name + "; say where that is: --text FILE.");
                });
        return usual;
    }

    private Answer answer(TrainingSettings settings, Corpus corpus, TrainingResult result, TrainDisplay display) {
        boolean stopped = result.divergence().isEmpty() && result.stepsDone() < settings.steps();
        List<String> files = out == null
                ? List.of()
                : List.of(
                        SavedTraining.file(out).toString(),
                        out.resolve("curve.csv").toString());
        print(settings, corpus, result, display.parameters());
        if (out != null) {
            text().println("Wrote " + files.get(0) + ", step " + display.savedStep());
            text().println("Wrote " + files.get(1));
        }
        List<String> errors = new ArrayList<>();
        result.divergence().ifPresent(divergence -> errors.add(divergence.explanation()));
        if (stopped) {
            errors.add(String.format(Locale.ROOT, "Stopped at step %,d of %,d", result.stepsDone(), settings.steps())
                    + (out == null
                            ? "; nothing was saved, since there was no --out."
                            : "; normc train --resume --out " + out + (text == null ? "" : " --text " + text)
                                    + " goes on."));
        }
        errors.forEach(sentence -> complaints().println("normc: " + sentence));
        return new Answer(
                errors.isEmpty() ? ExitCode.OK : ExitCode.FAILED,
                errors,
                List.of(),
                TrainResult.of(settings, corpus, result, display.parameters(), files));
    }

    private void print(TrainingSettings settings, Corpus corpus, TrainingResult result, long parameters) {
        var model = settings.model();
        text().println(String.format(
                Locale.ROOT,
                "%s, %s-norm, %s of width %d, %,d parameters; %s bytes of %s, %,d of %,d steps",
                model.norm().label(),
                model.placement().name().toLowerCase(Locale.ROOT),
                model.layers() == 1 ? "1 layer" : model.layers() + " layers",
                model.width(),
                parameters,
                model.objective().name().toLowerCase(Locale.ROOT),
                corpus.name(),
                result.stepsDone(),
                settings.steps()));
        Table table = new Table();
        if (!Double.isNaN(result.validationLoss())) {
            table.row(
                    "validation loss",
                    String.format(
                            Locale.ROOT,
                            "%.4f nats per byte, perplexity %.4g",
                            result.validationLoss(),
                            result.perplexity()));
        }
        if (!Double.isNaN(result.tokensPerSecond())) {
            table.row("speed", String.format(Locale.ROOT, "%.0f tokens per second", result.tokensPerSecond()));
            table.row(
                    "kernels of norms",
                    String.format(Locale.ROOT, "%.1f %% of the time of training steps", 100 * result.normShare()));
        }
        table.print(text(), "  ");
    }
}
