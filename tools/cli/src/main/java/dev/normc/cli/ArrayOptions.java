package dev.normc.cli;

import dev.normc.runtime.Mode;
import dev.normc.runtime.cases.ArrayStep;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options of {@code normc run} for a step on NumPy files. */
final class ArrayOptions {

    static final String STATE = "--state";

    private static final String IN = "--in";
    private static final String PARAM = "--param";
    private static final String DY = "--dy";
    private static final String BACKWARD = "--backward";
    private static final String MODE = "--mode";
    private static final String SIZE = "--size";

    @Option(
            names = IN,
            paramLabel = "NAME=FILE.npy",
            description = "An input, or data, from a file that np.save wrote; the sizes of the axes are those of the"
                    + " arrays. May be repeated. docs/numpy.md has an example.")
    private List<String> inputs = List.of();

    @Option(
            names = PARAM,
            paramLabel = "NAME=FILE.npy",
            description = "A parameter; without it, its initial value. May be repeated.")
    private List<String> parameters = List.of();

    @Option(
            names = DY,
            paramLabel = "NAME=FILE.npy",
            description =
                    "The upstream gradient of an output; with one, gradients are computed. Of several outputs those"
                            + " without one have zero. May be repeated.")
    private List<String> upstream = List.of();

    @Option(names = BACKWARD, description = "Computes gradients without --dy, too: those of the sum of all outputs.")
    private boolean backward;

    @Option(
            names = MODE,
            paramLabel = "train|infer",
            converter = ModeConverter.class,
            completionCandidates = ModeConverter.class,
            description = "For what the norm is called with --in: training, which is the default, or inference.")
    private @Nullable Mode mode;

    @Option(
            names = SIZE,
            paramLabel = "AXIS=SIZE",
            converter = Assignment.Converter.class,
            description = "With --in, the size of an axis that no array has; may be repeated.")
    private List<Assignment> sizes = List.of();

    /** The option that asks for a step on arrays; empty without one. */
    String used() {
        return !inputs.isEmpty()
                ? IN
                : !parameters.isEmpty()
                        ? PARAM
                        : !upstream.isEmpty()
                                ? DY
                                : backward ? BACKWARD : mode != null ? MODE : !sizes.isEmpty() ? SIZE : "";
    }

    Mode mode() {
        return mode == null ? Mode.TRAINING : mode;
    }

    /** The step; {@code states} is what the option {@code --state} says. */
    ArrayStep step(List<String> states, CommandLine command) {
        Map<String, Integer> fixed = new LinkedHashMap<>();
        for (Assignment size : sizes) {
            SizeOptions.requireWhole(size, command);
            if (fixed.put(size.name(), (int) size.value()) != null) {
                throw new ParameterException(command, "The size of axis " + size.name() + " is given twice.");
            }
        }
        return new ArrayStep(
                mode(),
                files(IN, inputs, command),
                files(PARAM, parameters, command),
                files(STATE, states, command),
                files(DY, upstream, command),
                backward,
                fixed);
    }

    private static Map<String, Path> files(String option, List<String> written, CommandLine command) {
        Map<String, Path> files = new LinkedHashMap<>();
        for (String one : written) {
            int sign = one.indexOf('=');
            String name = one.substring(0, Math.max(sign, 0)).strip();
            String file = one.substring(sign + 1);
            if (name.isEmpty() || file.isEmpty()) {
                throw new ParameterException(
                        command,
                        option + " takes NAME=FILE.npy, such as " + option + " " + example(option) + "; given " + one
                                + ".");
            }
            try {
                if (files.put(name, Path.of(file)) != null) {
                    throw new ParameterException(command, option + " " + name + " is given twice.");
                }
            } catch (InvalidPathException impossible) {
                throw new ParameterException(command, file + " is no path.", impossible);
            }
        }
        return files;
    }

    private static String example(String option) {
        return switch (option) {
            case PARAM -> "gamma=gamma.npy";
            case STATE -> "running_mean=running_mean.npy";
            case DY -> "y=dy.npy";
            default -> "x=x.npy";
        };
    }
}
