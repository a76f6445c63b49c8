package dev.normc.cli;

import dev.normc.examples.experiment.Experiment;
import java.util.Arrays;
import java.util.Iterator;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the name of an experiment, and offers all of them to the shell. */
final class ExperimentConverter implements ITypeConverter<Experiment>, Iterable<String> {

    @Override
    public Experiment convert(String value) {
        return Arrays.stream(Experiment.values())
                .filter(experiment -> experiment.toString().equals(value))
                .findFirst()
                .orElseThrow(
                        () -> new TypeConversionException("expected " + String.join(", ", this) + ", given " + value));
    }

    @Override
    public Iterator<String> iterator() {
        return Arrays.stream(Experiment.values()).map(Experiment::toString).iterator();
    }
}
