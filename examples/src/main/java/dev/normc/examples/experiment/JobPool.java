package dev.normc.examples.experiment;

import dev.normc.examples.text.Corpus;
import dev.normc.runtime.Normc;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Does runs, several at a time, each on one thread; those that are over already are not done again. */
final class JobPool {

    private final RunStore store;
    private final Corpus corpus;
    private final Normc normc;
    private final BooleanSupplier interrupted;
    private final Progress progress;
    private final List<Job> jobs;
    private final long[] done;
    private final long total;
    private volatile boolean failed;

    /** @param interrupted whether the user wants to end it; runs are left with a checkpoint then */
    JobPool(
            RunStore store,
            Corpus corpus,
            Normc normc,
            List<Job> jobs,
            BooleanSupplier interrupted,
            Progress progress) {
        this.store = store;
        this.corpus = corpus;
        this.normc = normc;
        this.jobs = List.copyOf(jobs);
        this.interrupted = interrupted;
        this.progress = progress;
        this.done = new long[jobs.size()];
        this.total = jobs.stream().mapToLong(Job::steps).sum();
    }

    /**
     * Does all runs.
     *
     * @param threads how many at a time
     * @return the rows of each, in the order of the runs
     * @throws CancellationException if the user ended it
     */
    Map<Job, List<Row>> run(int threads) {
        // Before all others: HotSpot optimizes for what a process has done so far, and kernels that are timed behind
        // trainings take up to four times as long.
        Map<Integer, List<Row>> alone = new HashMap<>();
        for (int i = 0; i < jobs.size(); i++) {
            if (jobs.get(i).isAlone()) {
                alone.put(i, rows(i));
            }
        }
        ExecutorService together = Executors.newFixedThreadPool(threads);
        try {
            List<Future<List<Row>>> results = new ArrayList<>();
            for (int i = 0; i < jobs.size(); i++) {
                int number = i;
                List<Row> known = alone.get(i);
                results.add(
                        known == null ? together.submit(() -> rows(number)) : CompletableFuture.completedFuture(known));
            }
            return results(results);
        } finally {
            together.shutdownNow();
        }
    }

    /** Waits for all; the failure of one is told when all others have ended, too. */
    private Map<Job, List<Row>> results(List<Future<List<Row>>> results) {
        Map<Job, List<Row>> rows = new LinkedHashMap<>();
        @Nullable RuntimeException failure = null;
        for (int i = 0; i < jobs.size(); i++) {
            try {
                rows.put(jobs.get(i), results.get(i).get());
            } catch (ExecutionException thrown) {
                failure = first(failure, Objects.requireNonNullElse(thrown.getCause(), thrown));
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
                failure = first(failure, new CancellationException());
            }
        }
        if (failure != null) {
            throw failure;
        }
        return rows;
    }

    /** What is told of several failures: the first that is no consequence of another. */
    private static RuntimeException first(@Nullable RuntimeException before, Throwable next) {
        if (before != null && !(before instanceof CancellationException)) {
            return before;
        }
        if (next instanceof Error error) {
            throw error;
        }
        return next instanceof RuntimeException known ? known : new CompletionException(next);
    }

    private List<Row> rows(int number) {
        Job job = jobs.get(number);
        var known = store.finished(job);
        if (known.isPresent()) {
            at(number, job.steps());
            return known.get();
        }
        Surroundings surroundings = new Surroundings(number);
        if (surroundings.isStopRequested()) {
            throw new CancellationException();
        }
        try {
            synchronized (progress) {
                progress.started(number + 1, jobs.size(), job.subject().name());
            }
            List<Row> rows = job.run(surroundings);
            store.finish(job, rows);
            at(number, job.steps());
            synchronized (progress) {
                progress.finished(number + 1, jobs.size(), job.subject().name(), outcome(rows));
            }
            return rows;
        } catch (Throwable failure) {
            failed = true;
            throw failure;
        }
    }

    private static String outcome(List<Row> rows) {
        return rows.stream()
                .filter(row -> row.quantity().equals(TrainingJob.PERPLEXITY))
                .findFirst()
                .map(row -> Double.isFinite(row.value()) ? "perplexity " + Figures.of(row.value()) : "diverged")
                .orElse("done");
    }

    private void at(int number, long steps) {
        synchronized (progress) {
            done[number] = steps;
            progress.steps(Arrays.stream(done).sum(), total);
        }
    }

    private final class Surroundings implements Job.Surroundings {
        private final int number;

        Surroundings(int number) {
            this.number = number;
        }

        @Override
        public Corpus corpus() {
            return corpus;
        }

        @Override
        public Normc normc() {
            return normc;
        }

        @Override
        public Path folder() {
            return store.folder(jobs.get(number));
        }

        @Override
        public void at(long steps) {
            JobPool.this.at(number, steps);
        }

        @Override
        public boolean isStopRequested() {
            return failed || interrupted.getAsBoolean();
        }

        @Override
        public void note(String sentence) {
            synchronized (progress) {
                progress.note(sentence);
            }
        }
    }
}
