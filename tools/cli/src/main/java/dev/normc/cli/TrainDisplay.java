package dev.normc.cli;

import dev.normc.examples.train.CurvePoint;
import dev.normc.examples.train.TrainingListener;
import dev.normc.examples.train.TrainingSettings;
import dev.normc.examples.transformer.Transformer;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/** Shows how a training goes: as a bar where somebody watches, else some twenty lines and one for each evaluation. */
final class TrainDisplay implements TrainingListener, AutoCloseable {

    private static final int LINES = 20;

    private final PrintWriter err;
    private final BooleanSupplier stop;
    private final StepDisplay steps;
    private final int tokensPerStep;
    private long parameters;
    private int savedStep = -1;
    private int lastStep;
    private long lastTime;
    private double perplexity = Double.NaN;

    /** @param stop whether the training shall end after its present step */
    TrainDisplay(TrainingSettings settings, PrintWriter err, BooleanSupplier stop) {
        this.err = err;
        this.stop = stop;
        this.steps = new StepDisplay("training", err);
        this.tokensPerStep = settings.sequences() * settings.model().context();
    }

    /** How many numbers the model learns; 0 before it begins. */
    long parameters() {
        return parameters;
    }

    @Override
    public void begin(int step, int total, Transformer model) {
        parameters = model.parameters().stream()
                .mapToLong(parameter -> parameter.values().length())
                .sum();
        lastStep = step;
        lastTime = System.nanoTime();
        if (step > 0) {
            err.println("normc: going on after step " + step + " of " + total);
        }
    }

    @Override
    public void step(int step, int total, CurvePoint point) {
        if (point.isEvaluated()) {
            perplexity = Math.exp(point.validationLoss());
        }
        boolean told = steps.isWatched() || point.isEvaluated() || step % Math.max(1, total / LINES) == 0;
        if (!told) {
            return;
        }
        long now = System.nanoTime();
        double speed = (double) (step - lastStep) * tokensPerStep / ((now - lastTime) / 1e9);
        if (steps.isWatched()) {
            // Short: a line of a terminal has the bar, too.
            String known = Double.isNaN(perplexity) ? "" : String.format(Locale.ROOT, "perpl. %.4g, ", perplexity);
            steps.at(
                    step, total, String.format(Locale.ROOT, "loss %.2f, %s%.0f/s", point.trainingLoss(), known, speed));
        } else {
            String judged = point.isEvaluated()
                    ? String.format(
                            Locale.ROOT, ", validation %.3f (perplexity %.4g)", point.validationLoss(), perplexity)
                    : "";
            err.printf(
                    Locale.ROOT,
                    "%d/%d loss %.3f%s, %.0f tokens/s%n",
                    step,
                    total,
                    point.trainingLoss(),
                    judged,
                    speed);
            err.flush();
        }
        lastStep = step;
        lastTime = now;
    }

    /** Behind which step the last checkpoint was written; below 0 without one. */
    int savedStep() {
        return savedStep;
    }

    @Override
    public void saved(int step) {
        savedStep = step;
    }

    @Override
    public void note(String sentence) {
        err.println("normc: note: " + sentence);
    }

    @Override
    public boolean isStopRequested() {
        return stop.getAsBoolean();
    }

    @Override
    public void close() {
        steps.close();
    }
}
