package dev.normc.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** The option {@code --const}. */
final class ConstantOptions {

    @Option(
            names = "--const",
            paramLabel = "NAME=NUMBER",
            converter = Assignment.Converter.class,
            description = "Another value for a constant of the program, such as eps=1e-6; may be repeated.")
    private List<Assignment> constants = List.of();

    Map<String, Double> values() {
        Map<String, Double> values = new LinkedHashMap<>();
        constants.forEach(constant -> values.put(constant.name(), constant.value()));
        return values;
    }
}
