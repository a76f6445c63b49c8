package dev.normc.examples.experiment;

import dev.normc.examples.text.Corpus;
import dev.normc.runtime.Normc;
import java.nio.file.Path;
import java.util.List;

/** A run of an experiment: its rows are a function of its identity and the text. */
sealed interface Job permits TrainingJob, InitialGradientsJob, KernelTimesJob {

    Subject subject();

    /** Everything that its rows depend on but the text, as a text. */
    String identity();

    /** How much work it is, in steps of training. */
    long steps();

    /** Whether nothing may run beside it, since it measures times. */
    default boolean isAlone() {
        return false;
    }

    /** Does the work. */
    List<Row> run(Surroundings surroundings);

    /** What a run works with. */
    interface Surroundings {

        Corpus corpus();

        /** Programs that other runs may have compiled. */
        Normc normc();

        /** A folder of its own that is kept while the run is not over, and may not be there yet. */
        Path folder();

        /** So many steps are over. */
        void at(long steps);

        /** Whether the run shall end at the next step, with a checkpoint. */
        boolean isStopRequested();

        void note(String sentence);
    }
}
