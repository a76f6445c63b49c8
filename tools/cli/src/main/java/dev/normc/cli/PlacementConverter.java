package dev.normc.cli;

import dev.normc.examples.transformer.Placement;
import java.util.Iterator;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code pre} and {@code post}, and offers them to the shell. */
final class PlacementConverter implements ITypeConverter<Placement>, Iterable<String> {

    @Override
    public Placement convert(String value) {
        return switch (value) {
            case "pre" -> Placement.PRE;
            case "post" -> Placement.POST;
            default -> throw new TypeConversionException("expected pre or post, given " + value);
        };
    }

    @Override
    public Iterator<String> iterator() {
        return List.of("pre", "post").iterator();
    }
}
