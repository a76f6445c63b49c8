package dev.normc.examples.transformer;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The norm of a model: any program that {@code normc} compiles.
 *
 * @param program a name of the library, a path, or {@code path#Name}
 * @param constants other values for constants of the program, by name
 * @param initialValues other initial values for parameters of the program, by name; all elements start with it
 */
public record NormChoice(String program, Map<String, Double> constants, Map<String, Double> initialValues) {

    /** @throws IllegalArgumentException with one sentence for the user */
    public NormChoice {
        requireFinite(constants, "constant");
        requireFinite(initialValues, "initial value of");
        if (program.isBlank()) {
            throw new IllegalArgumentException("The name of a norm is missing.");
        }
        constants = Collections.unmodifiableMap(new TreeMap<>(constants));
        initialValues = Collections.unmodifiableMap(new TreeMap<>(initialValues));
    }

    private static void requireFinite(Map<String, Double> values, String what) {
        values.forEach((name, value) -> {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException(
                        "The " + what + " " + name + " must be a finite number, given " + value + ".");
            }
        });
    }

    /** The program as it is written. */
    public static NormChoice of(String program) {
        return new NormChoice(program, Map.of(), Map.of());
    }

    /**
     * What tables and pictures call it: the norm's name, or that of the file without its folder and suffix, with what
     * has been changed: {@code DyT (alpha = 0.8)}.
     */
    public String label() {
        Map<String, Double> changes = new TreeMap<>(constants);
        changes.putAll(initialValues);
        String changed =
                changes.entrySet().stream().map(NormChoice::change).collect(Collectors.joining(", ", " (", ")"));
        return changes.isEmpty() ? name() : name() + changed;
    }

    private static String change(Map.Entry<String, Double> change) {
        double value = change.getValue();
        boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
        return change.getKey() + " = " + (whole ? Long.toString((long) value) : Double.toString(value));
    }

    private String name() {
        int mark = program.lastIndexOf('#');
        if (mark >= 0 && mark < program.length() - 1) {
            return program.substring(mark + 1);
        }
        String file = program.substring(Math.max(program.lastIndexOf('/'), program.lastIndexOf('\\')) + 1);
        return file.endsWith(".norm") && file.length() > ".norm".length()
                ? file.substring(0, file.length() - ".norm".length())
                : file;
    }
}
