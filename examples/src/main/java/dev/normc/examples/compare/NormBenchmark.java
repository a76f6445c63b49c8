package dev.normc.examples.compare;

import dev.normc.compiler.Options;
import dev.normc.runtime.CompiledNorm;
import dev.normc.runtime.Normc;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The figures to quote: each contender, pass and shape in a JVM of its own.
 *
 * <pre>{@code
 * java -cp 'tools/cli/target/normc.jar:tools/cli/target/lib/*' org.openjdk.jmh.Main NormBenchmark \
 *     -p norm=LayerNorm -p shape=512x1024
 * }</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 3,
        jvmArgsAppend = {"-XX:+UseSerialGC", "--add-modules", "jdk.incubator.vector"})
public class NormBenchmark {

    private static final int SEED = 1;

    /** A path, {@code path#Name}, or a name of the library. */
    @Param({"LayerNorm", "RmsNorm", "BatchNorm", "PowerNorm", "DyT"})
    public String norm = "";

    /** {@code generated}, or the label of a hand-written kernel of that norm. */
    @Param({Contender.GENERATED, "naive", "tuned", "vector"})
    public String contender = "";

    /** {@code forward} or {@code backward}. */
    @Param({"forward", "backward"})
    public String pass = "";

    /** The sizes of the axes in the order of the program. */
    @Param({"64x768", "512x1024", "4096x1024"})
    public String shape = "";

    private Runnable kernel = () -> {};

    /** Compiles the norm, makes random inputs and runs the forward once, which the backward builds on. */
    @Setup
    public void bind() {
        CompiledNorm compiled = new Normc().compile(norm, Options.DEFAULT);
        Problem problem = Problem.random(compiled, Shape.parse(shape), SEED);
        Contender.Bound bound = Contender.of(compiled.signature().name()).stream()
                .filter(candidate -> candidate.label().equals(contender))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no contender " + contender + " for " + norm))
                .binder()
                .bind(problem);
        bound.forward();
        boolean forward = Pass.valueOf(pass.toUpperCase(Locale.ROOT)) == Pass.FORWARD;
        kernel = forward ? bound::forward : bound::backward;
    }

    /** One call. Its result stands in arrays that outlive it, so there is nothing to give to a black hole. */
    @Benchmark
    public void call() {
        kernel.run();
    }
}
