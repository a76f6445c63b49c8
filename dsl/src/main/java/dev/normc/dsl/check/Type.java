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
 */
record Type(Kind kind, Set<String> axes, Optional<Name> variable, boolean nonNegative, double value) {

    /** Of an expression with an error. */
    static final Type UNKNOWN = new Type(Kind.UNKNOWN, Set.of(), Optional.empty(), true, Double.NaN);

    /** Of the size of an axis. */
    static final Type SIZE = new Type(Kind.NUMBER, Set.of(), Optional.empty(), true, Double.NaN);

    /** Of a number that is known. */
    static Type number(double value) {
        return new Type(Kind.NUMBER, Set.of(), Optional.empty(), value >= 0, value);
    }

    /** Of data called {@code name}. */
    static Type variable(Name name, Set<String> axes) {
        return new Type(Kind.NUMBER, axes, Optional.of(name), false, Double.NaN);
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
        for (Type part : parts) {
            axes = union(axes, part.axes);
            variable = variable.or(part::variable);
        }
        return new Type(kind, axes, variable, false, Double.NaN);
    }

    Type withNonNegative(boolean proven) {
        return isUnknown() ? this : new Type(kind, axes, variable, proven, value);
    }

    Type withValue(double known) {
        return isUnknown() || Double.isNaN(known) ? this : new Type(kind, axes, variable, known >= 0, known);
    }

    Type withAxes(Set<String> other) {
        return isUnknown() ? this : new Type(kind, other, variable, nonNegative, value);
    }

    /** The same, read through a name: what depends on it depends on that. */
    Type named(Name name) {
        return new Type(kind, axes, variable.map(inner -> name), nonNegative, value);
    }

    private static Set<String> union(Set<String> left, Set<String> right) {
        if (left.containsAll(right)) {
            return left;
        }
        Set<String> union = new LinkedHashSet<>(left);
        union.addAll(right);
        return union;
    }
}
