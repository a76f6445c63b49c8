package dev.normc.examples.bench;

import dev.normc.runtime.CompiledNorm;
import dev.normc.runtime.Normc;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** From the text of a formula to kernels that can be called; {@link Forks} gives it its parameter. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class CompileBenchmark {

    /** A path, {@code path#Name}, or a name of the library. */
    @Param("LayerNorm")
    public String program = "";

    /** Reads, compiles and loads. Nothing is kept from one time to the next. */
    @Benchmark
    public CompiledNorm compile() {
        return new Normc(0).compile(program, Entrants.usual());
    }
}
