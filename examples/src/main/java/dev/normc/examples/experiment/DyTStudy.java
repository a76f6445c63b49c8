package dev.normc.examples.experiment;

import dev.normc.examples.bench.MarkdownTable;
import dev.normc.examples.experiment.Charts.Axis;
import dev.normc.examples.experiment.Charts.Trace;
import dev.normc.examples.text.Objective;
import dev.normc.examples.transformer.NormChoice;
import dev.normc.examples.transformer.Placement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.knowm.xchart.XYChart;

/**
 * Zhu, Chen, He, LeCun, Liu 2025, Transformers without Normalization: whether trained layer norms look like a tanh,
 * what the scale of a dynamic tanh learns, how well models with it do, and what its kernels take.
 */
final class DyTStudy implements Study {

    static final String PAPER = "Zhu et al. 2025";
    private static final String LAYER = "LayerNorm";
    private static final String RMS = "RmsNorm";

    /** The initial alpha of the paper, unless it says another. */
    private static final double USUAL_ALPHA = 0.5;

    /** What the paper calls a good range. */
    private static final double LARGEST_ALPHA = 1.2;

    /** From this correlation on one quantity follows the other. */
    private static final double FOLLOWS = 0.5;

    /** A tanh that explains less of what a line leaves is no better than a line. */
    private static final double BETTER_THAN_LINE = 0.1;

    private static final int PANELS = 4;
    private static final int CURVE_PLACES = 60;

    private final Setting setting;
    private final List<NormChoice> tanhs;
    private final List<NormChoice> norms;

    DyTStudy(Setting setting) {
        this.setting = setting;
        this.tanhs = setting.scale().alphas().stream().map(DyTStudy::tanh).toList();
        this.norms = setting.with(Stream.concat(Stream.of(NormChoice.of(LAYER), NormChoice.of(RMS)), tanhs.stream())
                .toList());
    }

    private static NormChoice tanh(double alpha) {
        return new NormChoice("DyT", Map.of(), Map.of("alpha", alpha));
    }

    @Override
    public List<Job> jobs() {
        List<Job> jobs = new ArrayList<>();
        for (NormChoice norm : norms) {
            Probe.Kind probe = norm.label().equals(LAYER) ? Probe.Kind.SCATTER : Probe.Kind.ALPHA;
            jobs.addAll(setting.trainings(norm, Objective.CAUSAL, probe));
        }
        jobs.add(times());
        return jobs;
    }

    private Job times() {
        List<NormChoice> timed = setting.with(List.of(NormChoice.of(RMS), NormChoice.of(LAYER), NormChoice.of("DyT")));
        List<KernelTimesJob.Size> sizes = List.of(
                new KernelTimesJob.Size(
                        setting.scale().tokens(), setting.scale().width()),
                new KernelTimesJob.Size(512, 1024));
        return new KernelTimesJob(
                new Subject(KernelTimesJob.PART, "all", Placement.PRE, 0, 0, 0, 0),
                timed,
                timed.stream().map(Setting::program).toList(),
                sizes,
                setting.scale().budget());
    }

    private static Predicate<Subject> of(String norm) {
        return Variant.ofNorm(norm).which();
    }

    private static Predicate<Subject> of(NormChoice norm) {
        return of(norm.label());
    }

    @Override
    public List<Variant> variants() {
        return norms.stream().map(norm -> Variant.ofNorm(norm.label())).toList();
    }

    @Override
    public List<Table> tables(Results results) {
        return List.of(curves(results), alphas(results), DyTKernels.table(results));
    }

    private List<String> layers(Results results) {
        return Results.layers(results.first(of(LAYER)), ScatterProbe.TANH);
    }

    private Table curves(Results results) {
        MarkdownTable table =
                new MarkdownTable(1, List.of("layer", "R2 of a line", "R2 of a tanh", "explained beyond", "b"));
        for (String layer : layers(results)) {
            table.row(List.of(
                    layer,
                    Figures.of(results.sample(of(LAYER), layer, ScatterProbe.LINE)),
                    Figures.of(results.sample(of(LAYER), layer, ScatterProbe.TANH)),
                    Figures.of(beyond(results, layer)),
                    Figures.of(results.sample(of(LAYER), layer, ScatterProbe.B))));
        }
        return new Table(
                "Trained layer norms as curves",
                "Elements of inputs and outputs, without scale and shift, on validation text: how much of the variance"
                        + " a line and `a * tanh(b * x) + c` explain, and what part of that which the line leaves.",
                table);
    }

