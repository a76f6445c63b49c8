package dev.normc.compiler;

import dev.normc.compiler.emit.EmittedNorm;
import dev.normc.compiler.graph.Graph;
import dev.normc.compiler.graph.JointGraph;
import dev.normc.compiler.graph.Signature;
import dev.normc.compiler.loop.Kernel;
import dev.normc.compiler.plan.Plan;
import java.util.Optional;

/**
 * All that a compilation found out about a norm.
 *
 * @param signature what a caller must know of the norm
 * @param training the training variant
 * @param inference the inference variant, if the mode makes a difference
 * @param emitted the class
 */
public record Compilation(Signature signature, Variant training, Optional<Variant> inference, EmittedNorm emitted) {

    /**
     * One mode, stage by stage.
     *
     * @param lowered the forward as it is written
     * @param derived forward and backward before simplification: the reference of every test
     * @param plan the simplified graph and what is saved
     * @param forward the scheduled forward
     * @param backward the scheduled backward
     */
    public record Variant(Graph lowered, JointGraph derived, Plan plan, Kernel forward, Kernel backward) {}

    /** The variant that serves a mode. */
    public Variant variant(boolean inTraining) {
        return inTraining ? training : inference.orElse(training);
    }
}
