package dev.normc.compiler.partition;

import dev.normc.compiler.graph.Axis;
import dev.normc.compiler.loop.Buffer;
import dev.normc.compiler.loop.Expression.Local;
import dev.normc.compiler.loop.Extent;
import dev.normc.compiler.loop.FreshNames;
import dev.normc.compiler.loop.Kernel;
import dev.normc.compiler.loop.Type;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The names of one kernel and the buffers that its partition adds. */
final class Memory {

    private record Shape(Axis axis, Type type) {}

    private final FreshNames names;
    private final List<Buffer> buffers;
    private final Map<Shape, Deque<Buffer>> free = new HashMap<>();

    Memory(Kernel kernel) {
        buffers = new ArrayList<>(kernel.buffers());
        names = new FreshNames(kernel);
    }

    /** All buffers of the kernel: its own, then those made here. */
    List<Buffer> buffers() {
        return buffers;
    }

    /** A name that nothing else in the kernel has. */
    String name(String wanted) {
        return names.name(wanted);
    }

    Local local(Local like) {
        return new Local(name(like.name()), like.type());
    }

    /** A row along {@code axis} that nobody uses at present. */
    Buffer row(Axis axis, Type type) {
        Deque<Buffer> known = free.computeIfAbsent(new Shape(axis, type), shape -> new ArrayDeque<>());
        return known.isEmpty() ? scratch("handed", type, new Extent.Along(axis)) : known.pop();
    }

    /** What is in {@code row} is not wanted any more. */
    void release(Axis axis, Buffer row) {
        free.computeIfAbsent(new Shape(axis, row.type()), shape -> new ArrayDeque<>())
                .push(row);
    }

    /** {@code count} single numbers. */
    Buffer cells(Type type, int count) {
        return scratch("cells", type, new Extent.Fixed(count));
    }

    private Buffer scratch(String name, Type type, Extent extent) {
        Buffer buffer = new Buffer(name(name), Buffer.Kind.SCRATCH, type, List.of(extent), Optional.empty());
        buffers.add(buffer);
        return buffer;
    }
}
