package dev.normc.examples.experiment;

import dev.normc.examples.bench.MarkdownTable;
import dev.normc.examples.experiment.Charts.Axis;
import dev.normc.examples.experiment.Charts.Trace;
import dev.normc.examples.text.Objective;
import dev.normc.examples.train.TrainingSettings;
import dev.normc.examples.transformer.ModelConfig;
import dev.normc.examples.transformer.NormChoice;
import dev.normc.examples.transformer.Placement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Xiong et al. 2020, On Layer Normalization in the Transformer Architecture: the gradients of Pre-LN and Post-LN models
 * at initialization, and their training with and without a warm-up.
 */
final class PlacementStudy implements Study {

    private static final String PAPER = "Xiong et al. 2020";
    private static final String INITIALIZATION = "initialization";

    /** Between the exponents that the theory has for Post-LN, 0, and Pre-LN, -1/2. */
    private static final double BETWEEN = -0.25;

    /** Gradients that differ by less from the first block to the last are about the same. */
    private static final double ALIKE = 2;

    private final Setting setting;
    private final List<NormChoice> norms;

    PlacementStudy(Setting setting) {
        this.setting = setting;
        this.norms = setting.with(List.of(NormChoice.of("LayerNorm")));
    }

    @Override
    public List<Job> jobs() {
        List<Job> jobs = new ArrayList<>();
        for (NormChoice norm : norms) {
            for (Placement placement : Placement.values()) {
                for (int depth : setting.scale().depths()) {
                    setting.seedNumbers().forEach(seed -> jobs.add(gradients(norm, placement, depth, seed)));
                }
            }
        }
        for (NormChoice norm : norms) {
            for (PlacementKind kind : kinds()) {
                setting.seedNumbers().forEach(seed -> jobs.add(training(norm, kind, seed)));
            }
        }
        return jobs;
    }

    private Job gradients(NormChoice norm, Placement placement, int depth, long seed) {
        ModelConfig model = setting.scale().model(depth, norm, placement, Objective.CAUSAL);
        return new InitialGradientsJob(
                new Subject(INITIALIZATION, norm.label(), placement, depth, 0, 0, seed),
                Setting.program(norm),
                model,
                setting.scale().sequences(),
                setting.scale().initialBatches());
    }

    /** Both placements without a warm-up and Post-LN with one, each at all learning rates. */
    private List<PlacementKind> kinds() {
        List<PlacementKind> kinds = new ArrayList<>();
        for (double rate : setting.scale().learningRates()) {
            kinds.add(new PlacementKind(Placement.POST, rate, setting.scale().warmup()));
            kinds.add(new PlacementKind(Placement.POST, rate, 0));
            kinds.add(new PlacementKind(Placement.PRE, rate, 0));
        }
        kinds.sort(Comparator.comparing((PlacementKind kind) -> kind.warmup() == 0)
                .thenComparing(PlacementKind::placement));
        return kinds;
    }

    private Job training(NormChoice norm, PlacementKind kind, long seed) {
        TrainingSettings usual = setting.scale().training(norm, kind.placement(), Objective.CAUSAL, seed);
        return Setting.training(
                usual.withSchedule(usual.steps(), kind.learningRate(), kind.warmup())
                        // Clipping would hide what the paper warns of.
                        .withClip(0),
                Probe.Kind.NONE);
    }

    private static Predicate<Subject> initially(NormChoice norm, Placement placement, int depth) {
        return subject -> subject.part().equals(INITIALIZATION)
                && subject.norm().equals(norm.label())
                && subject.placement() == placement
                && subject.layers() == depth;
    }

    @Override
    public List<Variant> variants() {
        List<Variant> variants = new ArrayList<>();
        for (NormChoice norm : norms) {
            for (PlacementKind kind : kinds()) {
                variants.add(new Variant(norm.label() + ", " + kind.label(), kind.of(norm)));
            }
        }
        return variants;
    }

