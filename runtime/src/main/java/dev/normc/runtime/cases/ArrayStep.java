package dev.normc.runtime.cases;

import dev.normc.runtime.Mode;
import java.nio.file.Path;
import java.util.Map;

/**
 * One step of a norm on arrays that stand in NumPy files, by their names in the program.
 *
 * @param mode for what the norm is called
 * @param inputs all inputs, and data; data with a value of its own may be left out
 * @param parameters parameters; those that are left out have their initial values
 * @param states states, likewise
 * @param upstream the gradients that reach outputs; with one there is a backward, and those left out are zero
 * @param backward whether there is a backward without them, too: then all are one, and the gradients are those of the
 *     sum of all outputs
 * @param sizes sizes of axes that no array has
 */
public record ArrayStep(
        Mode mode,
        Map<String, Path> inputs,
        Map<String, Path> parameters,
        Map<String, Path> states,
        Map<String, Path> upstream,
        boolean backward,
        Map<String, Integer> sizes) {

    public ArrayStep {
        inputs = CaseFile.ordered(inputs);
        parameters = CaseFile.ordered(parameters);
        states = CaseFile.ordered(states);
        upstream = CaseFile.ordered(upstream);
        sizes = CaseFile.ordered(sizes);
    }

    /** Whether gradients are computed. */
    boolean hasBackward() {
        return backward || !upstream.isEmpty();
    }
}
