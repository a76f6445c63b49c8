package dev.normc.cli;

import dev.normc.examples.experiment.Progress;
import java.io.PrintWriter;

/** Shows how an experiment goes: as a bar over the steps of all runs where somebody watches, else lines. */
final class ExperimentDisplay implements Progress, AutoCloseable {

    private static final String CLEARED = "\r\u001b[K";

    private final PrintWriter err;
    private final StepDisplay steps;
    private String last = "";

    ExperimentDisplay(PrintWriter err) {
        this.err = err;
        this.steps = new StepDisplay("experiment", err);
    }

    @Override
    public void steps(long done, long total) {
        if (steps.isWatched()) {
            steps.at((int) done, (int) total, last);
        }
    }

    @Override
    public void started(int run, int runs, String name) {
        last = "run " + run + " of " + runs;
        if (!steps.isWatched()) {
            line(run + "/" + runs + " " + name);
        }
    }

    @Override
    public void finished(int run, int runs, String name, String outcome) {
        line(run + "/" + runs + " " + name + ": " + outcome);
    }

    @Override
    public void note(String sentence) {
        line("normc: note: " + sentence);
    }

    private void line(String text) {
        // The bar stands in the line where the cursor is, and is drawn again below.
        err.println(steps.isWatched() ? CLEARED + text : text);
        err.flush();
    }

    @Override
    public void close() {
        steps.close();
    }
}
