package dev.normc.cli;

import dev.normc.runtime.Mode;
import java.util.Iterator;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads {@code training} and {@code inference}, and offers them to the shell; {@code train} and {@code infer}, as
 * programs and cases have it, are the same.
 */
final class ModeConverter implements ITypeConverter<Mode>, Iterable<String> {

    @Override
    public Mode convert(String value) {
        return switch (value) {
            case "training", "train" -> Mode.TRAINING;
            case "inference", "infer" -> Mode.INFERENCE;
            default -> throw new TypeConversionException("expected training or inference, given " + value);
        };
    }

    @Override
    public Iterator<String> iterator() {
        return List.of("training", "inference").iterator();
    }
}
