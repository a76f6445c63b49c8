package dev.normc.compiler.loop;

import dev.normc.compiler.graph.Axis;
import dev.normc.compiler.graph.Reduction;
import dev.normc.compiler.loop.Expression.Local;
import java.util.List;
import java.util.Optional;

/** One step of a kernel. */
public sealed interface Statement {

    /** The statements inside of this one; none for most. */
    default List<Statement> inner() {
        if (this instanceof Loop loop) {
            return loop.body();
        } else if (this instanceof Sweep sweep) {
            return sweep.body();
        } else if (this instanceof Rows rows) {
            return rows.body();
        }
        return this instanceof Part part ? part.body() : List.of();
    }

    /** The values that the statement itself computes or copies; those inside a loop belong to its body. */
    default List<Expression> values() {
        if (this instanceof Let let) {
            return List.of(let.value());
        } else if (this instanceof Assign assign) {
            return List.of(assign.value());
        } else if (this instanceof Accumulate accumulate) {
            return List.of(accumulate.value());
        } else if (this instanceof CopyRow copy && copy.load()) {
            return List.of(new Expression.Load(copy.whole(), copy.coordinates()));
        }
        return this instanceof Store store ? List.of(store.value()) : List.of();
    }

    /** Words for the reader. */
    record Comment(String text) implements Statement {}

    /** Gives a new local its value; {@code mutable} ones are assigned later. */
    record Let(Local local, Expression value, boolean mutable) implements Statement {}

    /** Gives a mutable local another value. */
    record Assign(Local local, Expression value) implements Statement {}

    /** Writes one element. */
    record Store(Buffer buffer, List<Expression> coordinates, Expression value) implements Statement {
        public Store {
            coordinates = List.copyOf(coordinates);
        }
    }

    /** {@code for (index = from; index < to; index += step)}, in this order. */
    record Loop(Local index, Expression from, Expression to, int step, List<Statement> body) implements Statement {
        public Loop {
            body = List.copyOf(body);
        }
    }

    /**
     * Runs the body for every element along the innermost axis. No element depends on another. The terms of an
     * accumulator are summed after it: element i belongs to lane i mod 64, lanes combine by a fixed tree, the result is
     * a new local. A sweep that takes vectors has straight-line code alone; its elements are next to each other in
     * every buffer, and loads stand as values of locals.
     */
    record Sweep(Axis axis, Local index, List<LaneAccumulator> accumulators, List<Statement> body, Lanes lanes)
            implements Statement {

        /** A sweep of one element at a time. */
        public Sweep(Axis axis, Local index, List<LaneAccumulator> accumulators, List<Statement> body) {
            this(axis, index, accumulators, body, Lanes.ONE);
        }

        public Sweep {
            accumulators = List.copyOf(accumulators);
            body = List.copyOf(body);
        }
    }

    /**
     * Statements that stand in a method of their own, so that no method grows beyond what HotSpot compiles. From around
     * it a part sees buffers, sizes and locals of type {@code INT}; what else goes in or out goes through buffers.
     */
    record Part(List<Statement> body) implements Statement {
        public Part {
            body = List.copyOf(body);
        }
    }

    /**
     * A loop over all rows of {@code axis} in pieces, which stands in a method of its own: the body runs for the rows
     * from {@code from} to {@code to}, where {@code from} is a multiple of {@code unit} and {@code to} another one or
     * the size of the axis. Pieces may run in any order and at once, each with scratch memory of its own: none reads
     * what another writes ({@link RowAccess}). Stands at the outermost level of a kernel; from around it the body sees
     * buffers, sizes and locals that are never assigned. The sizes of {@code axesInside}, the axes of the deepest nest
     * of loops inside, tell how much there is to do in a row.
     */
    record Rows(Axis axis, Local from, Local to, int unit, List<Axis> axesInside, List<Statement> body)
            implements Statement {
        public Rows {
            axesInside = List.copyOf(axesInside);
            body = List.copyOf(body);
        }

        /** The same rows with another body. */
        public Rows withBody(List<Statement> other) {
            return new Rows(axis, from, to, unit, axesInside, other);
        }
    }

    /** Inside a sweep: the element's term of {@code accumulator}. */
    record Accumulate(LaneAccumulator accumulator, Expression value) implements Statement {}

    /** Sets all elements of a buffer. */
    record Fill(Buffer buffer, Expression value) implements Statement {}

    /** Copies the row at {@code coordinates} of {@code whole} into {@code row}, or back if {@code load} is false. */
    record CopyRow(Buffer whole, List<Expression> coordinates, Buffer row, boolean load) implements Statement {
        public CopyRow {
            coordinates = List.copyOf(coordinates);
        }
    }

    /** Copies all elements of a buffer into another of the same extents. */
    record Copy(Buffer from, Buffer to) implements Statement {}

    /** Merges the partial results of all chunks along {@code axis} into that of chunk 0, by the fixed pairwise tree. */
    record MergeChunks(Reduction reduction, Axis axis, Buffer partial) implements Statement {}

    /**
     * Merges sums and sums of squared deviations of all chunks of rows along {@code axis} into those of chunk 0; every
     * row has {@code elementsPerRow} elements.
     */
    record MergeMoments(Axis axis, Expression elementsPerRow, Buffer sums, Buffer deviations) implements Statement {}

    /**
     * A sum along a sweep.
     *
     * @param result the sum
     * @param terms one term per element; none if each term joins its lane at once
     * @param lanes the 64 partial sums
     * @param reduction how they combine
     */
    record LaneAccumulator(Local result, Optional<Buffer> terms, Buffer lanes, Reduction reduction) {}
}
