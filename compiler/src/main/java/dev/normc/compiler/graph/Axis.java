package dev.normc.compiler.graph;

/** A named axis. {@code position} counts the axes of a program in the order of their first appearance. */
public record Axis(int position, String name) implements Comparable<Axis> {

    @Override
    public int compareTo(Axis other) {
        return Integer.compare(position, other.position);
    }

    @Override
    public String toString() {
        return name;
    }
}