    /** What part of the variance that a line leaves the tanh explains. */
    private static Sample beyond(Results results, String layer) {
        Sample line = results.sample(of(LAYER), layer, ScatterProbe.LINE);
        Sample tanh = results.sample(of(LAYER), layer, ScatterProbe.TANH);
        return new Sample(IntStream.range(0, line.values().size())
                .mapToObj(i -> {
                    double left = 1 - line.values().get(i);
                    return left <= 0 ? 0 : (tanh.values().get(i) - line.values().get(i)) / left;
                })
                .toList());
    }

    private Table alphas(Results results) {
        MarkdownTable table = new MarkdownTable(
                1, List.of("norm", "alpha of the first layer", "of the last", "over training", "over layers"));
        for (NormChoice norm : tanhs) {
            List<String> layers = Results.layers(results.first(of(norm)), AlphaProbe.ALPHA);
            if (!layers.isEmpty()) {
                table.row(List.of(
                        norm.label(),
                        Figures.of(results.sample(of(norm), layers.get(0), AlphaProbe.ALPHA)),
                        Figures.of(results.sample(of(norm), layers.get(layers.size() - 1), AlphaProbe.ALPHA)),
                        Figures.of(overTraining(results, norm)),
                        Figures.of(overLayers(results, norm))));
            }
        }
        return new Table(
                "Learned alphas",
                "At the end of the training, and the correlation of alpha with 1 over the standard deviation of the"
                        + " input: over the steps (mean of the layers), and over the layers of the trained model.",
                table);
    }

    /** For each seed the correlation over the steps, mean of the layers; NaN-free: a layer that does not move is 0. */
    private static Sample overTraining(Results results, NormChoice norm) {
        return perRun(
                results,
                norm,
                rows -> Results.layers(rows, AlphaProbe.ALPHA).stream()
                        .mapToDouble(layer -> correlation(
                                values(rows, layer, AlphaProbe.ALPHA),
                                values(rows, layer, AlphaProbe.INVERSE_DEVIATION)))
                        .average()
                        .orElse(0));
    }

    private static Sample overLayers(Results results, NormChoice norm) {
        return perRun(results, norm, rows -> {
            List<String> layers = Results.layers(rows, AlphaProbe.ALPHA);
            return correlation(
                    layers.stream()
                            .mapToDouble(layer -> Results.last(rows, layer, AlphaProbe.ALPHA))
                            .toArray(),
                    layers.stream()
                            .mapToDouble(layer -> Results.last(rows, layer, AlphaProbe.INVERSE_DEVIATION))
                            .toArray());
        });
    }

    private static Sample perRun(Results results, NormChoice norm, ToDoubleFunction<List<Row>> figure) {
        return new Sample(results.rows().entrySet().stream()
                .filter(entry -> of(norm).test(entry.getKey().subject()))
                .map(entry -> figure.applyAsDouble(entry.getValue()))
                .toList());
    }

    private static double[] values(List<Row> rows, String layer, String quantity) {
        return rows.stream()
                .filter(row -> row.layer().equals(layer) && row.quantity().equals(quantity))
                .mapToDouble(Row::value)
                .toArray();
    }

    private static double correlation(double[] x, double[] y) {
        boolean moves = x.length > 1 && Arrays.stream(x).distinct().count() > 1;
        return moves ? LineFit.of(x, y).correlation() : 0;
    }

    @Override
    public List<Claim> claims(Results results) {
        return List.of(
                shape(results),
                follows(results),
                perplexity(results, LAYER),
                perplexity(results, RMS),
                initialAlpha(results),
                DyTKernels.faster(results));
    }

