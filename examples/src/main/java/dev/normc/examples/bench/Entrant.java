package dev.normc.examples.bench;

import dev.normc.examples.compare.Contender;

/**
 * One who takes part.
 *
 * @param label its name in options and tables, one word: {@code tuned}, {@code copy-2-threads}
 * @param kind what it is there for
 * @param threads how many threads it uses
 * @param binder makes its kernels for a problem
 */
public record Entrant(String label, Kind kind, int threads, Contender.Binder binder) {

    /** What an entrant is there for. */
    public enum Kind {
        /** Kernels that normc makes. The first one for a number of threads is what others are compared with. */
        GENERATED,
        /** Kernels of others, which compute the same. */
        OPPONENT,
        /** A copy of as many bytes, which computes nothing: a bound of what memory allows. */
        COPY
    }

    public Entrant(String label, Kind kind, Contender.Binder binder) {
        this(label, kind, 1, binder);
    }

    /** Whether it computes the norm, so that its results can be checked. */
    boolean computes() {
        return kind != Kind.COPY;
    }

    /** Who it is, without its kernels. */
    Profile profile() {
        return new Profile(label, kind, threads);
    }

    /** An entrant as results know it. */
    public record Profile(String label, Kind kind, int threads) {}
}