    @Override
    public List<Table> tables(Results results) {
        MarkdownTable table = new MarkdownTable(
                2, List.of("norm", "placement", "layers", "first block", "last block", "last over first"));
        MarkdownTable exponents = new MarkdownTable(2, List.of("norm", "placement", "exponent", "theory"));
        for (NormChoice norm : norms) {
            for (Placement placement : Placement.values()) {
                for (int depth : setting.scale().depths()) {
                    table.row(List.of(
                            norm.label(),
                            PlacementKind.title(placement),
                            String.valueOf(depth),
                            Figures.of(gradient(results, norm, placement, depth, 0)),
                            Figures.of(gradient(results, norm, placement, depth, depth - 1)),
                            Figures.orNone(lastOverFirst(results, norm, placement, depth))));
                }
                exponents.row(List.of(
                        norm.label(),
                        PlacementKind.title(placement),
                        Figures.orNone(exponent(results, norm, placement)),
                        placement == Placement.POST ? "0" : "-0.5"));
            }
        }
        return List.of(
                new Table(
                        "Gradients at initialization",
                        "The Frobenius norm of the gradient of the second matrix of a block's feed-forward network,"
                                + " mean over " + setting.scale().initialBatches() + " batches.",
                        table),
                new Table(
                        "The last block's gradient over the number of layers",
                        "The exponent p of the power law L^p that fits the gradients of the last blocks of models of "
                                + setting.scale().depths() + " layers.",
                        exponents));
    }

    private static Sample gradient(Results results, NormChoice norm, Placement placement, int depth, int block) {
        return results.sample(
                initially(norm, placement, depth), InitialGradientsJob.block(block), InitialGradientsJob.QUANTITY);
    }

    private static Sample lastOverFirst(Results results, NormChoice norm, Placement placement, int depth) {
        Sample first = gradient(results, norm, placement, depth, 0);
        Sample last = gradient(results, norm, placement, depth, depth - 1);
        return new Sample(IntStream.range(0, first.values().size())
                .mapToObj(i -> last.values().get(i) / first.values().get(i))
                .toList());
    }

    /** For each seed the exponent of the number of layers. */
    private Sample exponent(Results results, NormChoice norm, Placement placement) {
        List<Integer> depths = setting.scale().depths();
        List<Sample> gradients = depths.stream()
                .map(depth -> gradient(results, norm, placement, depth, depth - 1))
                .toList();
        double[] sizes = depths.stream().mapToDouble(Integer::doubleValue).toArray();
        return new Sample(IntStream.range(0, setting.seeds())
                .mapToObj(seed -> LineFit.ofLogarithms(
                                sizes,
                                gradients.stream()
                                        .mapToDouble(sample -> sample.values().get(seed))
                                        .toArray())
                        .slope())
                .toList());
    }

    @Override
    public List<Claim> claims(Results results) {
        List<Claim> claims = new ArrayList<>();
        for (NormChoice norm : norms) {
            claims.add(depthOfPost(results, norm));
            claims.add(depthOfPre(results, norm));
            claims.add(nearOutput(results, norm));
            claims.add(postNeedsWarmup(results, norm));
            claims.add(preNeedsNone(results, norm));
        }
        return claims;
    }

    private Claim depthOfPost(Results results, NormChoice norm) {
        Sample exponent = exponent(results, norm, Placement.POST);
        return new Claim(
                PAPER + ", theorem 1 and figure 3",
                "With Post-LN the gradient of the last layer is large whatever the number of layers L.",
                norm.label() + ": the gradient of the last block goes with L to the power of "
                        + Figures.orNone(exponent)
                        + "; the theory has 0, and what does not fall faster than with the power " + BETWEEN
                        + " counts as large.",
                Verdict.within(exponent, BETWEEN, Double.POSITIVE_INFINITY));
    }

