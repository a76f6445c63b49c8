package dev.normc.examples.transformer;

import dev.normc.runtime.Normc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What the layers of a model are put together from: arrays, weights, programs, and the lists of what there is. */
final class Assembly {

    /** An array that a forward writes, and what it is in words. */
    record Activation(String words, Values values) {}

    private final ModelConfig config;
    private final int sequences;
    private final Times times;
    private final Arithmetic arithmetic;
    private final Programs programs;
    private final Random random;
    private final List<Parameter> parameters = new ArrayList<>();
    private final List<StateArray> states = new ArrayList<>();
    private final List<Activation> activations = new ArrayList<>();
    private final Map<String, Values> scratch = new HashMap<>();

    Assembly(ModelConfig config, Precision precision, int sequences, long seed, Normc normc, Times times) {
        this.config = config;
        this.sequences = sequences;
        this.times = times;
        this.arithmetic = Arithmetic.of(precision, times);
        this.programs = new Programs(normc, arithmetic.type());
        this.random = new Random(seed);
    }

    ModelConfig config() {
        return config;
    }

    int sequences() {
        return sequences;
    }

    /** How many tokens a batch has. */
    int tokens() {
        return sequences * config.context();
    }

    Arithmetic arithmetic() {
        return arithmetic;
    }

    Programs programs() {
        return programs;
    }

    List<Parameter> parameters() {
        return parameters;
    }

    List<StateArray> states() {
        return states;
    }

    /** In the order in which a forward writes them. */
    List<Activation> activations() {
        return activations;
    }

    /** An array that a forward writes and a backward may read. */
    Values activation(String words, int length) {
        Values values = arithmetic.array(length);
        activations.add(new Activation(words, values));
        return values;
    }

    /** An array for a short time: all who ask for this name get the same one. */
    Values scratch(String name, int length) {
        return scratch.computeIfAbsent(name, any -> arithmetic.array(length));
    }

    /** A parameter whose elements all start with one value. */
    Parameter parameter(String name, int length, double initial) {
        Parameter parameter = new Parameter(name, arithmetic.array(length), arithmetic.array(length));
        parameter.values().fill(initial);
        parameters.add(parameter);
        return parameter;
    }

    /** A parameter drawn from a normal distribution about 0. */
    Parameter normal(String name, int length, double variance) {
        Parameter parameter = parameter(name, length, 0);
        double deviation = Math.sqrt(variance);
        for (int i = 0; i < length; i++) {
            parameter.values().set(i, deviation * random.nextGaussian());
        }
        return parameter;
    }

    /**
     * The matrix of a projection [inputs, outputs], as Glorot and Bengio 2010 draw it: {@code 2 / (inputs + outputs)}.
     */
    Parameter weight(String name, int inputs, int outputs) {
        return normal(name, inputs * outputs, 2.0 / (inputs + outputs));
    }

    /** A program of this package. */
    Kernel program(String name, Map<String, Double> constants, Map<String, Integer> sizes) {
        return new Kernel(programs.own(name, constants, sizes), times, Times.Kind.POINTWISE);
    }

    Kernel program(String name, Map<String, Integer> sizes) {
        return program(name, Map.of(), sizes);
    }

    /** A norm of the user's. */
    Kernel norm(Programs.Bound bound) {
        return new Kernel(bound, times, Times.Kind.NORM);
    }
}
