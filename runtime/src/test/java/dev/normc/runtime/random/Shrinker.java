package dev.normc.runtime.random;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Finds a smaller subject that fails in the same way: takes the first smaller neighbour that still does, again and
 * again, until none does. Neighbours that are no programs fail in another way and so drop out by themselves.
 */
final class Shrinker {

    private final Predicate<Subject> stillFails;
    private int tries;

    private Shrinker(Predicate<Subject> stillFails, int tries) {
        this.stillFails = stillFails;
        this.tries = tries;
    }

    /**
     * The smallest subject found; {@code subject} itself if nothing smaller fails.
     *
     * @param stillFails whether a subject fails in the same way
     * @param tries how often it may be asked
     */
    static Subject shrink(Subject subject, Predicate<Subject> stillFails, int tries) {
        return new Shrinker(stillFails, tries).shrink(subject);
    }

    private Subject shrink(Subject subject) {
        Subject current = subject;
        boolean changed = true;
        while (changed) {
            changed = false;
            List<Subject> smaller = neighbours(current);
            for (Subject neighbour : smaller) {
                if (tries <= 0) {
                    return current;
                }
                tries--;
                if (stillFails.test(neighbour)) {
                    current = neighbour;
                    changed = true;
                    break;
                }
            }
        }
        return current;
    }

    /** Smaller subjects, those that lose most first. */
    static List<Subject> neighbours(Subject subject) {
        List<Subject> found = new ArrayList<>();
        Reductor reductor = new Reductor(subject.program());
        reductor.candidates().forEach(program -> found.add(subject.withProgram(program)));
        subject.sizes().forEach((axis, size) -> {
            for (int smaller : new int[] {1, 2, size / 2, size - 1}) {
                if (smaller >= 1 && smaller < size) {
                    Map<String, Integer> sizes = new HashMap<>(subject.sizes());
                    sizes.put(axis, smaller);
                    found.add(subject.withSizes(sizes));
                }
            }
        });
        found.removeIf(neighbour -> neighbour.weight() >= subject.weight());
        found.sort((left, right) -> Long.compare(left.weight(), right.weight()));
        return found;
    }
}
