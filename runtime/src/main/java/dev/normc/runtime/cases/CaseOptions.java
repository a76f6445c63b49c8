package dev.normc.runtime.cases;

import dev.normc.compiler.emit.ScalarType;
import dev.normc.compiler.loop.KernelTarget;
import dev.normc.runtime.cache.CompileCache;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How a case is run.
 *
 * @param type the number type of the kernels; the interpreter computes in double
 * @param executor what runs the steps
 * @param target what the kernels are written for; without one the runtime chooses
 * @param threads how many threads share a call of a kernel; the results are the same
 * @param states states that the case calls otherwise than the program
 * @param constants values of constants that go before the case's own
 * @param cache where compiled norms are kept, if anywhere
 */
public record CaseOptions(
        ScalarType type,
        Executor executor,
        Optional<KernelTarget> target,
        int threads,
        List<StateMapping> states,
        Map<String, Double> constants,
        Optional<CompileCache> cache) {

    /** Double kernels by Janino. */
    public static final CaseOptions DEFAULT = new CaseOptions(
            ScalarType.DOUBLE, Executor.JANINO, Optional.empty(), 1, List.of(), Map.of(), Optional.empty());

    public CaseOptions {
        if (executor == Executor.INTERPRETER && type != ScalarType.DOUBLE) {
            throw new CaseException("The interpreter computes in double only.");
        }
        states = List.copyOf(states);
        constants = java.util.Collections.unmodifiableMap(new TreeMap<>(constants));
    }

    public CaseOptions with(ScalarType otherType, Executor otherExecutor) {
        return new CaseOptions(otherType, otherExecutor, target, threads, states, constants, cache);
    }

    public CaseOptions withTarget(KernelTarget other) {
        return new CaseOptions(type, executor, Optional.of(other), threads, states, constants, cache);
    }

    public CaseOptions withThreads(int other) {
        return new CaseOptions(type, executor, target, other, states, constants, cache);
    }

    public CaseOptions withStates(List<StateMapping> other) {
        return new CaseOptions(type, executor, target, threads, other, constants, cache);
    }

    public CaseOptions withConstants(Map<String, Double> other) {
        return new CaseOptions(type, executor, target, threads, states, other, cache);
    }

    public CaseOptions withCache(Optional<CompileCache> other) {
        return new CaseOptions(type, executor, target, threads, states, constants, other);
    }
}
