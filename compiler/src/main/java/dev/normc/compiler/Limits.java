package dev.normc.compiler;

import dev.normc.compiler.Compilation.Variant;
import dev.normc.compiler.graph.GraphBuilder;
import dev.normc.compiler.graph.Node;
import dev.normc.compiler.graph.Operation;
import dev.normc.compiler.graph.Pointwise;
import dev.normc.compiler.graph.TooLargeException;
import dev.normc.compiler.loop.Kernel;
import dev.normc.compiler.loop.Uses;
import dev.normc.dsl.ast.Norm;
import dev.normc.dsl.source.Span;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a compilation may take, so that time and memory are bounded for every program.
 *
 * @param mostOperations values that forward and backward compute
 */
record Limits(int mostOperations) {

    /** Nodes that all passes together may make for each that is computed in the end. */
    private static final int NODES_PER_OPERATION = 20;

    /** How often a value may be computed, on average. */
    private static final int TIMES_SCHEDULED = 4;

    /** Operations on constants and sizes that tell what must not be zero: each divisor is computed by itself. */
    private static final int MOST_IN_DIVISORS = 20_000;

    /** Entries of the constant pool of a class, of which Java has 65,535; the functions of every class take a few. */
    private static final int MOST_CONSTANTS = 60_000;

    /** Entries for a field or a method: its name, its type, both together, the reference. */
    private static final int CONSTANTS_PER_MEMBER = 5;

    int mostNodes() {
        return (int) Math.min(Integer.MAX_VALUE, (long) mostOperations * NODES_PER_OPERATION);
    }

    int mostScheduled() {
        return (int) Math.min(Integer.MAX_VALUE, (long) mostOperations * TIMES_SCHEDULED);
    }

    /** Throws if {@code nodes} are too many, at the words of the first that is. */
    void check(List<Node> nodes) {
        if (nodes.size() > mostOperations) {
            throw new TooLargeException(nodes.get(mostOperations).origin());
        }
    }

    /** Throws if the class of {@code variants} would not be one that Java can load. */
    static void checkClass(Norm norm, List<Variant> variants) {
        Span span = norm.name().span();
        Set<Double> numbers = new HashSet<>();
        long members = 0;
        for (Variant variant : Set.copyOf(variants)) {
            for (Kernel kernel : List.of(variant.forward(), variant.backward())) {
                Uses uses = Uses.of(kernel.body());
                numbers.addAll(uses.numbers());
                members += uses.parts() + kernel.buffers().size();
            }
            checkDivisors(variant, span);
        }
        if (members * CONSTANTS_PER_MEMBER + numbers.size() * 2L > MOST_CONSTANTS) {
            throw new TooLargeException(span);
        }
    }

    private static void checkDivisors(Variant variant, Span span) {
        long operations = 0;
        for (Node node : variant.lowered().nodes()) {
            boolean divides = node.is(Pointwise.DIVIDE) || node.is(Pointwise.RECIPROCAL);
            Node divisor = divides ? node.input(node.inputs().size() - 1) : node;
            if (divides && divisor.uniform() && !(divisor.operation() instanceof Operation.Size)) {
                operations += GraphBuilder.reachable(List.of(divisor)).size();
            }
            if (operations > MOST_IN_DIVISORS) {
                throw new TooLargeException(span);
            }
        }
    }
}
