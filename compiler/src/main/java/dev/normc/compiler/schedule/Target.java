package dev.normc.compiler.schedule;

import dev.normc.compiler.graph.Node;
import dev.normc.compiler.loop.Buffer;
import dev.normc.compiler.loop.Expression.Local;
import dev.normc.compiler.loop.Statement.LaneAccumulator;
import java.util.Optional;

/** A value that a piece of a kernel has to compute, and where it goes. */
sealed interface Target {

    Node value();

    /** Into a buffer, over all axes of the buffer. */
    record Store(Buffer buffer, Node value) implements Target {}

    /** Into a local, for what follows. The value varies over no axis that is still open. */
    record Hold(Node value) implements Target {}

    /** Into a lane of the sweep along the innermost axis. */
    record FoldLane(LaneAccumulator accumulator, Node value) implements Target {}

    /** Into the accumulator of a block of rows. */
    record FoldRow(RowAccumulator accumulator, Node value) implements Target {}

    /** What a block of rows adds up to: a local where nothing is kept, else a buffer over the kept axes. */
    record RowAccumulator(Node reduction, Optional<Local> local, Optional<Buffer> buffer, Buffer partial) {}
}
