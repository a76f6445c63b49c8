package dev.normc.examples.experiment;

import dev.normc.examples.bench.MarkdownTable;
import dev.normc.examples.experiment.Charts.Axis;
import dev.normc.examples.experiment.Charts.Trace;
import dev.normc.examples.text.Objective;
import dev.normc.examples.transformer.NormChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Shen, Yao, Gholami, Mahoney, Keutzer 2020, PowerNorm: how the statistics of batches fluctuate in a Transformer, what
 * that does to batch normalization, and whether power normalization does better.
 */
final class PowerNormStudy implements Study {

    private static final String PAPER = "Shen et al. 2020";
    /** Gradients of batches vary, so a maximum that is a little larger later says nothing. */
    private static final int MOST_GROWTH = 2;

    private static final String LAYER = "LayerNorm";
    private static final String BATCH = "BatchNorm";
    private static final String QUADRATIC = "PowerNormV";
    private static final String POWER = "PowerNorm";

    private static final String FLUCTUATION = """
            Of the input of every norm layer, whatever the norm does with it: the distance of the statistic of a
            batch to the running one, over the size of the latter (of the mean: over the root mean square of the
            input), and behind `g` the part of the gradient of the normalized input that goes through the statistic
            of the batch, from 0 to 1. BatchNorm uses mean and variance, the forms of PowerNorm the quadratic mean.
            The mean over layers and steps, without the first tenth of the training.""";

    private final Setting setting;
    private final NormChoice released;
    private final List<NormChoice> norms;

    PowerNormStudy(Setting setting) {
        this.setting = setting;
        // As published it warms up for 10,000 steps, which is longer than all of this training.
        double warmup = setting.scale().warmup();
        this.released = new NormChoice("PowerNormReleased", Map.of("warmup", warmup), Map.of());
        this.norms = setting.with(List.of(
                NormChoice.of(LAYER),
                NormChoice.of("RmsNorm"),
                NormChoice.of(BATCH),
                NormChoice.of(QUADRATIC),
                NormChoice.of(POWER),
                released));
    }

    @Override
    public List<Job> jobs() {
        return norms.stream()
                .flatMap(norm -> setting.trainings(norm, Objective.MASKED, Probe.Kind.STATISTICS).stream())
                .toList();
    }

    @Override
    public List<Variant> variants() {
        return norms.stream().map(norm -> Variant.ofNorm(norm.label())).toList();
    }

    private static Predicate<Subject> of(String norm) {
        return Variant.ofNorm(norm).which();
    }

    @Override
    public List<Table> tables(Results results) {
        return List.of(
                fluctuations(
                        results,
                        StatisticsProbe.ON_AVERAGE,
                        "Fluctuation of batch statistics, on average",
                        FLUCTUATION),
                fluctuations(
                        results,
                        StatisticsProbe.LARGEST,
                        "Fluctuation of batch statistics, at most",
                        "As above, the largest over steps and layers."),
                bounds(results));
    }

    private Table fluctuations(Results results, String suffix, String heading, String legend) {
        MarkdownTable table = new MarkdownTable(
                1, List.of("norm", "mean", "variance", "quadratic mean", "g mean", "g variance", "g quadratic mean"));
        for (NormChoice norm : norms) {
            List<String> cells = new ArrayList<>(List.of(norm.label()));
            for (String quantity : List.of(
                    StatisticsProbe.MEAN,
                    StatisticsProbe.VARIANCE,
                    StatisticsProbe.QUADRATIC_MEAN,
                    StatisticsProbe.GRADIENT_MEAN,
                    StatisticsProbe.GRADIENT_VARIANCE,
                    StatisticsProbe.GRADIENT_QUADRATIC_MEAN)) {
                Sample sample = suffix.equals(StatisticsProbe.LARGEST)
                        ? results.layerMaximum(of(norm.label()), quantity + suffix)
                        : results.layerMean(of(norm.label()), quantity + suffix);
                cells.add(Figures.of(sample));
            }
            table.row(cells);
        }
        return new Table(heading, legend, table);
    }

    private Table bounds(Results results) {
        MarkdownTable table = new MarkdownTable(
                1,
                List.of(
                        "norm",
                        "gradient of all parameters",
                        "in the second half",
                        "gradient of a norm's input",
                        "state",
                        "diverged"));
        for (NormChoice norm : norms) {
            Predicate<Subject> which = of(norm.label());
            table.row(List.of(
                    norm.label(),
                    Figures.of(results.sample(which, "", TrainingJob.LARGEST_GRADIENT)),
                    Figures.of(results.sample(which, "", TrainingJob.LARGEST_LATE_GRADIENT)),
                    Figures.of(results.layerMaximum(which, StatisticsProbe.INPUT_GRADIENT + StatisticsProbe.LARGEST)),
                    state(results.sample(which, "", StatisticsProbe.LARGEST_STATE)),
                    results.sample(which, "", TrainingJob.PERPLEXITY).diverged() + " of " + setting.seeds()));
        }
        return new Table(
                "The largest numbers of a training",
                "Euclidean norms of gradients before they are clipped, and the largest absolute element of a state"
                        + " without its counters.",
                table);
    }

