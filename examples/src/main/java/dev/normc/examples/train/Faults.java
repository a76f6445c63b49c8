package dev.normc.examples.train;

import dev.normc.examples.transformer.Parameter;
import dev.normc.examples.transformer.StateArray;
import dev.normc.examples.transformer.Transformer;
import dev.normc.examples.transformer.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What is told of a training that ends in numbers that are not finite. */
final class Faults {

    private Faults() {}

    /** The loss of a step. */
    static Divergence ofLoss(int step, double loss, TrainingSettings settings, Transformer model, double last) {
        String first = model.firstNonFinite().map(Faults::place).orElse("");
        return beforeUpdate(step, "The loss of step " + step + " is " + loss + first + ".", settings, last);
    }

    /** The gradient of a step whose loss was finite. */
    static Divergence ofGradient(int step, double norm, TrainingSettings settings, Transformer model, double last) {
        String first = Gradients.firstNonFinite(model.parameters())
                .map(name -> place("the gradient of " + name))
                .orElse("");
        return beforeUpdate(
                step, "The norm of the gradient of step " + step + " is " + norm + first + ".", settings, last);
    }

    /** The validation loss, for which norms are called as in inference. */
    static Divergence ofValidation(int step, double loss, TrainingSettings settings, Transformer model, double last) {
        String first = model.firstNonFinite().map(Faults::place).orElse("");
        return divergence(
                step,
                "The validation loss after step " + step + ", with the norms as in inference, is " + loss + first + ".",
                settings,
                last);
    }

    /** A validation loss at the end that is finite, and its exponential is not. */
    static Divergence ofPerplexity(int step, double loss, double first, TrainingSettings settings, double last) {
        String what = String.format(
                Locale.ROOT,
                "The validation loss after step %d is %.4g nats per byte, too much for a finite perplexity.",
                step,
                loss);
        if (Double.isInfinite(StrictMath.exp(first))) {
            return new Divergence(
                    step,
                    String.format(
                            Locale.ROOT,
                            "%s The loss was %.4g before the first update. %s",
                            what,
                            first,
                            ofTheNorm(settings)));
        }
        return divergence(step, what, settings, last);
    }

    /** What a checkpoint must not keep: a parameter or a moment that is not finite, or a state that is NaN. */
    static Optional<Divergence> ofModel(
            int step, TrainingSettings settings, Transformer model, Adam adam, double last) {
        for (Parameter parameter : model.parameters()) {
            if (!parameter.values().isFinite()) {
                return Optional.of(divergence(
                        step, "After step " + step + " " + parameter.name() + " is not finite.", settings, last));
            }
        }
        for (StateArray state : model.states()) {
            // A running maximum may well begin at an infinity; nothing is NaN that anyone wants.
            if (hasNan(state.values())) {
                return Optional.of(divergence(
                        step, "After step " + step + " the state " + state.name() + " is NaN.", settings, last));
            }
        }
        return firstNonFinite(model.parameters(), adam).map(name -> ofMoment(step, name, settings));
    }

    /** The moments of a parameter; the second overflows first, and the parameter stays as it is then, and finite. */
    private static Optional<String> firstNonFinite(List<Parameter> parameters, Adam adam) {
        for (int i = 0; i < parameters.size(); i++) {
            if (!adam.second().get(i).isFinite()) {
                return Optional.of("second moment of " + parameters.get(i).name());
            }
            if (!adam.first().get(i).isFinite()) {
                return Optional.of("first moment of " + parameters.get(i).name());
            }
        }
        return Optional.empty();
    }

    private static Divergence ofMoment(int step, String moment, TrainingSettings settings) {
        return new Divergence(
                step,
                "After step " + step + " Adam's " + moment + " is not finite: its gradients are too large to be squared"
                        + " in float. What helps is " + clipping(settings)
                        + " or a norm whose gradients are smaller.");
    }

    private static String place(String numbers) {
        return "; in order of computation the first numbers that are not finite are in " + numbers;
    }

    private static boolean hasNan(Values values) {
        for (int i = 0; i < values.length(); i++) {
            if (Double.isNaN(values.get(i))) {
                return true;
            }
        }
        return false;
    }

    /** Of a loss or a gradient, which a step computes before its update: there is none before those of the first. */
    private static Divergence beforeUpdate(int step, String what, TrainingSettings settings, double last) {
        return step == 1
                ? new Divergence(step, what + " There was no update before. " + ofTheNorm(settings))
                : divergence(step, what, settings, last);
    }

    /** Where an advice about the learning rate would be none. */
    private static String ofTheNorm(TrainingSettings settings) {
        return "So no learning rate helps: the norm " + settings.model().norm().label()
                + " itself leads to such numbers with this input.";
    }

    private static Divergence divergence(int step, String what, TrainingSettings settings, double last) {
        String before = Double.isNaN(last)
                ? "no loss was finite before"
                : String.format(Locale.ROOT, "the last finite loss %.4g", last);
        String rate = String.format(Locale.ROOT, "%.3g", settings.learningRate(Math.max(1, step)));
        return new Divergence(step, what + " The learning rate was " + rate + ", " + before + ". " + advice(settings));
    }

    /** What helps most often, by what these settings have not yet. */
    private static String advice(TrainingSettings settings) {
        List<String> ways = new ArrayList<>(List.of("a smaller learning rate"));
        ways.add(settings.warmup() == 0 ? "a warm-up" : "a longer warm-up");
        ways.add(clipping(settings));
        return "What helps most often is " + ways.get(0) + ", " + ways.get(1) + " or " + ways.get(2) + ".";
    }

    private static String clipping(TrainingSettings settings) {
        return settings.clip() == 0 ? "clipped gradients" : "gradients clipped at a smaller norm";
    }
}
