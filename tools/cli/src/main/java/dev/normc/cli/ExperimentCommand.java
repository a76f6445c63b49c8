package dev.normc.cli;

import dev.normc.cli.json.ExperimentResult;
import dev.normc.examples.experiment.Experiment;
import dev.normc.examples.experiment.ExperimentRequest;
import dev.normc.examples.experiment.Findings;
import dev.normc.examples.experiment.Laboratory;
import dev.normc.examples.experiment.Scale;
import dev.normc.examples.text.Corpus;
import dev.normc.examples.train.Interruption;
import dev.normc.examples.transformer.NormChoice;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The verb {@code experiment}: what papers claim of norms, tested on small Transformers. */
@Command(
        name = "experiment",
        description = {
            "Tests what a paper claims of norms on small Transformers and real text.",
            "powernorm: batch statistics in Transformers, and power normalization (Shen et al. 2020). placement: norms"
                    + " before and behind the residual branches (Xiong et al. 2020). dyt: the dynamic tanh in the place"
                    + " of layer normalization (Zhu et al. 2025).",
            "Each takes 20 to 30 minutes on two cores. It can be interrupted at any time: the same command goes on"
                    + " where it was. docs/experiments.md says how it is measured.%n"
        },
        sortOptions = false,
        mixinStandardHelpOptions = true,
        footer = "%nA claim that does not hold here does not change the exit code.")
final class ExperimentCommand extends Verb {

    @Parameters(
            paramLabel = "powernorm|placement|dyt",
            converter = ExperimentConverter.class,
            completionCandidates = ExperimentConverter.class,
            description = "Which paper.")
    private @Nullable Experiment experiment;

    @Option(
            names = "--quick",
            description = "A model far too small to say much, in about two minutes: shows that everything works.")
    private boolean quick;

    @Option(
            names = "--norm",
            paramLabel = "FILE",
            completionCandidates = LibraryNames.class,
            description = "A norm that takes part beside those of the paper: a path, FILE#NAME, or a name of the"
                    + " library; may be repeated. It can be added to an experiment that is over: only its own runs are"
                    + " done then.")
    private List<String> norms = List.of();

    @Option(
            names = "--text",
            paramLabel = "FILE",
            description = "The text; by default europarl, 21 MB of parliament proceedings that come with normc.")
    private @Nullable Path text;

    @Option(
            names = "--seeds",
            paramLabel = "COUNT",
            description = "How many runs differ in their seed alone; 3 by default. More can be added later.")
    private int seeds = 3;

    @Option(
            names = "--jobs",
            paramLabel = "COUNT",
            description = "How many runs go at a time, each on one thread; one for each core by default. Results do not"
                    + " depend on it.")
    private @Nullable Integer jobs;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where results are written and an interrupted experiment is found again; by default a folder"
                    + " of the experiment's name in the current directory, such as dyt or dyt-quick.")
    private @Nullable Path out;

    private final BiFunction<Experiment, Boolean, Scale> scales;

    ExperimentCommand() {
        this((experiment, quick) -> quick ? Scale.quick(experiment) : Scale.full(experiment));
    }

    /** With other sizes than those of the two forms. */
    ExperimentCommand(BiFunction<Experiment, Boolean, Scale> scales) {
        this.scales = scales;
    }

    @Override
    Answer answer() {
        ExperimentRequest request = request(Objects.requireNonNull(experiment, "it is required"));
        Findings findings;
        try (Interruption interruption = Interruption.watch();
                ExperimentDisplay display = new ExperimentDisplay(commandLine().getErr())) {
            findings = Laboratory.run(request, interruption::isRequested, display);
        } catch (CancellationException stopped) {
            String sentence = "Stopped; the same command goes on with what is in " + request.folder() + ".";
            complaints().println("normc: " + sentence);
            return new Answer(ExitCode.FAILED, List.of(sentence), List.of(), ExperimentResult.stopped(request));
        }
        text().print(findings.report());
        findings.files().forEach(file -> text().println("Wrote " + file));
        return new Answer(ExitCode.OK, ExperimentResult.of(findings));
    }

    private ExperimentRequest request(Experiment chosen) {
        String form = quick ? "quick" : "full";
        return new ExperimentRequest(
                chosen,
                form,
                scales.apply(chosen, quick),
                norms.stream().map(NormChoice::of).toList(),
                text == null ? Corpus.europarl() : Corpus.of(text),
                seeds,
                jobs == null ? Runtime.getRuntime().availableProcessors() : jobs,
                out == null ? Path.of(chosen + (quick ? "-quick" : "")) : out,
                command(chosen));
    }

    /** What would do the same again. */
    private String command(Experiment chosen) {
        List<String> words = new ArrayList<>(List.of("normc", "experiment", chosen.toString()));
        if (quick) {
            words.add("--quick");
        }
        norms.forEach(norm -> words.addAll(List.of("--norm", norm)));
        if (text != null) {
            words.addAll(List.of("--text", text.toString()));
        }
        words.addAll(List.of("--seeds", String.valueOf(seeds)));
        if (out != null) {
            words.addAll(List.of("--out", out.toString()));
        }
        return String.join(" ", words);
    }
}
