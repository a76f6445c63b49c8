package dev.normc.examples.bench;

import java.util.List;

/**
 * Kernels of another project. An implementation on the class path that is registered as a service takes part in every
 * benchmark; nothing here knows which there are.
 */
public interface Opponent {

    /**
     * Its entrants for a norm; none if it cannot compute that norm. Called in every JVM that measures, so it does
     * nothing that lasts: what an entrant needs is made when it is bound.
     *
     * @param norm the name that the norm has in its formula
     */
    List<Entrant> entrants(String norm);
}
