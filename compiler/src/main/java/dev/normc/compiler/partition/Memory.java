package dev.normc.compiler.partition;

import dev.normc.compiler.graph.Axis;
import dev.normc.compiler.loop.Buffer;
import dev.normc.compiler.loop.Expression.Local;
import dev.normc.compiler.loop.Extent;
import dev.normc.compiler.loop.JavaNames;
import dev.normc.compiler.loop.Kernel;
import dev.normc.compiler.loop.Statement;
import dev.normc.compiler.loop.Type;
import dev.normc.compiler.loop.Uses;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The names of one kernel and the buffers that its partition adds. */
final class Memory {

    private record Shape(Axis axis, Type type) {}

    private final Set<String> taken = new HashSet<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<Buffer> buffers;
    private final Map<Shape, Deque<Buffer>> free = new HashMap<>();

    Memory(Kernel kernel) {
        buffers = new ArrayList<>(kernel.buffers());
        for (Buffer buffer : buffers) {
            taken.add(buffer.name());
            for (Extent extent : buffer.extents()) {
                if (extent instanceof Extent.Along along) {
                    taken.add(JavaNames.size(along.axis()));
                }
            }
        }
        takeLocals(kernel.body());
    }

    private void takeLocals(List<Statement> statements) {
        Uses.of(statements).defined().forEach(local -> taken.add(local.name()));
    }

    /** All buffers of the kernel: its own, then those made here. */
    List<Buffer> buffers() {
        return buffers;
    }

    /** A name that nothing else in the kernel has. */
    String name(String wanted) {
        int number = numbers.getOrDefault(wanted, 2);
        while (!taken.add(wanted + number)) {
            number++;
        }
        numbers.put(wanted, number + 1);
        return wanted + number;
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