    private Claim shape(Results results) {
        List<String> layers = layers(results);
        if (layers.isEmpty()) {
            return new Claim(
                    PAPER + ", section 3 and figure 2",
                    "Trained layer norms look like a tanh.",
                    "The runs with LayerNorm diverged.",
                    Verdict.NOT_RESOLVED);
        }
        Sample first = beyond(results, layers.get(0));
        List<Sample> deep = layers.subList(layers.size() / 2, layers.size()).stream()
                .map(layer -> beyond(results, layer))
                .toList();
        Sample deeper = new Sample(IntStream.range(0, setting.seeds())
                .mapToObj(seed -> deep.stream()
                        .mapToDouble(sample -> sample.values().get(seed))
                        .average()
                        .orElse(0))
                .toList());
        return new Claim(
                PAPER + ", section 3 and figure 2",
                "In deeper layers of a trained model the elements of a layer norm's output over its input look like a"
                        + " tanh; in the first layers they look like a line.",
                "Of the variance that a line leaves a tanh explains " + Figures.of(first) + " in the first norm and "
                        + Figures.of(deeper) + " in the deeper half (mean). Holds if the latter is above "
                        + BETTER_THAN_LINE + " for all seeds, and larger than the former.",
                Verdict.all(
                        Verdict.within(deeper, BETTER_THAN_LINE, Double.POSITIVE_INFINITY),
                        Verdict.below(first, deeper)));
    }

    private NormChoice usual() {
        return tanhs.contains(tanh(USUAL_ALPHA)) ? tanh(USUAL_ALPHA) : tanhs.get(0);
    }

    private Claim follows(Results results) {
        Sample training = overTraining(results, usual());
        Sample layers = overLayers(results, usual());
        return new Claim(
                PAPER + ", section 6 and figure 8",
                "Alpha follows 1 over the standard deviation of its input, in training and from layer to layer.",
                usual().label() + ": the correlation is " + Figures.of(training) + " over the steps and "
                        + Figures.of(layers) + " over the layers of the trained model; above " + FOLLOWS
                        + " for all seeds counts as following.",
                Verdict.all(Verdict.within(training, FOLLOWS, 1), Verdict.within(layers, FOLLOWS, 1)));
    }

    private Claim perplexity(Results results, String norm) {
        Sample tanh = results.sample(of(usual()), "", TrainingJob.PERPLEXITY);
        Sample other = results.sample(of(norm), "", TrainingJob.PERPLEXITY);
        return new Claim(
                PAPER + ", abstract and section 5",
                "A model with DyT does as well as one with " + norm + ", or better.",
                "Validation perplexity: " + usual().label() + " " + Figures.of(tanh) + ", " + norm + " "
                        + Figures.of(other) + ".",
                Verdict.below(tanh, other));
    }

    private Claim initialAlpha(Results results) {
        List<NormChoice> range = tanhs.stream()
                .filter(norm -> norm.initialValues().getOrDefault("alpha", 0.0) >= USUAL_ALPHA
                        && norm.initialValues().getOrDefault("alpha", 0.0) <= LARGEST_ALPHA)
                .toList();
        boolean differs = false;
        for (NormChoice one : range) {
            Sample first = results.sample(of(one), "", TrainingJob.PERPLEXITY);
            for (NormChoice other : range) {
                Sample second = results.sample(of(other), "", TrainingJob.PERPLEXITY);
                boolean onlyOneDiverged = (first.diverged() > 0) != (second.diverged() > 0);
                differs |= onlyOneDiverged || first.to(second) != Sample.Relation.NOT_RESOLVED;
            }
        }
        String all = tanhs.stream()
                .map(norm -> norm.label() + " " + Figures.of(results.sample(of(norm), "", TrainingJob.PERPLEXITY)))
                .collect(Collectors.joining(", "));
        return new Claim(
                PAPER + ", section 7",
                "Models that are no large language models are not sensitive to the initial alpha between 0.5 and 1.2.",
                "Validation perplexity: " + all + ". "
                        + (differs
                                ? "Two in that range differ."
                                : "No two in that range differ by more than the seeds do."),
                differs ? Verdict.DOES_NOT_HOLD : Verdict.NOT_RESOLVED);
    }

