package dev.normc.examples.bench;

import dev.normc.examples.bench.Entrant.Kind;
import dev.normc.examples.compare.Contender;
import java.util.List;

/** Entrants for the tests, for the norm {@code Probe} alone: one is right, the others fail in a way of their own. */
public final class ProbeOpponent implements Opponent {

    static final String NORM = "norm Probe(x[N, D]) {\n    param gamma[D] = 1\n    return gamma * x\n}\n";

    /** Where what a wasteful kernel allocates goes, so that the JIT cannot leave it out. */
    private static final class Waste {
        private byte[] last = {};
    }

    @Override
    public List<Entrant> entrants(String norm) {
        if (!norm.equals("Probe")) {
            return List.of();
        }
        return List.of(
                new Entrant("right", Kind.OPPONENT, Contender.generated().binder()),
                new Entrant("wrong", Kind.OPPONENT, problem -> kernel(() -> {})),
                new Entrant("clumsy", Kind.OPPONENT, problem -> {
                    throw new IllegalStateException("fell over");
                }),
                new Entrant("wasteful", Kind.OPPONENT, problem -> {
                    Contender.Bound right = Contender.generated().binder().bind(problem);
                    Waste waste = new Waste();
                    return new Contender.Bound() {
                        @Override
                        public void forward() {
                            waste.last = new byte[1000 + waste.last.length % 2];
                            right.forward();
                        }

                        @Override
                        public void backward() {
                            right.backward();
                        }
                    };
                }));
    }

    private static Contender.Bound kernel(Runnable work) {
        return new Contender.Bound() {
            @Override
            public void forward() {
                work.run();
            }

            @Override
            public void backward() {
                work.run();
            }
        };
    }
}
