package dev.normc.compiler.loop;

import java.util.List;

/**
 * One kernel: a forward or a backward of one mode.
 *
 * @param buffers all buffers it touches: arguments first, in the order of its signature
 * @param body what it does where there is at least one element
 * @param whenEmpty what it does where there is none
 * @param profile how it uses memory
 */
public record Kernel(List<Buffer> buffers, List<Statement> body, List<Statement> whenEmpty, Profile profile) {

    /** Lanes of the innermost axis: element i of a sum goes to lane i mod this. */
    public static final int LANES = 64;

    /** Rows of an outer axis that are summed in the kernel's type before they join a sum in double. */
    public static final int ROWS_PER_BLOCK = 32;

    /** Rows of an outer axis whose partial sum is one leaf of the merge tree. */
    public static final int ROWS_PER_CHUNK = 256;

    public Kernel {
        buffers = List.copyOf(buffers);
        body = List.copyOf(body);
        whenEmpty = List.copyOf(whenEmpty);
    }
}
