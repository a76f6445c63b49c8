package dev.normc.runtime.cases;

import dev.normc.compiler.graph.Signature;
import dev.normc.compiler.graph.Tensor;
import dev.normc.runtime.Mode;
import java.util.Map;

/** Runs one step of a norm. */
interface StepExecutor {

    Signature signature();

    /**
     * Outputs, states and, with a backward, gradients after a step.
     *
     * @param mode for what the norm is called
     * @param sizes the size of every axis
     * @param given inputs, data, parameters and states; upstream gradients if there is a backward
     * @param backward whether there is a backward
     */
    Map<Tensor, double[]> run(Mode mode, Map<String, Integer> sizes, Map<Tensor, double[]> given, boolean backward);
}
