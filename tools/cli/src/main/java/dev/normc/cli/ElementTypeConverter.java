package dev.normc.cli;

import dev.normc.compiler.emit.ScalarType;
import dev.normc.compiler.emit.TensorStorage;
import java.util.Iterator;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads what the elements of tensors are, and offers it to the shell. */
final class ElementTypeConverter implements ITypeConverter<ElementTypeConverter.ElementType>, Iterable<String> {

    /**
     * What the elements of tensors are.
     *
     * @param numbers what kernels compute in
     * @param storage arrays of these, or of numbers of 16 bits
     */
    record ElementType(ScalarType numbers, TensorStorage storage) {

        static final ElementType FLOAT = new ElementType(ScalarType.FLOAT, TensorStorage.ARRAY);
    }

    @Override
    public ElementType convert(String value) {
        return switch (value) {
            case "float" -> ElementType.FLOAT;
            case "double" -> new ElementType(ScalarType.DOUBLE, TensorStorage.ARRAY);
            case "bfloat16" -> new ElementType(ScalarType.FLOAT, TensorStorage.BFLOAT16);
            case "float16" -> new ElementType(ScalarType.FLOAT, TensorStorage.FLOAT16);
            default -> throw new TypeConversionException("expected float, double, bfloat16 or float16, given " + value);
        };
    }

    @Override
    public Iterator<String> iterator() {
        return List.of("float", "double", "bfloat16", "float16").iterator();
    }
}
