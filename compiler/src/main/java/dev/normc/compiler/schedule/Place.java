package dev.normc.compiler.schedule;

import dev.normc.compiler.loop.Buffer;
import dev.normc.compiler.loop.Expression;
import dev.normc.compiler.loop.Expression.Local;

/** Where a computed value can be found. */
sealed interface Place {

    /** In a buffer over the value's axes. */
    record Stored(Buffer buffer) implements Place {}

    /** In a local. */
    record Held(Local local) implements Place {}

    /** In the merged partial sums: chunk 0 of {@code partial}, divided by {@code divisor}, rounded once. */
    record Merged(Buffer partial, Expression divisor) implements Place {}
}
