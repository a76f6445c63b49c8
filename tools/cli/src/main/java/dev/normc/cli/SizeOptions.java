package dev.normc.cli;

import dev.normc.compiler.graph.Axis;
import dev.normc.compiler.graph.Signature;
import dev.normc.compiler.graph.Sizes;
import dev.normc.compiler.graph.SplitAxis;
import dev.normc.dsl.diagnostic.DidYouMean;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The option {@code --size}. */
final class SizeOptions {

    @Option(
            names = "--size",
            paramLabel = "AXIS=SIZE",
            converter = Assignment.Converter.class,
            description = "The size of an axis, small by default; may be repeated.")
    private List<Assignment> sizes = List.of();

    /**
     * The sizes of the axes of {@code signature} in their order: the user's where there are any, else {@code usual}. A
     * size of a split axis takes the place of the usual ones of its parts.
     */
    Map<String, Integer> of(Signature signature, Map<String, Integer> usual, CommandLine command) {
        Map<String, Integer> used = new LinkedHashMap<>(usual);
        List<String> given = sizes.stream().map(Assignment::name).toList();
        for (Assignment size : sizes) {
            Optional<SplitAxis> whole = signature.splits().stream()
                    .filter(split -> split.whole().equals(size.name()))
                    .findFirst();
            if (!isAxis(signature, size.name())) {
                throw new ParameterException(command, noAxis(signature, size.name()));
            }
            requireWhole(size, command);
            whole.ifPresent(split -> split.parts().stream()
                    .map(Axis::name)
                    .filter(part -> !given.contains(part))
                    .forEach(used::remove));
            used.put(size.name(), (int) size.value());
        }
        return used;
    }

    /** Whether {@code name} is an axis of the program, a split one included. */
    static boolean isAxis(Signature signature, String name) {
        return signature.axes().stream().anyMatch(axis -> axis.name().equals(name))
                || signature.splits().stream().anyMatch(split -> split.whole().equals(name));
    }

    /** Refuses what can be no size. */
    static void requireWhole(Assignment size, CommandLine command) {
        if (size.value() != Math.rint(size.value()) || size.value() < 1 || size.value() > Integer.MAX_VALUE) {
            throw new ParameterException(
                    command,
                    "The size of axis " + size.name() + " must be a whole number from 1 to " + Integer.MAX_VALUE + ".");
        }
    }

    static String noAxis(Signature signature, String name) {
        List<String> axes = Sizes.of(signature).given();
        String hint = DidYouMean.nearest(name, axes)
                .map(meant -> "did you mean " + meant + "?")
                .orElse(
                        axes.isEmpty()
                                ? "all its sizes are constants."
                                : "its axes are " + String.join(", ", axes) + ".");
        return signature.name() + " has no axis " + name + "; " + hint;
    }
}
