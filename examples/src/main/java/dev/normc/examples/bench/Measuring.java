package dev.normc.examples.bench;

import java.util.List;

/** How times are measured. */
public interface Measuring {

    /**
     * The microseconds of a call, one figure per iteration, all from one JVM.
     *
     * @throws MeasuringException if that JVM fails
     */
    List<Double> micros(Cell cell, String contender, Settings settings);

    /**
     * The milliseconds of a JVM's first compilations of a program, in order.
     *
     * @throws MeasuringException if that JVM fails
     */
    List<Double> compileMillis(String program, Settings settings);
}
