package dev.normc.compiler.partition;

import dev.normc.compiler.loop.Statement;
import dev.normc.compiler.loop.Type;
import dev.normc.compiler.loop.Uses;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Divides lists of statements among parts, inner lists first. Locals that one part hands to another are still read
 * across the border; {@link Cells} sees to that.
 */
final class Parts {

    private final int mostBytes;
    private final List<Statement> result = new ArrayList<>();
    private final Set<Object> counted = new HashSet<>();
    private List<Statement> part = new ArrayList<>();
    private int bytes;

    private Parts(int mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** The bodies of loops in pieces, each of which is a method already, divided. */
    static List<Statement> divideRows(List<Statement> statements, int mostBytes) {
        return statements.stream()
                .map(statement -> statement instanceof Statement.Rows rows
                        ? rows.withBody(divide(rows.body(), mostBytes))
                        : statement)
                .toList();
    }

    /** {@code statements}, with as many of them in parts as it takes for a method of {@code mostBytes}. */
    static List<Statement> divide(List<Statement> statements, int mostBytes) {
        if (Weights.methodBytes(statements) <= mostBytes) {
            return statements;
        }
        List<Statement> divided = new ArrayList<>();
        for (Statement statement : statements) {
            if (statement instanceof Statement.Loop loop && Weights.methodBytes(List.of(loop)) > mostBytes / 2) {
                List<Statement> body = divide(loop.body(), mostBytes / 2);
                divided.add(new Statement.Loop(loop.index(), loop.from(), loop.to(), loop.step(), body));
            } else {
                divided.add(statement);
            }
        }
        // the calls of a thousand parts are too many for a method again
        int before = Integer.MAX_VALUE;
        while (Weights.methodBytes(divided) > mostBytes && divided.size() < before) {
            before = before == Integer.MAX_VALUE ? before - 1 : divided.size();
            Parts parts = new Parts(mostBytes);
            divided.forEach(parts::add);
            parts.close();
            divided = parts.result;
        }
        return divided;
    }

    private void add(Statement statement) {
        if (isShared(statement)) {
            close();
            result.add(statement);
            return;
        }
        Uses uses = Uses.outsideParts(List.of(statement));
        int more = cost(statement, uses);
        if (bytes + more > mostBytes) {
            close();
            more = cost(statement, uses);
        }
        bytes += more;
        part.add(statement);
        counted.addAll(uses.buffers());
        counted.addAll(uses.read());
        counted.addAll(uses.defined());
    }

    /** A local that loops and parts behind it read as an index stays in the method. */
    private static boolean isShared(Statement statement) {
        return statement instanceof Statement.Let let && let.local().type() == Type.INT;
    }

    private void close() {
        if (part.size() == 1 && part.get(0) instanceof Statement.Part) {
            result.add(part.get(0));
        } else if (!part.isEmpty()) {
            result.add(new Statement.Part(part));
        }
        part = new ArrayList<>();
        counted.clear();
        bytes = 0;
    }

    /**
     * The bytes of the statement, and those that fetch the arrays and locals that it is the first of its part to use.
     */
    private int cost(Statement statement, Uses uses) {
        long fetched = uses.buffers().stream()
                        .filter(buffer -> !counted.contains(buffer))
                        .count()
                + uses.read().stream()
                        .filter(local ->
                                !counted.contains(local) && !uses.defined().contains(local))
                        .count();
        int handedOn = statement instanceof Statement.Let
                ? 1
                : statement instanceof Statement.Sweep sweep
                        ? sweep.accumulators().size()
                        : 0;
        return Weights.bytes(statement) + ((int) fetched + handedOn) * Weights.arrayBytes();
    }
}
