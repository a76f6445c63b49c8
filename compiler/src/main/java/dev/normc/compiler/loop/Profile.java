package dev.normc.compiler.loop;

import java.util.List;

/**
 * How a kernel uses memory, in the words of a person who counts passes.
 *
 * @param memorySweeps passes over the rows of the big tensor, outermost loops that touch it
 * @param rowSweeps passes along the innermost axis for each row, in all memory sweeps
 * @param reductions the reductions, as formulas
 * @param loads what is read of full size per element
 * @param stores what is written of full size per element
 */
public record Profile(
        int memorySweeps, int rowSweeps, List<String> reductions, List<String> loads, List<String> stores) {

    public Profile {
        reductions = List.copyOf(reductions);
        loads = List.copyOf(loads);
        stores = List.copyOf(stores);
    }
}
