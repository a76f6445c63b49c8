package dev.normc.compiler.schedule;

import dev.normc.compiler.loop.JavaNames;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * Hands out identifiers that are legal in Java. A name for the whole method is never given again; a local's name is
 * free again behind the block that declares it.
 */
final class Names {

    private final Set<String> everGiven = new HashSet<>();
    private final Set<String> wholeMethod = new HashSet<>();
    private final Deque<Set<String>> blocks = new ArrayDeque<>();

    Names() {
        open();
    }

    /** Enters a block. */
    void open() {
        blocks.push(new HashSet<>());
    }

    /** Leaves the block entered last. */
    void close() {
        blocks.pop();
    }

    /** A name that no other place of the method uses. */
    String forMethod(String wanted) {
        String name = JavaNames.variable(wanted);
        for (int number = 2; everGiven.contains(name); number++) {
            name = JavaNames.variable(wanted) + number;
        }
        wholeMethod.add(name);
        everGiven.add(name);
        return name;
    }

    /** A name that is free in the current block. */
    String forBlock(String wanted) {
        String name = JavaNames.variable(wanted);
        for (int number = 2; isTaken(name); number++) {
            name = JavaNames.variable(wanted) + number;
        }
        blocks.element().add(name);
        everGiven.add(name);
        return name;
    }

    private boolean isTaken(String name) {
        return wholeMethod.contains(name) || blocks.stream().anyMatch(block -> block.contains(name));
    }
}
