package dev.normc.cli;

import dev.normc.compiler.graph.Signature;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The option {@code --size} of a verb that writes kernels. */
final class FixedSizeOptions {

    @Option(
            names = "--size",
            paramLabel = "AXIS=SIZE",
            converter = Assignment.Converter.class,
            description = "Writes kernels for this size of an axis alone, a constant in them that the workspace does"
                    + " not ask for; may be repeated. The bits are the same.")
    private List<Assignment> sizes = List.of();

    /** Refuses what can be no size, and an axis that none of {@code signatures}, those of {@code program}, has. */
    void check(Program program, List<Signature> signatures, CommandLine command) {
        Set<String> given = new HashSet<>();
        for (Assignment size : sizes) {
            SizeOptions.requireWhole(size, command);
            if (!given.add(size.name())) {
                throw new ParameterException(command, "The size of axis " + size.name() + " is given twice.");
            }
            if (signatures.stream().noneMatch(signature -> SizeOptions.isAxis(signature, size.name()))) {
                throw new ParameterException(
                        command,
                        signatures.size() == 1
                                ? SizeOptions.noAxis(signatures.get(0), size.name())
                                : "No norm of " + program.source().name() + " has an axis " + size.name() + ".");
            }
        }
    }

    /** The sizes of those axes that the norm of {@code signature} has. */
    Map<String, Integer> of(Signature signature) {
        Map<String, Integer> values = all();
        values.keySet().removeIf(axis -> !SizeOptions.isAxis(signature, axis));
        return values;
    }

    /** All sizes. */
    Map<String, Integer> all() {
        Map<String, Integer> values = new LinkedHashMap<>();
        sizes.forEach(size -> values.put(size.name(), (int) size.value()));
        return values;
    }
}
