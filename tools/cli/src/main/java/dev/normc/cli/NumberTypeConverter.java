package dev.normc.cli;

import dev.normc.compiler.emit.ScalarType;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code float} and {@code double}. */
final class NumberTypeConverter implements ITypeConverter<ScalarType> {

    @Override
    public ScalarType convert(String value) {
        return switch (value) {
            case "float" -> ScalarType.FLOAT;
            case "double" -> ScalarType.DOUBLE;
            default -> throw new TypeConversionException("expected float or double, given " + value);
        };
    }
}
