package dev.normc.examples.experiment;

import dev.normc.examples.bench.Machine;
import dev.normc.examples.chart.Picture;
import dev.normc.examples.text.Objective;
import dev.normc.examples.transformer.MatrixProducts;
import dev.normc.examples.transformer.NormChoice;
import dev.normc.examples.transformer.Placement;
import dev.normc.examples.transformer.Precision;
import dev.normc.examples.transformer.Transformer;
import dev.normc.runtime.Normc;
import dev.normc.runtime.cases.WholeFile;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Does an experiment: the front door. */
public final class Laboratory {

    /** Counts up when the rows of runs change their meaning, so that old ones are not mixed with new ones. */
    private static final String FORMAT = "1";

    private Laboratory() {}

    /**
     * Does all runs that are not over yet and writes {@code results.csv}, {@code times.csv}, pictures and
     * {@code report.md} into the folder of the request.
     *
     * @param interrupted asked at every step; true ends all runs with a checkpoint, from which the next call goes on
     * @throws java.util.concurrent.CancellationException if {@code interrupted} ended it
     * @throws ExperimentException if the folder holds something else, or two norms have one name
     * @throws dev.normc.examples.transformer.UnusableNormException if a norm does not fit; nothing has run then
     * @throws WholeFile.Unwritable if something cannot be written; runs that are over stay
     */
    public static Findings run(ExperimentRequest request, BooleanSupplier interrupted, Progress progress) {
        Instant start = Instant.now();
        Setting setting = new Setting(request.scale(), request.norms(), request.seeds());
        Study study = study(request.experiment(), setting);
        Normc normc = new Normc();
        requireUsable(request, study, normc);
        List<Job> jobs = study.jobs();
        try (RunStore store = RunStore.open(request.folder(), claim(request))) {
            int kept = (int)
                    jobs.stream().filter(job -> store.finished(job).isPresent()).count();
            JobPool pool = new JobPool(store, request.corpus(), normc, jobs, interrupted, progress);
            Results results = new Results(pool.run(request.jobs()));
            return findings(request, study, results, kept, start);
        }
    }

    /** Judges what was found, and writes it down. */
    private static Findings findings(ExperimentRequest request, Study study, Results results, int kept, Instant start) {
        List<Perplexity> perplexities = perplexities(study.variants(), results);
        List<Claim> claims = study.claims(results);
        List<Path> files = new ArrayList<>();
        files.add(write(request, "results.csv", ResultTable.of(results, row -> !row.isTime())));
        files.add(write(request, "times.csv", ResultTable.of(results, Row::isTime)));
        for (Study.Drawing drawing : study.drawings(results)) {
            Path file = request.folder().resolve(drawing.file() + ".svg");
            WholeFile.write(file, Picture.svg(drawing.chart()));
            files.add(file);
        }
        Duration duration = Duration.between(start, Instant.now());
        String report = new StudyReport(request, study, results, perplexities, claims, kept, duration).text();
        files.add(write(request, "report.md", report));
        return new Findings(
                request.experiment(),
                request.form(),
                request.seeds(),
                results.rows().size(),
                kept,
                perplexities,
                claims,
                files,
                report);
    }

    private static Study study(Experiment experiment, Setting setting) {
        return switch (experiment) {
            case POWERNORM -> new PowerNormStudy(setting);
            case PLACEMENT -> new PlacementStudy(setting);
            case DYT -> new DyTStudy(setting);
        };
    }

    private static Path write(ExperimentRequest request, String name, String text) {
        Path file = request.folder().resolve(name);
        WholeFile.write(file, text);
        return file;
    }

    /**
     * What a folder is of. Seeds and norms may be added later: each run knows its own. Another Java or processor would
     * give runs other bits than those that are over have, and the report names one of each.
     */
    private static Map<String, String> claim(ExperimentRequest request) {
        Machine machine = Machine.here();
        Map<String, String> claim = new LinkedHashMap<>();
        claim.put("experiment", request.experiment().toString());
        claim.put("form", request.form());
        claim.put("text", request.corpus().sha256());
        claim.put("format", FORMAT);
        claim.put("Java", machine.jvm());
        claim.put("processor", machine.processor());
        claim.put("matrix products", MatrixProducts.implementation());
        claim.putAll(request.scale().description());
        return claim;
    }

    /** Who brings a norm that fits into no model of the experiment is told before anything is trained. */
    private static void requireUsable(ExperimentRequest request, Study study, Normc normc) {
        Set<String> labels = new LinkedHashSet<>();
        for (Study.Variant variant : study.variants()) {
            if (!labels.add(variant.label())) {
                throw new ExperimentException("Two norms of this experiment are called " + variant.label()
                        + "; give one of them another name.");
            }
        }
        Objective objective = request.experiment() == Experiment.POWERNORM ? Objective.MASKED : Objective.CAUSAL;
        for (NormChoice norm : request.norms()) {
            Transformer.create(
                    request.scale().model(1, norm, Placement.PRE, objective),
                    Precision.FLOAT,
                    request.scale().sequences(),
                    1,
                    normc);
        }
    }

    private static List<Perplexity> perplexities(List<Study.Variant> variants, Results results) {
        Sample first = results.sample(variants.get(0).which(), "", TrainingJob.PERPLEXITY);
        return variants.stream()
                .map(variant -> {
                    Sample sample = results.sample(variant.which(), "", TrainingJob.PERPLEXITY);
                    String relation = variant == variants.get(0) ? "" : words(sample.to(first));
                    return new Perplexity(
                            variant.label(),
                            sample.values(),
                            sample.mean(),
                            relation,
                            mean(results, variant, TrainingJob.TOKENS_PER_SECOND),
                            mean(results, variant, TrainingJob.NORM_SHARE));
                })
                .toList();
    }

    /** The mean over the seeds that have the quantity; NaN if none has, as the speed of runs that ended at once. */
    private static double mean(Results results, Study.Variant variant, String quantity) {
        return results.sample(variant.which(), "", quantity).values().stream()
                .filter(Double::isFinite)
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(Double.NaN);
    }

    private static String words(Sample.Relation relation) {
        return switch (relation) {
            case LOWER -> "lower";
            case HIGHER -> "higher";
            case NOT_RESOLVED -> "not resolved";
        };
    }
}
