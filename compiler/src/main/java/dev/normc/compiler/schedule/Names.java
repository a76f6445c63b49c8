package dev.normc.compiler.schedule;

import dev.normc.compiler.loop.JavaNames;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Hands out identifiers that are legal in Java. A name for the whole method is never given again; a local's name is
 * free again behind the block that declares it.
 */
final class Names {

    private final Set<String> everGiven = new HashSet<>();
    private final Set<String> wholeMethod = new HashSet<>();
    private final Map<String, Integer> nextForMethod = new HashMap<>();
    private final Deque<Block> blocks = new ArrayDeque<>();

    /** The names of one block, and the number from which each wanted name may still be free in it. */
    private record Block(Set<String> names, Map<String, Integer> next) {}

    Names() {
        open();
    }

    /** Enters a block. */
    void open() {
        blocks.push(new Block(new HashSet<>(), new HashMap<>()));
    }

    /** Leaves the block entered last. */
    void close() {
        blocks.pop();
    }

    /** A name that no other place of the method uses. */
    String forMethod(String wanted) {
        String name = JavaNames.variable(wanted);
        int number = nextForMethod.getOrDefault(wanted, 2);
        while (everGiven.contains(name)) {
            name = JavaNames.variable(wanted) + number++;
        }
        nextForMethod.put(wanted, number);
        wholeMethod.add(name);
        everGiven.add(name);
        return name;
    }

    /** A name that is free in the current block. */
    String forBlock(String wanted) {
        String name = JavaNames.variable(wanted);
        int number = 2;
        for (Block block : blocks) {
            number = Math.max(number, block.next().getOrDefault(wanted, 2));
        }
        while (isTaken(name)) {
            name = JavaNames.variable(wanted) + number++;
        }
        blocks.element().names().add(name);
        blocks.element().next().put(wanted, number);
        everGiven.add(name);
        return name;
    }

    private boolean isTaken(String name) {
        return wholeMethod.contains(name)
                || blocks.stream().anyMatch(block -> block.names().contains(name));
    }
}