    private Claim depthOfPre(Results results, NormChoice norm) {
        Sample exponent = exponent(results, norm, Placement.PRE);
        int deepest = setting.scale().depths().get(setting.scale().depths().size() - 1);
        Sample pre = gradient(results, norm, Placement.PRE, deepest, deepest - 1);
        Sample post = gradient(results, norm, Placement.POST, deepest, deepest - 1);
        return new Claim(
                PAPER + ", theorem 1 and figure 3",
                "With Pre-LN the gradient of the last layer falls as 1/sqrt(L), and is smaller than with Post-LN.",
                norm.label() + ": the gradient of the last block goes with L to the power of "
                        + Figures.orNone(exponent)
                        + "; the theory has -0.5, and counts as met from -0.75 to " + BETWEEN + ". At " + deepest
                        + " layers it is " + Figures.of(pre) + ", with Post-LN " + Figures.of(post) + ".",
                Verdict.all(Verdict.within(exponent, 3 * BETWEEN, BETWEEN), Verdict.below(pre, post)));
    }

    private Claim nearOutput(Results results, NormChoice norm) {
        int deepest = setting.scale().depths().get(setting.scale().depths().size() - 1);
        Sample post = lastOverFirst(results, norm, Placement.POST, deepest);
        Sample pre = lastOverFirst(results, norm, Placement.PRE, deepest);
        return new Claim(
                PAPER + ", section 3 and figure 3",
                "With Post-LN gradients grow towards the output; with Pre-LN they are about the same in all layers.",
                norm.label() + ", " + deepest + " layers: the gradient of the last block over that of the first is "
                        + Figures.orNone(post) + " with Post-LN and " + Figures.orNone(pre)
                        + " with Pre-LN; above 2 counts as growing, from 0.5 to 2 as about the same.",
                Verdict.all(
                        Verdict.within(post, ALIKE, Double.POSITIVE_INFINITY), Verdict.within(pre, 1 / ALIKE, ALIKE)));
    }

    private Sample perplexity(Results results, NormChoice norm, PlacementKind kind) {
        return results.sample(kind.of(norm), "", TrainingJob.PERPLEXITY);
    }

    private Claim postNeedsWarmup(Results results, NormChoice norm) {
        List<String> parts = new ArrayList<>();
        boolean needed = false;
        boolean harmful = false;
        for (double rate : setting.scale().learningRates()) {
            Sample with = perplexity(
                    results,
                    norm,
                    new PlacementKind(Placement.POST, rate, setting.scale().warmup()));
            Sample without = perplexity(results, norm, new PlacementKind(Placement.POST, rate, 0));
            parts.add("at " + Figures.setting(rate) + " " + Figures.of(with) + " with and " + Figures.of(without)
                    + " without");
            needed |= with.to(without) == Sample.Relation.LOWER;
            harmful |= with.to(without) == Sample.Relation.HIGHER;
        }
        return new Claim(
                PAPER + ", section 3 and figure 2",
                "Post-LN needs a warm-up: without it the trained model is worse.",
                norm.label() + ", perplexity of Post-LN by learning rate: " + String.join("; ", parts)
                        + ". Holds if the warm-up helps at one of the rates or more and harms at none.",
                needed && !harmful ? Verdict.HOLDS : harmful ? Verdict.DOES_NOT_HOLD : Verdict.NOT_RESOLVED);
    }

    private Claim preNeedsNone(Results results, NormChoice norm) {
        Sample post = best(results, norm, Placement.POST, setting.scale().warmup());
        Sample pre = best(results, norm, Placement.PRE, 0);
        return new Claim(
                PAPER + ", section 4",
                "Pre-LN without a warm-up reaches what Post-LN reaches with one.",
                norm.label() + ", perplexity at the best learning rate of each: Pre-LN without warm-up "
                        + Figures.of(pre) + ", Post-LN with warm-up " + Figures.of(post) + ".",
                Verdict.below(pre, post));
    }

    private Sample best(Results results, NormChoice norm, Placement placement, int warmup) {
        return setting.scale().learningRates().stream()
                .map(rate -> perplexity(results, norm, new PlacementKind(placement, rate, warmup)))
                .min(Comparator.comparing(Sample::mean))
                .orElseThrow();
    }

