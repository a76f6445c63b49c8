package dev.normc.examples.experiment;

import dev.normc.examples.transformer.NormChoice;
import dev.normc.examples.transformer.Placement;
import java.util.Locale;
import java.util.function.Predicate;

/** What the trainings of one norm differ in. */
record PlacementKind(Placement placement, double learningRate, int warmup) {

    String label() {
        return title(placement) + ", learning rate " + Figures.setting(learningRate)
                + (warmup == 0 ? ", no warm-up" : ", warm-up");
    }

    /** The trainings of {@code norm} of this kind, whatever their seed. */
    Predicate<Subject> of(NormChoice norm) {
        return subject -> subject.part().equals(TrainingJob.PART)
                && subject.norm().equals(norm.label())
                && subject.placement() == placement
                && subject.learningRate() == learningRate
                && subject.warmup() == warmup;
    }

    static String title(Placement placement) {
        String name = placement.name().toLowerCase(Locale.ROOT);
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1) + "-LN";
    }
}
