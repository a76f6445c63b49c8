package dev.normc.cli;

import dev.normc.compiler.emit.ScalarType;
import java.util.Iterator;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code float} and {@code double}, and offers them to the shell. */
final class NumberTypeConverter implements ITypeConverter<ScalarType>, Iterable<String> {

    @Override
    public ScalarType convert(String value) {
        return switch (value) {
            case "float" -> ScalarType.FLOAT;
            case "double" -> ScalarType.DOUBLE;
            default -> throw new TypeConversionException("expected float or double, given " + value);
        };
    }

    @Override
    public Iterator<String> iterator() {
        return List.of("float", "double").iterator();
    }
}
