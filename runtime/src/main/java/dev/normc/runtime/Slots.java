package dev.normc.runtime;

import dev.normc.compiler.emit.EmittedNorm.Method;
import org.jspecify.annotations.Nullable;

/**
 * The arrays of one kernel, and what its method is called with: the same, or one array of arrays where they are more
 * than a method has parameters; then the workspace.
 */
final class Slots {

    final @Nullable Object[] arrays;
    final @Nullable Object[] call;

    Slots(Method method) {
        int count = method.parameters().size();
        if (method.packed()) {
            arrays = new @Nullable Object[count];
            call = new @Nullable Object[] {arrays, null};
        } else {
            call = new @Nullable Object[count + 1];
            arrays = call;
        }
    }
}
