package dev.normc.cli;

import dev.normc.compiler.emit.TensorStorage;
import java.util.Iterator;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads in what kind of object tensors lie, and offers it to the shell. */
final class MemoryConverter implements ITypeConverter<TensorStorage>, Iterable<String> {

    @Override
    public TensorStorage convert(String value) {
        return switch (value) {
            case "array" -> TensorStorage.ARRAY;
            case "buffer" -> TensorStorage.BUFFER;
            case "segment" -> TensorStorage.SEGMENT;
            default -> throw new TypeConversionException("expected array, buffer or segment, given " + value);
        };
    }

    @Override
    public Iterator<String> iterator() {
        return List.of("array", "buffer", "segment").iterator();
    }
}
