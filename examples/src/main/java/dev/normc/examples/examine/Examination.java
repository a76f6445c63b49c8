package dev.normc.examples.examine;

import dev.normc.examples.compare.Contender;
import dev.normc.examples.compare.Contest;
import dev.normc.examples.compare.Shape;
import dev.normc.runtime.CompiledNorm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * How a contender did on hard problems.
 *
 * @param contender its label
 * @param findings every problem and pass, in the order in which they were examined
 * @param faults what its kernels did that no kernel may do, one sentence each
 * @param explanations what wrong results point to, one sentence each
 * @param notes what is no mistake and good to know, one sentence each
 */
public record Examination(
        String contender, List<Finding> findings, List<String> faults, List<String> explanations, List<String> notes) {

    public Examination {
        findings = List.copyOf(findings);
        faults = List.copyOf(faults);
        explanations = List.copyOf(explanations);
        notes = List.copyOf(notes);
    }

    /**
     * Runs a contender on all hard problems of a norm, and once at each shape that is going to be timed.
     *
     * @param contender who is examined; its arrays that belong to no tensor hold NaN at first
     * @param zeroed the same contender, whose such arrays hold zeros at first
     * @param timed shapes at which it has to come back without a fault
     * @param limit how long one forward and backward may take
     * @param warning hears when they take long
     * @throws IllegalArgumentException for a norm of more axes than anybody could guess sizes for
     */
    public static Examination of(
            CompiledNorm norm,
            Contender contender,
            Contender zeroed,
            List<Shape> timed,
            long seed,
            Duration limit,
            Contest.Progress progress,
            Consumer<String> warning) {
        Patience patience = new Patience(limit, warning);
        return new Examiner(norm, contender, zeroed, seed, patience, progress).examine(timed);
    }

    /** The same with notes before its own. */
    public Examination withNotes(List<String> others) {
        List<String> all = new ArrayList<>(others);
        all.addAll(notes);
        return new Examination(contender, findings, faults, explanations, all);
    }

    /** Whether it is wrong anywhere, or did what no kernel may do. */
    public boolean wrong() {
        return !faults.isEmpty() || findings.stream().anyMatch(Finding::wrong);
    }
}
