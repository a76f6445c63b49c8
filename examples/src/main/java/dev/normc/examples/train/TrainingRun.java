package dev.normc.examples.train;

import dev.normc.examples.text.Batch;
import dev.normc.examples.text.Batches;
import dev.normc.examples.text.Corpus;
import dev.normc.examples.train.Checkpoint.Named;
import dev.normc.examples.transformer.FloatValues;
import dev.normc.examples.transformer.Parameter;
import dev.normc.examples.transformer.Precision;
import dev.normc.examples.transformer.StateArray;
import dev.normc.examples.transformer.Transformer;
import dev.normc.examples.transformer.Values;
import dev.normc.runtime.Normc;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One training while it goes on. */
final class TrainingRun {

    private final TrainingSettings settings;
    private final Map<String, String> header;
    private final Optional<RunFolder> folder;
    private final TrainingListener listener;
    private final Transformer model;
    private final List<Parameter> parameters;
    private final Adam adam;
    private final Batches batches;
    private final List<Batch> validation;
    private final Pace pace;
    private final List<CurvePoint> curve = new ArrayList<>();
    private int done;

    TrainingRun(
            TrainingSettings settings,
            Corpus corpus,
            Map<String, String> header,
            Optional<RunFolder> folder,
            TrainingListener listener,
            Normc normc) {
        this.settings = settings;
        this.header = header;
        this.folder = folder;
        this.listener = listener;
        this.model =
                Transformer.create(settings.model(), Precision.FLOAT, settings.sequences(), settings.seed(), normc);
        this.parameters = model.parameters();
        this.adam = new Adam(parameters, settings.weightDecay());
        int context = settings.model().context();
        this.batches =
                new Batches(corpus, settings.model().objective(), settings.sequences(), context, settings.seed());
        this.validation = batches.validation(settings.validationBatches());
        this.pace = new Pace(model.times(), settings.sequences() * context);
    }

    /** Takes up what {@code checkpoint}, read from {@code file}, has left. */
    void restore(Checkpoint checkpoint, Path file) {
        List<Named> here = arrays();
        List<Named> there = checkpoint.arrays();
        for (int i = 0; i < Math.max(here.size(), there.size()); i++) {
            if (i >= here.size() || i >= there.size() || !isAlike(here.get(i), there.get(i))) {
                Named odd = i < there.size() ? there.get(i) : here.get(i);
                throw new CheckpointException(file + " is of another model: its " + odd.name() + " of "
                        + odd.values().length() + " numbers does not fit.");
            }
        }
        for (int i = 0; i < here.size(); i++) {
            Values values = here.get(i).values();
            for (int k = 0; k < values.length(); k++) {
                values.set(k, there.get(i).values().get(k));
            }
        }
        curve.addAll(checkpoint.curve());
        done = checkpoint.step();
    }

    private static boolean isAlike(Named one, Named other) {
        return one.name().equals(other.name())
                && one.values().length() == other.values().length()
                && one.values() instanceof FloatValues == other.values() instanceof FloatValues;
    }

    TrainingResult run() {
        listener.begin(done, settings.steps(), model);
        // A training that cannot be saved does not begin, nor go on.
        if (done < settings.steps()) {
            folder.ifPresent(RunFolder::rewrite);
        }
        save();
        Optional<Divergence> divergence = Optional.empty();
        boolean stopped = false;
        while (done < settings.steps() && divergence.isEmpty() && !stopped) {
            divergence = step();
            stopped = divergence.isEmpty() && listener.isStopRequested();
            if (divergence.isEmpty() && (stopped || isSaved(done))) {
                divergence = Faults.ofModel(done, settings, model, adam, lastLoss());
                if (divergence.isEmpty()) {
                    save();
                }
            }
        }
        if (divergence.isPresent()) {
            folder.ifPresent(one -> one.saveCurve(curve));
        }
        return result(divergence);
    }

    private TrainingResult result(Optional<Divergence> divergence) {
        boolean whole = done == settings.steps() && divergence.isEmpty();
        double loss = whole ? curve.get(curve.size() - 1).validationLoss() : Double.NaN;
        double perplexity = StrictMath.exp(loss);
        if (Double.isInfinite(perplexity)) {
            double before = curve.get(0).trainingLoss();
            return result(Optional.of(Faults.ofPerplexity(done, loss, before, settings, lastLoss())));
        }
        return new TrainingResult(curve, loss, perplexity, pace.tokensPerSecond(), pace.normShare(), divergence);
    }

    private boolean isSaved(int step) {
        return step % settings.checkpointEvery() == 0 || step == settings.steps();
    }

    private boolean isEvaluated(int step) {
        return step % settings.evaluateEvery() == 0 || step == settings.steps();
    }

    private Optional<Divergence> step() {
        int step = done + 1;
        double rate = settings.learningRate(step);
        pace.stepBegins();
        double loss = model.loss(batches.training(done));
        if (!Double.isFinite(loss)) {
            return Optional.of(Faults.ofLoss(step, loss, settings, model, lastLoss()));
        }
        model.backward();
        double norm = Gradients.norm(parameters);
        pace.pause();
        if (!Double.isFinite(norm)) {
            return Optional.of(Faults.ofGradient(step, norm, settings, model, loss));
        }
        listener.beforeUpdate(step, model);
        pace.resume();
        adam.update(step, rate, Gradients.scale(norm, settings.clip()));
        pace.pause();
        pace.stepEnds();
        double validationLoss = Double.NaN;
        if (isEvaluated(step)) {
            validationLoss = evaluate();
            if (!Double.isFinite(validationLoss)) {
                return Optional.of(Faults.ofValidation(step, validationLoss, settings, model, loss));
            }
            listener.evaluated(step, settings.steps(), validationLoss);
        }
        done = step;
        CurvePoint point = new CurvePoint(step, loss, validationLoss, norm, rate);
        curve.add(point);
        listener.step(step, settings.steps(), point);
        return Optional.empty();
    }

    /** The mean over all counted bytes of the validation batches. */
    private double evaluate() {
        double sum = 0;
        long bytes = 0;
        for (Batch batch : validation) {
            int counted = batch.countedPositions();
            sum += model.evaluate(batch) * counted;
            bytes += counted;
        }
        return sum / bytes;
    }

    /** The last finite loss; NaN if there was none. */
    private double lastLoss() {
        return curve.isEmpty() ? Double.NaN : curve.get(curve.size() - 1).trainingLoss();
    }

    private void save() {
        folder.ifPresent(one -> {
            one.save(new Checkpoint(header, done, arrays(), curve));
            listener.saved(done);
        });
    }

    /** All that a step changes, the arrays themselves. */
    private List<Named> arrays() {
        List<Named> arrays = new ArrayList<>();
        for (int i = 0; i < parameters.size(); i++) {
            String name = parameters.get(i).name();
            arrays.add(new Named("parameter " + name, parameters.get(i).values()));
            arrays.add(new Named("first moment of " + name, adam.first().get(i)));
            arrays.add(new Named("second moment of " + name, adam.second().get(i)));
        }
        for (StateArray state : model.states()) {
            arrays.add(new Named("state " + state.name(), state.values()));
        }
        return arrays;
    }
}
