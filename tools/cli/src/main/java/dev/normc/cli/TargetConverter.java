package dev.normc.cli;

import dev.normc.compiler.loop.KernelTarget;
import java.util.Arrays;
import java.util.Iterator;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the name of a target of kernels, and offers all to the shell. */
final class TargetConverter implements ITypeConverter<KernelTarget>, Iterable<String> {

    @Override
    public KernelTarget convert(String value) {
        return KernelTarget.named(value)
                .orElseThrow(() -> new TypeConversionException("expected one of "
                        + Arrays.stream(KernelTarget.values())
                                .map(KernelTarget::toString)
                                .collect(Collectors.joining(", "))
                        + ", given " + value));
    }

    @Override
    public Iterator<String> iterator() {
        return Arrays.stream(KernelTarget.values()).map(KernelTarget::toString).iterator();
    }
}
