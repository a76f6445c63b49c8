package dev.normc.runtime.random;

import dev.normc.compiler.Options;
import dev.normc.compiler.Review;
import dev.normc.compiler.emit.ScalarType;
import dev.normc.compiler.graph.Tensor;
import dev.normc.compiler.planning.SavePolicy;
import dev.normc.dsl.diagnostic.Severity;
import dev.normc.runtime.CompiledNorm;
import dev.normc.runtime.JavaCompiler;
import dev.normc.runtime.KernelRun;
import dev.normc.runtime.Mode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The list of properties. Cheap ones hold of all programs, dear ones are tested on a sample. */
final class Properties {

    static final List<Property> ALL = List.of(
            new Property(
                    "a double kernel computes what the interpreter computes",
                    1,
                    trial -> compared(trial, ScalarType.DOUBLE, 2)),
            new Property("a float kernel is within its rounding", 10, trial -> compared(trial, ScalarType.FLOAT, 2)),
            new Property("gradients are the differences of the forward", 5, Gradients::areDifferences),
            new Property("saving or recomputing makes no bit of difference", 20, Properties::policies),
            new Property("advice is about words of the program", 1, Properties::advice),
            new Property("Janino and javac give the same bits", 50, Properties::compilers));

    /** What must hold of the simplifier alone; nothing is compiled. */
    static final List<Property> OF_THE_SIMPLIFIER = List.of(
            new Property("every step of a simplification keeps the value", 1, Simplifying::everyStepKeepsTheValue),
            new Property("a second simplification does nothing", 1, Simplifying::aSecondTimeNothingHappens),
            new Property("a simplification is bounded", 1, Simplifying::theResultIsBounded));

    private Properties() {}

    private static Optional<Failure> compared(Trial trial, ScalarType type, int steps) {
        CompiledNorm norm = trial.compiled(type);
        for (Mode mode : Mode.values()) {
            Optional<Failure> failure = new Comparison(norm, trial.subject().sizes(), mode)
                    .steps(steps, trial.subject().seed());
            if (failure.isPresent()) {
                return failure;
            }
        }
        return Optional.empty();
    }

    private static Optional<Failure> advice(Trial trial) {
        Review review = Review.of(trial.source());
        int length = trial.source().text().length();
        return Stream.concat(review.errors().stream(), review.warnings().stream())
                .filter(found -> found.severity() == Severity.ERROR
                        || found.span().length() == 0
                        || found.span().end() > length)
                .findFirst()
                .map(found -> new Failure("advice: " + found.code(), found.toString()));
    }

    private static Optional<Failure> policies(Trial trial) {
        ScalarType type = type(trial);
        CompiledNorm balanced = trial.compiled(type);
        for (SavePolicy policy : List.of(SavePolicy.SAVE_ALL, SavePolicy.RECOMPUTE_ALL)) {
            CompiledNorm other =
                    trial.compiled(Options.DEFAULT.withType(type).withSavePolicy(policy), JavaCompiler.JANINO);
            Optional<Failure> failure = difference(trial.subject(), balanced, other, policy.toString());
            if (failure.isPresent()) {
                return failure;
            }
        }
        return Optional.empty();
    }

    private static Optional<Failure> compilers(Trial trial) {
        Options options = Options.DEFAULT.withType(type(trial));
        return difference(
                trial.subject(),
                trial.compiled(options, JavaCompiler.JANINO),
                trial.compiled(options, JavaCompiler.JAVAC),
                "javac");
    }

    /** Both types in turn. */
    private static ScalarType type(Trial trial) {
        return Math.floorMod(trial.subject().seed() / 50, 2) == 0 ? ScalarType.DOUBLE : ScalarType.FLOAT;
    }

    /** Where the kernels of two compilations of the same program differ in a bit. */
    static Optional<Failure> difference(Subject subject, CompiledNorm one, CompiledNorm other, String what) {
        for (Mode mode : Mode.values()) {
            Map<Tensor, double[]> values = Comparison.values(one, subject.sizes(), subject.seed());
            Map<String, long[]> expected =
                    KernelRun.of(one, subject.sizes(), mode, values).bits();
            Map<String, long[]> actual =
                    KernelRun.of(other, subject.sizes(), mode, values).bits();
            if (!expected.keySet().equals(actual.keySet())) {
                return Optional.of(new Failure(
                        what + ", " + mode,
                        "expected the tensors " + expected.keySet() + ", actual " + actual.keySet()));
            }
            for (String tensor : expected.keySet()) {
                long[] bits = actual.getOrDefault(tensor, new long[0]);
                if (!Arrays.equals(expected.get(tensor), bits)) {
                    return Optional.of(new Failure(
                            what + ", " + mode + ", " + tensor.split(" ", 2)[0],
                            tensor + ": expected " + numbers(expected.get(tensor)) + ", actual " + numbers(bits)));
                }
            }
        }
        return Optional.empty();
    }

    private static String numbers(long[] bits) {
        return Arrays.toString(Arrays.stream(bits)
                .limit(24)
                .mapToDouble(Double::longBitsToDouble)
                .toArray());
    }
}
