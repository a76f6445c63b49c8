package dev.normc.compiler.graph;

import java.util.List;
import java.util.Map;

/**
 * An axis whose size the program says: {@code axis S = T}, {@code axis K = 2 * slots}.
 *
 * @param size a uniform node over constants and the sizes of axes that the caller gives or that come before
 */
public record SizedAxis(Axis axis, Node size) {

    /**
     * The size.
     *
     * @throws IllegalArgumentException if it is not a whole number that an int holds
     */
    int of(Map<String, Integer> sizes) {
        double value = UniformValue.of(size, sizes);
        if (value != Math.rint(value) || value < 0 || value > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("the size of " + this + " must be a whole number from 0 to "
                    + Integer.MAX_VALUE + ", but is " + value);
        }
        return (int) value;
    }

    /** The names of the axes whose sizes it depends on. */
    List<String> dependencies() {
        return GraphBuilder.reachable(List.of(size)).stream()
                .filter(node -> node.operation() instanceof Operation.Size)
                .map(node -> ((Operation.Size) node.operation()).axis().name())
                .distinct()
                .toList();
    }

    /** {@code K = 2 * slots}. */
    @Override
    public String toString() {
        return axis.name() + " = " + GraphPrinter.expression(size);
    }
}
