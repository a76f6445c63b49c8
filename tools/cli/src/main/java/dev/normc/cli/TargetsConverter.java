package dev.normc.cli;

import dev.normc.compiler.loop.KernelTarget;
import java.util.Iterator;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads what classes are written for: {@code scalar}, {@code vector} or {@code both}; offers these to the shell. */
final class TargetsConverter implements ITypeConverter<TargetsConverter.Targets>, Iterable<String> {

    /** Targets, the first of which gives its class the name of the norm. */
    record Targets(List<KernelTarget> list) {

        Targets {
            list = List.copyOf(list);
        }
    }

    @Override
    public Targets convert(String value) {
        return switch (value) {
            case "scalar" -> new Targets(List.of(KernelTarget.SCALAR));
            case "vector" -> new Targets(List.of(KernelTarget.VECTOR));
            case "both" -> new Targets(List.of(KernelTarget.SCALAR, KernelTarget.VECTOR));
            default -> throw new TypeConversionException("expected scalar, vector or both, given " + value);
        };
    }

    @Override
    public Iterator<String> iterator() {
        return List.of("scalar", "vector", "both").iterator();
    }
}
