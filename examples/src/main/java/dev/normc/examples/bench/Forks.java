package dev.normc.examples.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Measures in JVMs of their own, through JMH. */
public final class Forks implements Measuring {

    private static final String VECTOR_MODULE = "jdk.incubator.vector";

    @Override
    public List<Double> micros(Cell cell, String contender, Settings settings) {
        TimeValue iteration = TimeValue.milliseconds(settings.iteration().toMillis());
        return scores(options(CellBenchmark.class)
                .param("program", cell.program())
                .param("pass", cell.pass().name())
                .param("shape", cell.shape().toString())
                .param("contender", contender)
                .warmupIterations(settings.warmUps())
                .warmupTime(iteration)
                .measurementIterations(settings.iterations())
                .measurementTime(iteration));
    }

    @Override
    public List<Double> compileMillis(String program, Settings settings) {
        return scores(options(CompileBenchmark.class)
                .param("program", program)
                .warmupIterations(0)
                .measurementIterations(settings.compilations()));
    }

    /** Whether the JVMs that measure have the Vector API. */
    static boolean vectorModule() {
        return ModuleFinder.ofSystem().find(VECTOR_MODULE).isPresent();
    }

    private static ChainedOptionsBuilder options(Class<?> benchmark) {
        List<String> jvm = new ArrayList<>(List.of("-XX:+UseSerialGC"));
        if (vectorModule()) {
            jvm.addAll(List.of("--add-modules", VECTOR_MODULE));
        }
        // Said outright, the options of this JVM are not passed on: those of a short command would spoil the kernels.
        return new OptionsBuilder()
                .include(benchmark.getName().replace(".", "\\.") + "\\..*")
                .jvmArgs(jvm.toArray(String[]::new))
                .forks(1)
                .shouldFailOnError(true);
    }

    /** The score of each iteration, in order. */
    private static List<Double> scores(ChainedOptionsBuilder options) {
        Path log = temporary();
        try {
            Collection<RunResult> results =
                    new Runner(options.output(log.toString()).build()).run();
            List<Double> scores = new ArrayList<>();
            for (RunResult result : results) {
                for (BenchmarkResult fork : result.getBenchmarkResults()) {
                    for (IterationResult iteration : fork.getIterationResults()) {
                        scores.add(iteration.getPrimaryResult().getScore());
                    }
                }
            }
            if (scores.isEmpty()) {
                throw new MeasuringException(cause(log, "JMH gave no result"));
            }
            return scores;
        } catch (RunnerException failure) {
            throw new MeasuringException(cause(log, String.valueOf(failure.getMessage())));
        } finally {
            delete(log);
        }
    }

    /** The exception that ended a fork, in its own words, as they stand in JMH's log. */
    private static String cause(Path log, String otherwise) {
        try {
            List<String> lines = Files.readAllLines(log);
            return lines.stream()
                    .map(String::strip)
                    .filter(line -> line.matches("([\\w.$]+\\.)?\\w+(Exception|Error)(: .*)?|.*[Ee]rror: .*"))
                    .findFirst()
                    .orElse(otherwise.lines().findFirst().orElse(otherwise));
        } catch (IOException unreadable) {
            return otherwise;
        }
    }

    private static Path temporary() {
        try {
            return Files.createTempFile("normc-bench", ".log");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void delete(Path log) {
        try {
            Files.deleteIfExists(log);
        } catch (IOException stays) {
            log.toFile().deleteOnExit();
        }
    }
}
