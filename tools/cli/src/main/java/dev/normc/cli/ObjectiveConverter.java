package dev.normc.cli;

import dev.normc.examples.text.Objective;
import java.util.Iterator;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code masked} and {@code causal}, and offers them to the shell. */
final class ObjectiveConverter implements ITypeConverter<Objective>, Iterable<String> {

    @Override
    public Objective convert(String value) {
        return switch (value) {
            case "masked" -> Objective.MASKED;
            case "causal" -> Objective.CAUSAL;
            default -> throw new TypeConversionException("expected masked or causal, given " + value);
        };
    }

    @Override
    public Iterator<String> iterator() {
        return List.of("masked", "causal").iterator();
    }
}
