package dev.normc.examples.train;

import dev.normc.examples.transformer.Parameter;
import dev.normc.examples.transformer.StateArray;
import dev.normc.examples.transformer.Transformer;
import dev.normc.examples.transformer.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Remembers what a training tells, and asks for its end behind a step if it was told to. */
class Watcher implements TrainingListener {

    private final int last;
    private final List<String> events = new ArrayList<>();
    private final List<Double> validations = new ArrayList<>();
    private @Nullable Transformer model;
    private int done;

    Watcher() {
        this(Integer.MAX_VALUE);
    }

    Watcher(int last) {
        this.last = last;
    }

    @Override
    public void begin(int step, int steps, Transformer trained) {
        model = trained;
        events.add("begin " + step + "/" + steps);
    }

    @Override
    public void step(int step, int steps, CurvePoint point) {
        done = step;
        events.add("step " + step);
    }

    @Override
    public void evaluated(int step, int steps, double validationLoss) {
        events.add("evaluated " + step);
        validations.add(validationLoss);
    }

    @Override
    public void beforeUpdate(int step, Transformer trained) {
        events.add("update " + step);
    }

    @Override
    public void saved(int step) {
        events.add("saved " + step);
    }

    @Override
    public void note(String sentence) {
        events.add("note " + sentence);
    }

    @Override
    public boolean isStopRequested() {
        return done >= last;
    }

    List<String> events() {
        return events;
    }

    List<Double> validations() {
        return validations;
    }

    /** All parameters and states of the model, by name, as bits. */
    Map<String, List<Long>> bits() {
        if (model == null) {
            throw new IllegalStateException("nothing was trained");
        }
        Map<String, List<Long>> bits = new LinkedHashMap<>();
        for (Parameter parameter : model.parameters()) {
            bits.put(parameter.name(), bits(parameter.values()));
        }
        for (StateArray state : model.states()) {
            bits.put("state " + state.name(), bits(state.values()));
        }
        return bits;
    }

    private static List<Long> bits(Values values) {
        List<Long> bits = new ArrayList<>();
        for (int i = 0; i < values.length(); i++) {
            bits.add(Double.doubleToRawLongBits(values.get(i)));
        }
        return bits;
    }
}
