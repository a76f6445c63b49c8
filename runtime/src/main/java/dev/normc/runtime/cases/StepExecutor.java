package dev.normc.runtime.cases;

import dev.normc.compiler.Compiler;
import dev.normc.compiler.Options;
import dev.normc.compiler.emit.ScalarType;
import dev.normc.compiler.graph.Signature;
import dev.normc.compiler.graph.Tensor;
import dev.normc.dsl.Dsl;
import dev.normc.dsl.source.Source;
import dev.normc.runtime.JavaCompiler;
import dev.normc.runtime.Mode;
import dev.normc.runtime.Normc;
import dev.normc.runtime.Threads;
import java.util.Map;
import java.util.Optional;

/** Runs one step of a norm. */
interface StepExecutor {

    /** Compiles a norm for what {@code how} says; several threads share a call if there are any. */
    static StepExecutor of(
            CaseOptions how, Source source, Optional<String> norm, Options options, Optional<Threads> threads) {
        Normc normc = new Normc(0, how.cache());
        return switch (how.executor()) {
            case INTERPRETER ->
                new InterpretedExecutor(Compiler.compile(source, Dsl.norm(Dsl.read(source), norm), options));
            case JANINO -> new KernelExecutor(normc.compile(source, norm, options, JavaCompiler.JANINO), threads);
            case JAVAC -> new KernelExecutor(normc.compile(source, norm, options, JavaCompiler.JAVAC), threads);
        };
    }

    Signature signature();

    /** The number type of the array of {@code tensor}. */
    ScalarType type(Tensor tensor);

    /**
     * Outputs, states and, with a backward, gradients after a step.
     *
     * @param mode for what the norm is called
     * @param sizes the size of every axis
     * @param given inputs, data, parameters and states; upstream gradients if there is a backward
     * @param backward whether there is a backward
     */
    Map<Tensor, double[]> run(Mode mode, Map<String, Integer> sizes, Map<Tensor, double[]> given, boolean backward);

    /**
     * The same on arrays of {@link #type}, {@code float[]} and {@code double[]}, which are not copied: those of states
     * may be moved.
     */
    Map<Tensor, Object> runOn(Mode mode, Map<String, Integer> sizes, Map<Tensor, Object> given, boolean backward);
}
