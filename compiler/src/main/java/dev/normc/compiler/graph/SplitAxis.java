package dev.normc.compiler.graph;

import java.util.List;

/**
 * An axis of the program that stands for several of the graph over the same memory, the outer one first: of {@code C =
 * G*K}, {@code whole} is C and {@code parts} are G and K.
 */
public record SplitAxis(String whole, List<Axis> parts) {

    public SplitAxis {
        parts = List.copyOf(parts);
    }
}
