package dev.normc.runtime.random;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What the generator knows of a term.
 *
 * @param axes the axes that it varies over
 * @param magnitude about how large its values become; the generator keeps this within bounds
 * @param reduced whether a reduction is in it, be it behind a name
 */
record Traits(Set<String> axes, double magnitude, boolean reduced) {

    static final Traits ONE = new Traits(Set.of(), 1, false);

    Traits {
        axes = Set.copyOf(axes);
    }

    /** Of something made of {@code operands}. */
    static Traits of(double magnitude, List<Term> operands) {
        Set<String> axes = new LinkedHashSet<>();
        boolean reduced = false;
        for (Term operand : operands) {
            axes.addAll(operand.traits().axes());
            reduced |= operand.traits().reduced();
        }
        return new Traits(axes, magnitude, reduced);
    }

    Traits without(List<String> reducedAxes) {
        Set<String> rest = new LinkedHashSet<>(axes);
        rest.removeAll(reducedAxes);
        return new Traits(rest, magnitude, true);
    }
}