    /** A norm without states has no largest one. */
    private static String state(Sample largest) {
        return Double.isFinite(largest.mean()) ? Figures.of(largest) : "-";
    }

    @Override
    public List<Claim> claims(Results results) {
        List<Claim> claims = new ArrayList<>(List.of(
                quadraticMean(results),
                gradients(results),
                perplexity(
                        results,
                        LAYER,
                        BATCH,
                        "sections 1 and 5",
                        "BatchNorm is worse than LayerNorm in a Transformer that reads text."),
                perplexity(
                        results,
                        QUADRATIC,
                        BATCH,
                        "section 4.1",
                        "PowerNormV, without the mean, is better than BatchNorm."),
                perplexity(
                        results,
                        POWER,
                        QUADRATIC,
                        "section 4.2",
                        "PowerNorm, with a running quadratic mean, is better than PowerNormV."),
                perplexity(
                        results,
                        POWER,
                        LAYER,
                        "abstract",
                        "PowerNorm is better than LayerNorm: by 5.6 of"
                                + " perplexity on PTB and 3.0 on WikiText-103."),
                perplexity(
                        results,
                        released.label(),
                        LAYER,
                        "the released code",
                        "PowerNorm as released is better than LayerNorm."),
                bounded(results)));
        return claims;
    }

    private static Claim quadraticMean(Results results) {
        Sample quadratic = average(results, QUADRATIC, StatisticsProbe.QUADRATIC_MEAN);
        Sample variance = average(results, BATCH, StatisticsProbe.VARIANCE);
        Sample mean = average(results, BATCH, StatisticsProbe.MEAN);
        return new Claim(
                PAPER + ", section 4.1",
                "The quadratic mean of a batch is nearer to the running one in PowerNormV than the variance is in"
                        + " BatchNorm.",
                "Relative distance, mean over layers and steps: quadratic mean in PowerNormV " + Figures.of(quadratic)
                        + ", variance in BatchNorm " + Figures.of(variance) + ", mean in BatchNorm " + Figures.of(mean)
                        + ".",
                Verdict.below(quadratic, variance));
    }

    private static Claim gradients(Results results) {
        Sample quadratic = average(results, QUADRATIC, StatisticsProbe.GRADIENT_QUADRATIC_MEAN);
        Sample variance = average(results, BATCH, StatisticsProbe.GRADIENT_VARIANCE);
        Sample mean = average(results, BATCH, StatisticsProbe.GRADIENT_MEAN);
        Sample largest =
                results.layerMaximum(of(QUADRATIC), StatisticsProbe.GRADIENT_QUADRATIC_MEAN + StatisticsProbe.LARGEST);
        Sample largestVariance =
                results.layerMaximum(of(BATCH), StatisticsProbe.GRADIENT_VARIANCE + StatisticsProbe.LARGEST);
        return new Claim(
                PAPER + ", sections 3 and 4.1",
                "The gradients through the statistics of a batch are smaller in PowerNormV than in BatchNorm, and have"
                        + " fewer outliers.",
                "Part of the gradient, mean over layers and steps: quadratic mean in PowerNormV "
                        + Figures.of(quadratic) + ", variance in BatchNorm " + Figures.of(variance)
                        + ", mean in BatchNorm " + Figures.of(mean) + "; at most " + Figures.of(largest)
                        + " through the quadratic mean and " + Figures.of(largestVariance) + " through the variance.",
                Verdict.all(Verdict.below(quadratic, variance), Verdict.below(largest, largestVariance)));
    }

    private static Sample average(Results results, String norm, String quantity) {
        return results.layerMean(of(norm), quantity + StatisticsProbe.ON_AVERAGE);
    }

    private static Claim perplexity(Results results, String better, String worse, String place, String statement) {
        Sample first = results.sample(of(better), "", TrainingJob.PERPLEXITY);
        Sample second = results.sample(of(worse), "", TrainingJob.PERPLEXITY);
        return new Claim(
                PAPER + ", " + place,
                statement,
                "Validation perplexity: " + better + " " + Figures.of(first) + ", " + worse + " " + Figures.of(second)
                        + ".",
                Verdict.below(first, second));
    }

