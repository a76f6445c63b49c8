package dev.normc.examples.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How long it takes from the text of a formula to kernels that can be called.
 *
 * @param firstMillis the first time in a JVM, in milliseconds
 * @param medianMillis the median once the JVM is warm
 * @param warm how many times that is the median of
 */
public record CompileTime(String norm, double firstMillis, double medianMillis, int warm) {

    /**
     * The figures of a JVM's first compilations.
     *
     * @param millis one after the other, at least two; those of the second half count as warm
     */
    static CompileTime of(String norm, List<Double> millis) {
        List<Double> warm = new ArrayList<>(millis.subList(millis.size() / 2, millis.size()));
        Collections.sort(warm);
        int half = warm.size() / 2;
        double median = warm.size() % 2 == 1 ? warm.get(half) : (warm.get(half - 1) + warm.get(half)) / 2;
        return new CompileTime(norm, millis.get(0), median, warm.size());
    }
}
