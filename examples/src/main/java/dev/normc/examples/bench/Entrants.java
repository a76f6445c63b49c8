package dev.normc.examples.bench;

import dev.normc.examples.bench.Entrant.Kind;
import dev.normc.examples.compare.Contender;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** Who takes part: the one list of it. */
public final class Entrants {

    private Entrants() {}

    /**
     * Everyone for a norm, in the order of the tables.
     *
     * @param norm the name that the norm has in its formula
     */
    public static List<Entrant> of(String norm) {
        List<Entrant> entrants = new ArrayList<>();
        for (Contender contender : Contender.of(norm)) {
            Kind kind = contender.label().equals(Contender.GENERATED) ? Kind.GENERATED : Kind.OPPONENT;
            entrants.add(new Entrant(contender.label(), kind, contender.binder()));
        }
        ServiceLoader.load(Opponent.class).forEach(opponent -> entrants.addAll(opponent.entrants(norm)));
        entrants.add(new Entrant("copy", Kind.COPY, 1, problem -> new CopyKernel(problem, 1)));
        entrants.add(new Entrant("copy-2-threads", Kind.COPY, 2, problem -> new CopyKernel(problem, 2)));
        return entrants;
    }

    /** The one of this label; empty for a norm that it has no kernels for. */
    static Optional<Entrant> find(String norm, String label) {
        return of(norm).stream()
                .filter(entrant -> entrant.label().equals(label))
                .findFirst();
    }
}
