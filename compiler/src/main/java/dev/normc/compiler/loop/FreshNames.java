package dev.normc.compiler.loop;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Names that nothing in a kernel has. */
public final class FreshNames {

    private final Set<String> taken = new HashSet<>();
    private final Map<String, Integer> numbers = new HashMap<>();

    /** Names that are free everywhere in {@code kernel}. */
    public FreshNames(Kernel kernel) {
        for (Buffer buffer : kernel.buffers()) {
            taken.add(buffer.name());
            for (Extent extent : buffer.extents()) {
                if (extent instanceof Extent.Along along) {
                    taken.add(JavaNames.size(along.axis()));
                }
            }
        }
        Uses.of(kernel.body()).defined().forEach(local -> taken.add(local.name()));
    }

    /** {@code wanted} with a number that makes it free. */
    public String name(String wanted) {
        int number = numbers.getOrDefault(wanted, 2);
        while (!taken.add(wanted + number)) {
            number++;
        }
        numbers.put(wanted, number + 1);
        return wanted + number;
    }

    /** {@code wanted} if it is free, else with a number. */
    public String nameLike(String wanted) {
        String name = JavaNames.variable(wanted);
        return taken.add(name) ? name : name(name);
    }
}
