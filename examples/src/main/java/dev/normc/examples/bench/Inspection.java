package dev.normc.examples.bench;

import com.sun.management.ThreadMXBean;
import dev.normc.compiler.graph.Tensor;
import dev.normc.examples.compare.Contender;
import dev.normc.examples.compare.Contest;
import dev.normc.examples.compare.Pass;
import dev.normc.examples.compare.Problem;
import dev.normc.examples.compare.Reference;
import dev.normc.examples.compare.UlpError;
import dev.normc.runtime.Mode;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Who computes the norm, how exactly, and whether a call allocates: all that needs no clock.
 *
 * @param wrong the labels of those whose results on ordinary data are beyond the bound, or who threw
 */
record Inspection(List<Precision> precisions, List<Allocation> allocations, List<Failure> failures, Set<String> wrong) {

    /**
     * At most so long the JIT has for a kernel. Objects that do not escape, such as vectors, are there until it has
     * seen that they do not.
     */
    private static final long WARMING_NANOS = 5_000_000_000L;

    private static final int CALLS = 5;

    static Inspection of(Plan.Subject subject, Settings settings) {
        Inspection inspection =
                new Inspection(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new LinkedHashSet<>());
        for (Data data : Data.of(subject.norm().signature(), settings)) {
            inspection.check(subject, data);
        }
        inspection.count(subject, settings);
        return inspection;
    }

    private void check(Plan.Subject subject, Data data) {
        try {
            subject.norm().bind(data.shape().byAxis(subject.norm().signature()), Mode.TRAINING);
        } catch (IllegalArgumentException undefined) {
            return; // as a variance over a single row: there is nothing to be right about
        }
        Problem problem = data.problem(subject.norm());
        Reference reference = Reference.of(problem);
        for (Entrant entrant : subject.entrants()) {
            if (entrant.computes() && !wrong.contains(entrant.label())) {
                check(subject, data, entrant, problem.copy(), reference);
            }
        }
    }

    private void check(Plan.Subject subject, Data data, Entrant entrant, Problem own, Reference reference) {
        String what = subject.name() + ", results, " + data.words();
        try {
            Contender.Bound bound = entrant.binder().bind(own);
            bound.forward();
            bound.backward();
            bound.deliver();
        } catch (RuntimeException | LinkageError failure) {
            failures.add(new Failure(what, entrant.label(), failure.toString()));
            wrong.add(entrant.label());
            return;
        }
        double bound = Contest.bound(reference.longestSum());
        for (Pass pass : Pass.values()) {
            Precision precision = worst(subject, data, entrant, pass, own, reference);
            precisions.add(precision);
            if (data.words().equals(Data.ORDINARY) && !(precision.worstUlp() <= bound)) {
                String sentence = String.format(
                        Locale.ROOT,
                        "%s: %s is off by %.1f ulp, the bound is %.1f; it was not timed",
                        pass,
                        precision.tensor(),
                        precision.worstUlp(),
                        bound);
                failures.add(new Failure(what, entrant.label(), sentence));
                wrong.add(entrant.label());
            }
        }
    }

    private static Precision worst(
            Plan.Subject subject, Data data, Entrant entrant, Pass pass, Problem problem, Reference reference) {
        String worstTensor = "";
        double worst = -1;
        for (Map.Entry<Tensor, double[]> entry : reference.of(pass).entrySet()) {
            float[] actual = problem.arrays().getOrDefault(entry.getKey(), new float[0]);
            double error = UlpError.worst(entry.getValue(), actual);
            if (error > worst) {
                worst = error;
                worstTensor = entry.getKey().label();
            }
        }
        return new Precision(subject.name(), data.words(), data.shape(), pass, entrant.label(), worstTensor, worst);
    }

    private void count(Plan.Subject subject, Settings settings) {
        Data ordinary = Data.of(subject.norm().signature(), settings).get(0);
        for (Entrant entrant : subject.entrants()) {
            if (entrant.computes() && !wrong.contains(entrant.label())) {
                Contender.Bound bound = entrant.binder().bind(ordinary.problem(subject.norm()));
                bound.forward();
                allocations.add(
                        new Allocation(subject.name(), Pass.FORWARD, entrant.label(), bytesPerCall(bound::forward)));
                allocations.add(
                        new Allocation(subject.name(), Pass.BACKWARD, entrant.label(), bytesPerCall(bound::backward)));
            }
        }
    }

    /**
     * The least of the trials that it takes until nothing is allocated or time is up: what another thread of this JVM
     * allocates meanwhile is not the kernel's.
     */
    private static double bytesPerCall(Runnable call) {
        long end = System.nanoTime() + WARMING_NANOS;
        long counting = Long.MAX_VALUE;
        long least = Long.MAX_VALUE;
        do {
            counting = Math.min(counting, bytes(() -> {}));
            least = Math.min(least, bytes(() -> repeat(call, CALLS)));
        } while (least > counting && System.nanoTime() < end);
        return (double) Math.max(0, least - counting) / CALLS;
    }

    /** By all threads, since a kernel may have several; one that ended meanwhile takes nothing away. */
    private static long bytes(Runnable work) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long[] ids = threads.getAllThreadIds();
        long[] before = threads.getThreadAllocatedBytes(ids);
        work.run();
        long[] after = threads.getThreadAllocatedBytes(ids);
        long sum = 0;
        for (int i = 0; i < ids.length; i++) {
            sum += after[i] < 0 ? 0 : after[i] - before[i];
        }
        return sum;
    }

    private static void repeat(Runnable call, int times) {
        for (int i = 0; i < times; i++) {
            call.run();
        }
    }
}
