package dev.normc.compiler.graph;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** An immutable set of axes, iterated in the order of the program. */
public final class Axes implements Iterable<Axis> {

    public static final Axes NONE = new Axes(List.of());

    private final List<Axis> sorted;

    private Axes(List<Axis> sorted) {
        this.sorted = sorted;
    }

    public static Axes of(Collection<Axis> axes) {
        return axes.isEmpty() ? NONE : new Axes(List.copyOf(new TreeSet<>(axes)));
    }

    public static Axes of(Axis axis) {
        return new Axes(List.of(axis));
    }

    public List<Axis> list() {
        return sorted;
    }

    public boolean contains(Axis axis) {
        return sorted.contains(axis);
    }

    public boolean containsAll(Axes other) {
        return sorted.containsAll(other.sorted);
    }

    public boolean intersects(Axes other) {
        return sorted.stream().anyMatch(other::contains);
    }

    public boolean isEmpty() {
        return sorted.isEmpty();
    }

    public int size() {
        return sorted.size();
    }

    public Axes union(Axes other) {
        if (containsAll(other)) {
            return this;
        }
        List<Axis> all = new ArrayList<>(sorted);
        all.addAll(other.sorted);
        return of(all);
    }

    public Axes minus(Axes other) {
        return intersects(other)
                ? of(sorted.stream().filter(axis -> !other.contains(axis)).toList())
                : this;
    }

    public Axes intersection(Axes other) {
        return of(sorted.stream().filter(other::contains).toList());
    }

    @Override
    public Iterator<Axis> iterator() {
        return sorted.iterator();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Axes axes && sorted.equals(axes.sorted);
    }

    @Override
    public int hashCode() {
        return sorted.hashCode();
    }

    /** The names, comma separated, in brackets: {@code [N, D]}; empty for no axes. */
    @Override
    public String toString() {
        return sorted.isEmpty() ? "" : sorted.stream().map(Axis::name).collect(Collectors.joining(", ", "[", "]"));
    }
}