    @Override
    public List<Drawing> drawings(Results results) {
        List<Drawing> drawings = new ArrayList<>();
        List<XYChart> panels = panels(results);
        if (!panels.isEmpty()) {
            drawings.add(new Drawing(
                    "scatter",
                    "Outputs of trained layer norms over their inputs, by depth, with the tanh that fits best; seed 1.",
                    Charts.grid(panels, 2)));
        }
        drawings.add(new Drawing(
                "alpha",
                "Alpha (solid) and 1 over the standard deviation of its input (dotted) in training, " + usual().label()
                        + ", mean over the seeds.",
                Charts.lines(
                        "Alpha and 1 / std of its input, " + usual().label(),
                        Axis.linear("step"),
                        Axis.linear("alpha, 1 / std"),
                        alphaTraces(results))));
        List<Trace> losses = IntStream.range(0, norms.size())
                .mapToObj(i -> new Trace(
                        norms.get(i).label(), results.course(of(norms.get(i)), "", TrainingJob.VALIDATION_LOSS), i))
                .toList();
        drawings.add(new Drawing(
                "loss",
                "Validation loss, mean over the seeds.",
                Charts.lines("Validation loss", Axis.linear("step"), Axis.linear("nats per byte"), losses)));
        return drawings;
    }

    /** Some of the layers, evenly from the first to the last. */
    private static List<String> some(List<String> layers) {
        int count = Math.min(PANELS, layers.size());
        return IntStream.range(0, count)
                .mapToObj(i -> layers.get(count == 1 ? 0 : i * (layers.size() - 1) / (count - 1)))
                .toList();
    }

    private List<XYChart> panels(Results results) {
        List<Row> rows = results.first(of(LAYER));
        List<XYChart> panels = new ArrayList<>();
        for (String layer : some(layers(results))) {
            double[] x = values(rows, layer, ScatterProbe.X);
            double lowest = Arrays.stream(x).min().orElse(0);
            double highest = Arrays.stream(x).max().orElse(0);
            TanhFit fit = new TanhFit(
                    Results.last(rows, layer, ScatterProbe.A),
                    Results.last(rows, layer, ScatterProbe.B),
                    Results.last(rows, layer, ScatterProbe.C),
                    Results.last(rows, layer, ScatterProbe.TANH));
            double[] places = IntStream.rangeClosed(0, CURVE_PLACES)
                    .mapToDouble(i -> lowest + (highest - lowest) * i / CURVE_PLACES)
                    .toArray();
            panels.add(Charts.scatter(
                    layer + ": R2 line " + Figures.of(Results.last(rows, layer, ScatterProbe.LINE)) + ", tanh "
                            + Figures.of(fit.r2()),
                    Axis.linear("input"),
                    Axis.linear("output without scale and shift"),
                    new Results.Course(x, values(rows, layer, ScatterProbe.Y)),
                    new Results.Course(
                            places, Arrays.stream(places).map(fit::at).toArray())));
        }
        return panels;
    }

    private List<Trace> alphaTraces(Results results) {
        List<Trace> traces = new ArrayList<>();
        List<String> layers = some(Results.layers(results.first(of(usual())), AlphaProbe.ALPHA));
        for (int i = 0; i < layers.size(); i++) {
            String layer = layers.get(i);
            traces.add(new Trace(layer + ", alpha", results.course(of(usual()), layer, AlphaProbe.ALPHA), i));
            traces.add(new Trace(
                    layer + ", 1 / std", results.course(of(usual()), layer, AlphaProbe.INVERSE_DEVIATION), i, true));
        }
        return traces;
    }

    @Override
    public List<String> differences() {
        return List.of(
                "The paper trains vision, speech and diffusion models and LLaMA of 7 billion parameters and more; here"
                        + " a model of " + setting.scale().layers() + " layers of width "
                        + setting.scale().width() + " predicts the next byte, for "
                        + setting.scale().steps() + " steps, without tuning anything.",
                "The paper's times are of layers on a GPU whose normalization is several kernels; here each norm is one"
                        + " fused loop on a processor, and DyT's tanh is exact to 2 units in the last place.");
    }
}
