package dev.normc.runtime.random;

import java.util.Optional;

/**
 * What must hold of every program.
 *
 * @param name a statement
 * @param every of how many programs one is tested; 1 for all
 * @param check what does not hold, if anything
 */
record Property(String name, int every, Check check) {

    /** Looks for a failure. */
    @FunctionalInterface
    interface Check {
        Optional<Failure> failure(Trial trial);
    }

    /** Whether the program of {@code seed} belongs to the sample. */
    boolean samples(long seed) {
        return Math.floorMod(seed, every) == 0;
    }

    /** What does not hold of {@code trial}; an exception is a failure as well. */
    Optional<Failure> failure(Trial trial) {
        try {
            return check.failure(trial);
        } catch (RuntimeException | Error e) {
            return Optional.of(Failure.of(e));
        }
    }

    Optional<Failure> failure(Subject subject) {
        return failure(new Trial(subject));
    }
}
