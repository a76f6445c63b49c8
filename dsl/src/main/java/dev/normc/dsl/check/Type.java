package dev.normc.dsl.check;

import dev.normc.dsl.ast.Name;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of an expression.
 *
 * @param axes the axes that it varies over, in the order of first appearance
 * @param variable something in it that is neither number, constant nor size; empty if all of it is known before data is
 * @param nonNegative whether it is provably not negative, whatever the data; NaN apart
 * @param value the number, if it is known here; else NaN
 * @param active whether it depends on an input or a parameter in a way that a gradient follows
 * @param counts what the reductions in it go over, one list for each that is not inside another; sorted axes, and masks
 *     as they are written
 */
record Type(
        Kind kind,
        Set<String> axes,
        Optional<Name> variable,
        boolean nonNegative,
        double value,
        boolean active,
        Set<List<String>> counts) {

    /** Of an expression with an error. */
    static final Type UNKNOWN = plain(Kind.UNKNOWN, Optional.empty(), true, Double.NaN);

    /** Of the size of an axis. */
    static final Type SIZE = plain(Kind.NUMBER, Optional.empty(), true, Double.NaN);

    /** Of a number that is known. */
    static Type number(double value) {
        return plain(Kind.NUMBER, Optional.empty(), value >= 0, value);
    }

    /** Of data called {@code name}. */
    static Type variable(Name name, Set<String> axes) {
        return new Type(Kind.NUMBER, axes, Optional.of(name), false, Double.NaN, false, Set.of());
    }

    /** Of a condition called {@code name}, the same everywhere. */
    static Type decision(Name name) {
        return plain(Kind.CONDITION, Optional.of(name), false, Double.NaN);
    }

    private static Type plain(Kind kind, Optional<Name> variable, boolean nonNegative, double value) {
        return new Type(kind, Set.of(), variable, nonNegative, value, false, Set.of());
    }

    boolean isUnknown() {
        return kind == Kind.UNKNOWN;
    }

    /** Of something of {@code kind} that is made of all of {@code parts}; unknown if one of them is. */
    static Type of(Kind kind, List<Type> parts) {
        if (parts.stream().anyMatch(Type::isUnknown)) {
            return UNKNOWN;
        }
        Set<String> axes = parts.get(0).axes;
        Optional<Name> variable = Optional.empty();
        boolean active = false;
        Set<List<String>> counts = Set.of();
        for (Type part : parts) {
            axes = union(axes, part.axes);
            variable = variable.or(part::variable);
            active |= part.active;
            counts = union(counts, part.counts);
        }
        return new Type(kind, axes, variable, false, Double.NaN, active, counts);
    }

    Type withNonNegative(boolean proven) {
        return isUnknown() ? this : new Type(kind, axes, variable, proven, value, active, counts);
    }

    Type withValue(double known) {
        return isUnknown() || Double.isNaN(known)
                ? this
                : new Type(kind, axes, variable, known >= 0, known, active, counts);
    }

    Type withAxes(Set<String> other) {
        return isUnknown() ? this : new Type(kind, other, variable, nonNegative, value, active, counts);
    }

    /** The same, read through a name: what depends on it depends on that. */
    Type named(Name name) {
        return new Type(kind, axes, variable.map(inner -> name), nonNegative, value, active, counts);
    }

    Type withActive(boolean other) {
        return isUnknown() ? this : new Type(kind, axes, variable, nonNegative, value, other, counts);
    }

    Type withCounts(Set<List<String>> other) {
        return isUnknown() ? this : new Type(kind, axes, variable, nonNegative, value, active, other);
    }

    private static <T> Set<T> union(Set<T> left, Set<T> right) {
        if (left.containsAll(right)) {
            return left;
        }
        Set<T> union = new LinkedHashSet<>(left);
        union.addAll(right);
        return union;
    }
}
