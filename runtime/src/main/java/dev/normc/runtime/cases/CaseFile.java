package dev.normc.runtime.cases;

import dev.normc.runtime.Mode;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A case: steps that run in order on one instance of a norm.
 *
 * @param description texts such as {@code name}, {@code formula} and {@code oracle}
 * @param axes the size of every axis, by name; the name of a constant of the program sets that constant
 * @param constants values for constants of the program, by name
 * @param steps at least one
 */
public record CaseFile(
        Map<String, String> description, Map<String, Integer> axes, Map<String, Double> constants, List<Step> steps) {

    public CaseFile {
        description = ordered(description);
        axes = ordered(axes);
        constants = ordered(constants);
        steps = List.copyOf(steps);
    }

    /**
     * One step, tensors by name.
     *
     * @param mode for what the norm is called
     * @param inputs the inputs, data without gradient included
     * @param parameters the parameters
     * @param outputs the outputs, where they are known
     * @param statesBefore replaces the states of the step before
     * @param upstream the gradient that reaches each output; without it the step has no backward
     * @param gradients the gradients of inputs and parameters
     * @param statesAfter the states when the step is over
     */
    public record Step(
            Mode mode,
            Map<String, CaseTensor> inputs,
            Map<String, CaseTensor> parameters,
            Optional<Map<String, CaseTensor>> outputs,
            Optional<Map<String, CaseTensor>> statesBefore,
            Optional<Map<String, CaseTensor>> upstream,
            Optional<Map<String, CaseTensor>> gradients,
            Optional<Map<String, CaseTensor>> statesAfter) {

        public Step {
            inputs = ordered(inputs);
            parameters = ordered(parameters);
            outputs = outputs.map(CaseFile::ordered);
            statesBefore = statesBefore.map(CaseFile::ordered);
            upstream = upstream.map(CaseFile::ordered);
            gradients = gradients.map(CaseFile::ordered);
            statesAfter = statesAfter.map(CaseFile::ordered);
        }
    }

    /**
     * Reads a case.
     *
     * @throws CaseException if there is no such file, it is no JSON, or not a case; the message says where
     */
    public static CaseFile read(Path file) {
        return CaseReader.read(file);
    }

    /**
     * Writes the case: the whole file or nothing.
     *
     * @throws WholeFile.Unwritable if the file cannot be written
     */
    public void write(Path file) {
        WholeFile.write(file, CaseWriter.json(this));
    }

    static <K, V> Map<K, V> ordered(Map<K, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