    @Override
    public List<Drawing> drawings(Results results) {
        List<Drawing> drawings = new ArrayList<>();
        for (NormChoice norm : norms) {
            String suffix = norms.indexOf(norm) == 0 ? "" : "-" + norms.indexOf(norm);
            drawings.add(new Drawing(
                    "gradients" + suffix,
                    "Gradients of the feed-forward networks at initialization, " + norm.label()
                            + ", mean over the seeds; dotted: Pre-LN.",
                    Charts.lines(
                            "Gradients at initialization, " + norm.label(),
                            Axis.linear("block"),
                            Axis.logarithmic("norm of the gradient"),
                            gradientTraces(results, norm))));
            drawings.add(new Drawing(
                    "learning-rates" + suffix,
                    "Perplexity over the learning rate, " + norm.label() + ", mean over the seeds; without a point"
                            + " where a run diverged.",
                    Charts.lines(
                            "Perplexity after " + setting.scale().steps() + " steps, " + norm.label(),
                            Axis.logarithmic("learning rate"),
                            Axis.linear("validation perplexity"),
                            rateTraces(results, norm))));
        }
        drawings.add(new Drawing(
                "loss",
                "Validation loss at the largest learning rate, mean over the seeds.",
                Charts.lines(
                        "Validation loss at the largest learning rate",
                        Axis.linear("step"),
                        Axis.linear("nats per byte"),
                        lossTraces(results))));
        return drawings;
    }

    private List<Trace> gradientTraces(Results results, NormChoice norm) {
        List<Trace> traces = new ArrayList<>();
        for (Placement placement : Placement.values()) {
            for (int depth : setting.scale().depths()) {
                double[] blocks = IntStream.rangeClosed(1, depth)
                        .mapToDouble(Integer::valueOf)
                        .toArray();
                double[] norms = IntStream.range(0, depth)
                        .mapToDouble(block ->
                                gradient(results, norm, placement, depth, block).mean())
                        .toArray();
                traces.add(new Trace(
                        PlacementKind.title(placement) + ", " + depth + " layers",
                        new Results.Course(blocks, norms),
                        setting.scale().depths().indexOf(depth),
                        placement == Placement.PRE));
            }
        }
        return traces;
    }

    private List<Trace> rateTraces(Results results, NormChoice norm) {
        double[] rates = setting.scale().learningRates().stream()
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        List<Trace> traces = new ArrayList<>();
        for (PlacementKind kind : kinds()) {
            String label = PlacementKind.title(kind.placement()) + (kind.warmup() == 0 ? ", no warm-up" : ", warm-up");
            if (traces.stream().anyMatch(trace -> trace.label().equals(label))) {
                continue;
            }
            double[] values = new double[rates.length];
            for (int i = 0; i < rates.length; i++) {
                values[i] = perplexity(results, norm, new PlacementKind(kind.placement(), rates[i], kind.warmup()))
                        .mean();
            }
            traces.add(new Trace(label, new Results.Course(rates, values), traces.size()));
        }
        return traces;
    }

    private List<Trace> lossTraces(Results results) {
        double largest = setting.scale().learningRates().stream()
                .max(Comparator.naturalOrder())
                .orElseThrow();
        List<Trace> traces = new ArrayList<>();
        for (NormChoice norm : norms) {
            for (PlacementKind kind : kinds()) {
                if (kind.learningRate() == largest) {
                    traces.add(new Trace(
                            norm.label() + ", " + kind.label(),
                            results.course(kind.of(norm), "", TrainingJob.VALIDATION_LOSS),
                            traces.size()));
                }
            }
        }
        return traces;
    }

    @Override
    public List<String> differences() {
        return List.of(
                "The paper translates (IWSLT14, WMT14) with 6 layers in encoder and decoder each, of width 512, and"
                        + " pre-trains BERT; here a model of "
                        + setting.scale().layers() + " layers of width "
                        + setting.scale().width() + " predicts the next byte, for "
                        + setting.scale().steps() + " steps.",
                "After its warm-up the learning rate falls along a cosine, in the paper as one over the root of the"
                        + " step.",
                "Gradients are not clipped in this experiment.");
    }
}
