package dev.normc.examples.bench;

import dev.normc.compiler.Options;
import dev.normc.compiler.loop.KernelTarget;
import dev.normc.examples.bench.Entrant.Kind;
import dev.normc.examples.compare.Contender;
import dev.normc.examples.compare.Problem;
import dev.normc.runtime.CompiledNorm;
import dev.normc.runtime.Normc;
import dev.normc.runtime.Targets;
import dev.normc.runtime.WorkerPool;
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
     * @param program the program of the norm: a path, {@code path#Name}, or a name of the library
     * @param norm the name that the norm has in its formula
     */
    public static List<Entrant> of(String program, String norm) {
        List<Entrant> entrants = new ArrayList<>();
        for (Contender contender : Contender.of(norm)) {
            Kind kind = contender.label().equals(Contender.GENERATED) ? Kind.GENERATED : Kind.OPPONENT;
            entrants.add(new Entrant(contender.label(), kind, contender.binder()));
        }
        if (Targets.best().isVector()) {
            entrants.add(generated("generated-scalar", 1, program, Options.DEFAULT.withTarget(KernelTarget.SCALAR)));
        }
        entrants.add(generated("generated-2-threads", 2, program, usual().withParallel(true)));
        ServiceLoader.load(Opponent.class).forEach(opponent -> entrants.addAll(opponent.entrants(norm)));
        entrants.add(new Entrant("copy", Kind.COPY, 1, problem -> new CopyKernel(problem, 1)));
        entrants.add(new Entrant("copy-2-threads", Kind.COPY, 2, problem -> new CopyKernel(problem, 2)));
        return entrants;
    }

    /** The one of this label; empty for a norm that it has no kernels for. */
    static Optional<Entrant> find(String program, String norm, String label) {
        return of(program, norm).stream()
                .filter(entrant -> entrant.label().equals(label))
                .findFirst();
    }

    /**
     * Options that say outright what a caller gets who says nothing. So nobody has to be told, by a line in the log of
     * each JVM, which kernels were taken.
     */
    static Options usual() {
        return Options.DEFAULT.withTarget(Targets.best());
    }

    /** Kernels that are generated in another way than by default. */
    private static Entrant generated(String label, int threads, String program, Options options) {
        return new Entrant(label, Kind.GENERATED, threads, problem -> {
            CompiledNorm norm = new Normc(0).compile(program, options);
            // Its threads are daemons and sleep when there is nothing to do: they end with the JVM that measures.
            Contender contender = threads == 1
                    ? Contender.generated()
                    : Contender.generated(bound -> bound.newWorkspace(new WorkerPool(threads).threads()));
            return contender.binder().bind(new Problem(norm, problem.shape(), problem.arrays()));
        });
    }
}
