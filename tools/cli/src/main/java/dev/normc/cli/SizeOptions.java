package dev.normc.cli;

import dev.normc.compiler.graph.Signature;
import dev.normc.compiler.graph.Sizes;
import dev.normc.dsl.diagnostic.DidYouMean;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
     * The sizes of the axes of {@code signature} in their order: the user's where there are any, else {@code usual}.
     */
    Map<String, Integer> of(Signature signature, Map<String, Integer> usual, CommandLine command) {
        Map<String, Integer> used = new LinkedHashMap<>(usual);
        for (Assignment size : sizes) {
            if (!used.containsKey(size.name())) {
                throw new ParameterException(command, noAxis(signature, size.name()));
            }
            if (size.value() != Math.rint(size.value()) || size.value() < 1 || size.value() > Integer.MAX_VALUE) {
                throw new ParameterException(
                        command, "The size of axis " + size.name() + " must be a whole number from 1.");
            }
            used.put(size.name(), (int) size.value());
        }
        return used;
    }

    private static String noAxis(Signature signature, String name) {
        List<String> axes = Sizes.of(signature).given();
        String hint = DidYouMean.nearest(name, axes)
                .map(meant -> "did you mean " + meant + "?")
                .orElse("its axes are " + String.join(", ", axes) + ".");
        return signature.name() + " has no axis " + name + "; " + hint;
    }
}