    private Claim bounded(Results results) {
        StringBuilder measured = new StringBuilder();
        List<Verdict> verdicts = new ArrayList<>();
        for (String norm : List.of(POWER, released.label())) {
            Sample early = results.sample(of(norm), "", TrainingJob.LARGEST_EARLY_GRADIENT);
            Sample input = results.layerMaximum(of(norm), StatisticsProbe.INPUT_GRADIENT + StatisticsProbe.LARGEST);
            Sample late = results.sample(of(norm), "", TrainingJob.LARGEST_LATE_GRADIENT);
            int diverged = results.sample(of(norm), "", TrainingJob.PERPLEXITY).diverged();
            measured.append(norm)
                    .append(": the largest gradient of all parameters is ")
                    .append(Figures.of(early))
                    .append(" in the first half of the training and ")
                    .append(Figures.of(late))
                    .append(" in the second, that of a norm's input at most ")
                    .append(Figures.of(input))
                    .append(", ")
                    .append(diverged)
                    .append(" of ")
                    .append(setting.seeds())
                    .append(" runs diverged. ");
            verdicts.add(diverged > 0 ? Verdict.DOES_NOT_HOLD : Verdict.HOLDS);
            verdicts.add(Verdict.within(new Sample(growth(early, late)), 0, MOST_GROWTH));
        }
        measured.append("Held to be bounded: no run diverges, and the largest gradient of the second half is at most "
                + MOST_GROWTH + " times that of the first.");
        return new Claim(
                PAPER + ", section 4.2",
                "With the approximate backward of PowerNorm gradients stay bounded.",
                measured.toString(),
                Verdict.all(verdicts.toArray(Verdict[]::new)));
    }

    /** For each seed the largest gradient of the second half over that of the first. */
    private static List<Double> growth(Sample early, Sample late) {
        return IntStream.range(0, early.values().size())
                .mapToObj(seed -> late.values().get(seed) / early.values().get(seed))
                .toList();
    }

    @Override
    public List<Drawing> drawings(Results results) {
        List<Trace> losses = new ArrayList<>();
        List<Trace> gradients = new ArrayList<>();
        for (int i = 0; i < norms.size(); i++) {
            String norm = norms.get(i).label();
            losses.add(new Trace(norm, results.course(of(norm), "", TrainingJob.VALIDATION_LOSS), i));
            gradients.add(new Trace(norm, results.course(of(norm), "", TrainingJob.GRADIENT), i));
        }
        String first = InitialGradientsJob.block(0) + ".attention";
        List<Trace> distances = List.of(
                trace(results, "mean, BatchNorm", BATCH, first, StatisticsProbe.MEAN, 1),
                trace(results, "variance, BatchNorm", BATCH, first, StatisticsProbe.VARIANCE, 5),
                trace(results, "quadratic mean, PowerNormV", QUADRATIC, first, StatisticsProbe.QUADRATIC_MEAN, 0));
        List<Trace> shares = List.of(
                trace(results, "mean, BatchNorm", BATCH, first, StatisticsProbe.GRADIENT_MEAN, 1),
                trace(results, "variance, BatchNorm", BATCH, first, StatisticsProbe.GRADIENT_VARIANCE, 5),
                trace(
                        results,
                        "quadratic mean, PowerNormV",
                        QUADRATIC,
                        first,
                        StatisticsProbe.GRADIENT_QUADRATIC_MEAN,
                        0));
        Axis steps = Axis.linear("step");
        return List.of(
                new Drawing(
                        "loss",
                        "Validation loss, mean over the seeds.",
                        Charts.lines("Validation loss", steps, Axis.linear("nats per counted byte"), losses)),
                new Drawing(
                        "fluctuation",
                        "Distance of batch statistics to running ones in the first norm layer.",
                        Charts.lines(
                                "Batch statistics of the first norm layer",
                                steps,
                                Axis.logarithmic("relative distance to the running one"),
                                distances)),
                new Drawing(
                        "gradients-of-statistics",
                        "The part of the gradient that goes through batch statistics in the first norm layer.",
                        Charts.lines(
                                "Gradients through batch statistics of the first norm layer",
                                steps,
                                Axis.logarithmic("part of the gradient"),
                                shares)),
                new Drawing(
                        "gradients",
                        "The norm of the gradient of all parameters, mean over the seeds.",
                        Charts.lines("Gradient of all parameters", steps, Axis.logarithmic("norm"), gradients)));
    }

    private static Trace trace(Results results, String label, String norm, String layer, String quantity, int color) {
        return new Trace(label, results.course(of(norm), layer, quantity), color);
    }

    @Override
    public List<String> differences() {
        return List.of(
                "The paper translates (IWSLT14, WMT14) and models words (PTB, WikiText-103) with models of 6 layers of"
                        + " width 512 and more, trained for days; here bytes are filled in by a model of "
                        + setting.scale().layers() + " layers of width "
                        + setting.scale().width() + " in " + setting.scale().steps() + " steps, in pre-norm form.",
                "Batch statistics run over all tokens of a batch, so the objective is masked; the paper's decoders"
                        + " are causal, with the leak that this is.",
                "The paper compares with ResNet20 on CIFAR-10, whose statistics fluctuate by orders of magnitude less;"
                        + " there is no image model here, so that part of its claim is not tested.",
                "PowerNormReleased warms up for " + setting.scale().warmup() + " steps in place of 10,000.");
    }
}
