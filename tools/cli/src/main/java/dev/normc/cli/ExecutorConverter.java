package dev.normc.cli;

import dev.normc.runtime.cases.Executor;
import java.util.Arrays;
import java.util.Iterator;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code janino}, {@code javac} and {@code interpreter}, and offers them to the shell. */
final class ExecutorConverter implements ITypeConverter<Executor>, Iterable<String> {

    @Override
    public Executor convert(String value) {
        return Arrays.stream(Executor.values())
                .filter(executor -> executor.toString().equals(value))
                .findFirst()
                .orElseThrow(
                        () -> new TypeConversionException("expected janino, javac or interpreter, given " + value));
    }

    @Override
    public Iterator<String> iterator() {
        return Arrays.stream(Executor.values()).map(Executor::toString).iterator();
    }
}
