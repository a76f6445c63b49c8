package dev.normc.cli;

import dev.normc.dsl.ast.Norm;
import dev.normc.dsl.ast.Statement;
import dev.normc.dsl.diagnostic.DidYouMean;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The option {@code --const}. */
final class ConstantOptions {

    @Option(
            names = "--const",
            paramLabel = "NAME=NUMBER",
            converter = Assignment.Converter.class,
            description = "Another value for a constant of the program, such as eps=1e-6; may be repeated.")
    private List<Assignment> constants = List.of();

    /** Refuses a constant that none of {@code program}'s norms has. */
    void check(Program program, CommandLine command) {
        List<String> known = program.norms().stream()
                .flatMap(norm -> names(norm).stream())
                .distinct()
                .toList();
        for (Assignment constant : constants) {
            if (!known.contains(constant.name())) {
                throw new ParameterException(command, unknown(program, constant.name(), known));
            }
        }
    }

    /** All values, for a single norm. */
    Map<String, Double> values() {
        Map<String, Double> values = new LinkedHashMap<>();
        constants.forEach(constant -> values.put(constant.name(), constant.value()));
        return values;
    }

    /** The values for those constants that {@code norm} has. */
    Map<String, Double> of(Norm norm) {
        Map<String, Double> values = new LinkedHashMap<>();
        List<String> known = names(norm);
        for (Assignment constant : constants) {
            if (known.contains(constant.name())) {
                values.put(constant.name(), constant.value());
            }
        }
        return values;
    }

    private static List<String> names(Norm norm) {
        return norm.body().stream()
                .filter(Statement.Const.class::isInstance)
                .map(statement -> ((Statement.Const) statement).name().text())
                .toList();
    }

    private static String unknown(Program program, String name, List<String> known) {
        String hint = DidYouMean.nearest(name, known)
                .map(meant -> "did you mean " + meant + "?")
                .orElseGet(() -> known.isEmpty() ? "it has none." : "it has " + String.join(", ", known) + ".");
        return program.source().name() + " has no constant " + name + "; " + hint;
    }
}
