package dev.normc.examples.train;

import dev.normc.examples.transformer.Values;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All of a training between two steps.
 *
 * @param header what is trained, on what and where, in words; {@link Identity} has the rows
 * @param step how many steps are done
 * @param arrays parameters, moments and states, in this order
 * @param curve a point for each step that is done
 */
record Checkpoint(Map<String, String> header, int step, List<Named> arrays, List<CurvePoint> curve) {

    /** An array with the name under which it is found again. */
    record Named(String name, Values values) {}

    Checkpoint {
        header = new LinkedHashMap<>(header);
        arrays = List.copyOf(arrays);
        curve = List.copyOf(curve);
    }

    /** The row {@code key} of the header; empty where it has none. */
    String row(String key) {
        return header.getOrDefault(key, "");
    }
}
