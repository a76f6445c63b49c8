package dev.normc.compiler.staging;

import dev.normc.compiler.graph.Role;
import dev.normc.compiler.loop.Buffer;
import dev.normc.compiler.loop.Expression;
import dev.normc.compiler.loop.Expression.Local;
import dev.normc.compiler.loop.FirstAccess;
import dev.normc.compiler.loop.FreshNames;
import dev.normc.compiler.loop.Kernel;
import dev.normc.compiler.loop.Rewriter;
import dev.normc.compiler.loop.Statement;
import dev.normc.compiler.loop.Uses;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Lets a kernel compute on arrays of its own numbers where the caller's tensors lie in another form: rows are copied
 * before and after the sweeps over them; what is used in any other way, or written and read again, is copied as a
 * whole, at the start and at the end. What reaches such a tensor is a finished result, so that it is rounded to the
 * tensor's form once.
 */
public final class TensorStaging {

    private TensorStaging() {}

    /** {@code kernel}, which reaches the arguments that are {@code foreign} by copies alone. */
    public static Kernel stage(Kernel kernel, Predicate<Buffer> foreign) {
        Predicate<Buffer> moved = buffer -> buffer.kind() == Buffer.Kind.ARGUMENT && foreign.test(buffer);
        Set<Buffer> again = writtenAndRead(kernel);
        Kernel staged = RowStaging.stage(kernel, buffer -> moved.test(buffer) && !again.contains(buffer));
        Set<Buffer> whole = new LinkedHashSet<>();
        collectDirect(staged.body(), whole);
        whole.removeIf(moved.negate());
        return whole.isEmpty() ? staged : withCopies(staged, whole);
    }

    /** What is read where it has been written must not have been rounded in between. */
    private static Set<Buffer> writtenAndRead(Kernel kernel) {
        Set<Buffer> written = new LinkedHashSet<>();
        collectWritten(kernel.body(), written);
        Set<Buffer> read = new LinkedHashSet<>();
        collectRead(kernel.body(), read);
        written.retainAll(read);
        return written;
    }

    private static void collectRead(List<Statement> statements, Set<Buffer> read) {
        for (Statement statement : statements) {
            statement.values().forEach(value -> value.loads().forEach(load -> read.add(load.buffer())));
            if (statement instanceof Statement.Copy copy) {
                read.add(copy.from());
            }
            collectRead(statement.inner(), read);
        }
    }

    /** The buffers that statements use other than by copies of rows. */
    private static void collectDirect(List<Statement> statements, Set<Buffer> direct) {
        for (Statement statement : statements) {
            if (!statement.inner().isEmpty()) {
                collectDirect(statement.inner(), direct);
            } else if (!(statement instanceof Statement.CopyRow)) {
                direct.addAll(Uses.of(List.of(statement)).buffers());
            }
        }
    }

    private static Kernel withCopies(Kernel kernel, Set<Buffer> whole) {
        FreshNames names = new FreshNames(kernel);
        Map<Buffer, Buffer> copies = new LinkedHashMap<>();
        for (Buffer buffer : whole) {
            String name = names.nameLike(buffer.name() + "Copy");
            copies.put(
                    buffer, new Buffer(name, Buffer.Kind.SCRATCH, buffer.type(), buffer.extents(), Optional.empty()));
        }
        Set<Buffer> written = new LinkedHashSet<>();
        collectWritten(kernel.body(), written);
        List<Statement> body = new ArrayList<>();
        copies.forEach((buffer, copy) -> {
            if (!isResult(buffer)) {
                body.add(new Statement.Copy(buffer, copy));
            }
        });
        body.addAll(new OnCopies(copies).rewritten(kernel.body()));
        copies.forEach((buffer, copy) -> {
            if (written.contains(buffer)) {
                body.add(new Statement.Copy(copy, buffer));
            }
        });
        List<Buffer> buffers = new ArrayList<>(kernel.buffers());
        buffers.addAll(copies.values());
        return new Kernel(buffers, body, kernel.whenEmpty(), kernel.profile());
    }

    private static void collectWritten(List<Statement> statements, Set<Buffer> written) {
        for (Statement statement : statements) {
            FirstAccess.writes(statement).forEach(written::add);
            collectWritten(statement.inner(), written);
        }
    }

    /** Every element of a result is written, whatever it was. */
    private static boolean isResult(Buffer buffer) {
        Role role = buffer.tensor().orElseThrow().role();
        return role == Role.OUTPUT || role == Role.GRADIENT;
    }

    /** The same statements on copies. */
    private static final class OnCopies extends Rewriter {
        private final Map<Buffer, Buffer> copies;

        OnCopies(Map<Buffer, Buffer> copies) {
            this.copies = copies;
        }

        @Override
        protected Buffer replaced(Buffer buffer) {
            return copies.getOrDefault(buffer, buffer);
        }

        @Override
        protected Expression read(Local local) {
            return local;
        }

        @Override
        protected Local declared(Local local) {
            return local;
        }
    }
}
