package dev.normc.examples.experiment;

import dev.normc.examples.bench.Machine;
import dev.normc.examples.bench.MarkdownTable;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The report of an experiment as Markdown: claims first, then what they rest on. */
final class StudyReport {

    private final ExperimentRequest request;
    private final Study study;
    private final Results results;
    private final List<Perplexity> perplexities;
    private final List<Claim> claims;
    private final int kept;
    private final Duration duration;
    private final StringBuilder text = new StringBuilder();

    StudyReport(
            ExperimentRequest request,
            Study study,
            Results results,
            List<Perplexity> perplexities,
            List<Claim> claims,
            int kept,
            Duration duration) {
        this.request = request;
        this.study = study;
        this.results = results;
        this.perplexities = perplexities;
        this.claims = claims;
        this.kept = kept;
        this.duration = duration;
    }

    String text() {
        text.append("# ").append(request.experiment().title()).append("\n\n");
        if (request.form().equals("quick")) {
            text.append("""
                    This is the quick form: a model far too small and trained far too short to say anything of a paper.
                    It shows that everything works.

                    """);
        }
        claims();
        perplexities();
        study.tables(results).forEach(table -> section(table.heading(), table.legend() + "\n\n" + table.table()));
        pictures();
        section("Differences from the paper", list(study.differences()));
        method();
        return text.toString();
    }

    private void claims() {
        section("Claims", "");
        for (Claim claim : claims) {
            text.append("**").append(capital(claim.verdict().toString())).append(".** ");
            text.append(claim.statement()).append(" (").append(claim.source()).append(")\n\n");
            text.append(claim.measured()).append("\n\n");
        }
    }

    private void perplexities() {
        MarkdownTable table = new MarkdownTable(
                1,
                List.of(
                        "",
                        "mean",
                        "lowest",
                        "highest",
                        "to the first",
                        "diverged",
                        "tokens per second",
                        "time in norms"));
        for (Perplexity one : perplexities) {
            Sample sample = new Sample(one.values());
            table.row(List.of(
                    one.variant(),
                    Figures.of(one.mean()),
                    Figures.of(sample.values().stream().min(Double::compare).orElseThrow()),
                    Figures.of(sample.values().stream().max(Double::compare).orElseThrow()),
                    one.toFirst(),
                    sample.diverged() + " of " + sample.values().size(),
                    Figures.of(one.tokensPerSecond()),
                    Double.isNaN(one.normShare())
                            ? "-"
                            : String.format(Locale.ROOT, "%.1f %%", 100 * one.normShare())));
        }
        section("Validation perplexity", """
                The exponential of the mean cross-entropy per counted byte after the last step, over the seeds. A
                difference counts as resolved if the means are further apart than the larger of both ranges, highest
                less lowest; with one seed nothing is resolved. A run that diverged counts as infinite. Tokens per
                second and the part of a step's time that kernels of norms take are of one thread.

                """ + table);
    }

    private void pictures() {
        section(
                "Pictures",
                study.drawings(results).stream()
                        .map(drawing ->
                                "![" + drawing.caption() + "](" + drawing.file() + ".svg)\n\n" + drawing.caption())
                        .collect(Collectors.joining("\n\n")));
    }

    private void method() {
        Machine machine = Machine.here();
        Scale scale = request.scale();
        section(
                "How",
                list(List.of(
                        "command: `" + request.command() + "`",
                        "machine: " + machine.processor() + ", " + machine.cores() + " cores; " + machine.system(),
                        "JVM: " + machine.jvm() + ", " + (machine.vectorModule() ? "with" : "without")
                                + " the Vector API",
                        "date: " + machine.date(),
                        "text: " + request.corpus().name() + ", SHA-256 "
                                + request.corpus().sha256(),
                        "seeds: 1 to " + request.seeds(),
                        "model: " + scale.layers() + " layers, width " + scale.width() + ", " + scale.heads()
                                + " heads, hidden layer of " + scale.hidden() + ", context of " + scale.context()
                                + " bytes",
                        "training: " + scale.steps() + " steps of " + scale.tokens() + " tokens, learning rate "
                                + Figures.setting(scale.learningRate()) + " after a warm-up of " + scale.warmup()
                                + " steps unless a table says another",
                        "runs: " + results.rows().size() + ", of which " + kept + " were over when this command began; "
                                + request.jobs() + " at a time",
                        String.format(
                                Locale.ROOT,
                                "duration: %.1f minutes of this command, %.1f minutes of one core for all training"
                                        + " steps",
                                duration.toMillis() / 60_000.0,
                                trainingSeconds() / 60))));
        text.append(
                "All numbers but times are the same bits whenever this is repeated on this machine, interrupted or not,"
                        + " however many runs go at a time. They stand in results.csv and times.csv.\n");
    }

    private double trainingSeconds() {
        return results.rows().entrySet().stream()
                .mapToDouble(run -> {
                    double speed = Results.last(run.getValue(), "", TrainingJob.TOKENS_PER_SECOND);
                    double tokens =
                            (double) run.getKey().steps() * request.scale().tokens();
                    return Double.isNaN(speed) ? 0 : tokens / speed;
                })
                .sum();
    }

    private void section(String heading, String body) {
        text.append("## ").append(heading).append("\n\n");
        if (!body.isEmpty()) {
            text.append(body.stripTrailing()).append("\n\n");
        }
    }

    private static String list(List<String> lines) {
        return lines.stream().map(line -> "- " + line).collect(Collectors.joining("\n"));
    }

    private static String capital(String words) {
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}
