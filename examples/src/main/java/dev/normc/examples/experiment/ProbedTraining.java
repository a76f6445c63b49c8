package dev.normc.examples.experiment;

import dev.normc.examples.text.Batch;
import dev.normc.examples.train.CurvePoint;
import dev.normc.examples.train.TrainingListener;
import dev.normc.examples.transformer.Transformer;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lets a probe look into a training, and keeps what it sees in a file beside the checkpoint. */
final class ProbedTraining implements TrainingListener, AutoCloseable {

    private final Probe.Kind kind;
    private final Job.Surroundings surroundings;
    private @Nullable Transformer model;
    private @Nullable ProbeLog log;
    private Probe probe = Probe.NOTHING;

    ProbedTraining(Probe.Kind kind, Job.Surroundings surroundings) {
        this.kind = kind;
        this.surroundings = surroundings;
    }

    @Override
    public void begin(int step, int steps, Transformer trained) {
        probe = kind.of(trained);
        model = trained;
        Path file = surroundings.folder().resolve("probe.bin");
        if (probe.length() > 0) {
            if (!ProbeLog.holds(file, probe.length(), step)) {
                // A checkpoint is of a later step than the last record: going on from it would leave a gap.
                throw new TrainingJob.UnusableCheckpoint(
                        "records of the steps before its checkpoint are missing in " + file + ".");
            }
            log = ProbeLog.open(file, probe.length(), step);
        }
        trained.observe(probe);
        surroundings.at(step);
    }

    /** Whether the training found all that it needs. */
    boolean hasBegun() {
        return model != null;
    }

    @Override
    public void beforeUpdate(int step, Transformer trained) {
        double[] record = probe.take();
        if (log != null) {
            log.append(record);
        }
    }

    @Override
    public void step(int step, int steps, CurvePoint point) {
        surroundings.at(step);
    }

    @Override
    public boolean isStopRequested() {
        return surroundings.isStopRequested();
    }

    @Override
    public void note(String sentence) {
        surroundings.note(sentence);
    }

    List<Row> rows(int every) {
        return log == null ? List.of() : probe.rows(log, every);
    }

    List<Row> afterwards(List<Batch> validation, int steps) {
        return probe.afterwards(validation, steps);
    }

    @Override
    public void close() {
        if (model != null) {
            model.observe(null);
        }
        if (log != null) {
            log.close();
        }
    }
}
