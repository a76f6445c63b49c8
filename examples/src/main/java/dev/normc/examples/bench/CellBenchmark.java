package dev.normc.examples.bench;

import dev.normc.examples.compare.Contender;
import dev.normc.examples.compare.Pass;
import dev.normc.examples.compare.Problem;
import dev.normc.examples.compare.Shape;
import dev.normc.examples.compare.WarmUp;
import dev.normc.runtime.CompiledNorm;
import dev.normc.runtime.Normc;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One contender in one cell; {@link Forks} gives it its parameters. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CellBenchmark {

    private static final int SEED = 1;
    private static final Duration LEAST_WARM_UP = Duration.ofMillis(500);

    /** A path, {@code path#Name}, or a name of the library. */
    @Param("LayerNorm")
    public String program = "";

    @Param("FORWARD")
    public Pass pass = Pass.FORWARD;

    @Param("64x768")
    public String shape = "";

    @Param(Contender.GENERATED)
    public String contender = "";

    private Runnable kernel = () -> {};

    /**
     * Compiles the norm, makes random inputs and runs the forward once, which the backward builds on; then warms up.
     */
    @Setup
    public void bind() {
        CompiledNorm norm = new Normc().compile(program, Entrants.usual());
        Entrant entrant = Entrants.find(program, norm.signature().name(), contender)
                .orElseThrow(() -> new IllegalArgumentException("no contender " + contender + " for " + program));
        Contender.Bound bound = entrant.binder().bind(Problem.random(norm, Shape.parse(shape), SEED));
        bound.forward();
        kernel = pass == Pass.FORWARD ? bound::forward : bound::backward;
        WarmUp.untilSteady(kernel, LEAST_WARM_UP);
    }

    /** One call. Its result stands in arrays that outlive it, so there is nothing to give to a black hole. */
    @Benchmark
    public void call() {
        kernel.run();
    }
}
