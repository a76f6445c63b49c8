package dev.normc.examples.experiment;

/** Hears how far an experiment is; called by one thread at a time. */
public interface Progress {

    /** How many steps of all runs are over; a step is one of training, or as much work. */
    void steps(long done, long total);

    /** A run begins. */
    void started(int run, int runs, String name);

    /** A run is over, with what came of it in a few words. */
    void finished(int run, int runs, String name, String outcome);

    /** Something that the user should know, as one sentence. */
    void note(String sentence);
}
