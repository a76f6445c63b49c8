package dev.normc.compiler.partition;

import dev.normc.compiler.loop.Buffer;
import dev.normc.compiler.loop.Expression.Local;
import dev.normc.compiler.loop.Statement;
import dev.normc.compiler.loop.Statement.Let;
import dev.normc.compiler.loop.Uses;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The statements of a sweep in another order: each value stands right before the first statement that needs it, so that
 * a cut between two stores severs little. What an element is read as does not change: it is read before the store that
 * it stood before.
 */
final class StoreOrder {

    private final List<Statement> body;
    private final Map<Local, Integer> definedAt = new HashMap<>();
    private final Map<Buffer, List<Integer>> readAt = new HashMap<>();
    private final Set<Integer> pending = new HashSet<>();
    private final LinkedHashMap<Integer, List<Statement>> comments = new LinkedHashMap<>();
    private final List<List<Statement>> groups = new ArrayList<>();
    private List<Statement> group = new ArrayList<>();

    private StoreOrder(List<Statement> body) {
        this.body = body;
        List<Statement> words = new ArrayList<>();
        for (int i = 0; i < body.size(); i++) {
            Statement statement = body.get(i);
            if (statement instanceof Statement.Comment) {
                words.add(statement);
                continue;
            }
            comments.put(i, words);
            words = new ArrayList<>();
            if (statement instanceof Let let) {
                definedAt.put(let.local(), i);
                pending.add(i);
                for (Buffer buffer : Uses.of(List.of(let)).buffers()) {
                    readAt.computeIfAbsent(buffer, key -> new ArrayList<>()).add(i);
                }
            }
        }
    }

    /** Each store or term of a sum behind the values that no group before it had. */
    static List<List<Statement>> of(List<Statement> body) {
        StoreOrder order = new StoreOrder(body);
        for (int i = 0; i < body.size(); i++) {
            Statement statement = body.get(i);
            if (!(statement instanceof Let) && !(statement instanceof Statement.Comment)) {
                if (statement instanceof Statement.Store store) {
                    order.readBefore(i, store.buffer());
                }
                order.add(i);
                order.groups.add(order.group);
                order.group = new ArrayList<>();
            }
        }
        return order.groups;
    }

    /** What was read from {@code buffer} before statement {@code position}, which writes it. */
    private void readBefore(int position, Buffer buffer) {
        readAt.getOrDefault(buffer, List.of()).stream()
                .filter(i -> i < position && pending.contains(i))
                .forEach(this::add);
    }

    /** A statement behind the values that it needs, in the order in which they stood. */
    private void add(int position) {
        TreeSet<Integer> needed = new TreeSet<>(List.of(position));
        Deque<Integer> asked = new ArrayDeque<>(needed);
        while (!asked.isEmpty()) {
            for (Local local : Uses.of(List.of(body.get(asked.remove()))).read()) {
                Integer definition = definedAt.get(local);
                if (definition != null && pending.contains(definition) && needed.add(definition)) {
                    asked.add(definition);
                }
            }
        }
        for (int each : needed) {
            pending.remove(each);
            group.addAll(comments.getOrDefault(each, List.of()));
            group.add(body.get(each));
        }
    }
}
