package dev.normc.runtime.random;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An axis that a random program splits: {@code C = G*K}. Programs are made of the parts; the whole is a way to write
 * them.
 *
 * @param whole what the program calls all parts together
 * @param parts the axes, the outer one first
 */
record Split(String whole, List<String> parts) {

    Split {
        parts = List.copyOf(parts);
    }

    /** What a declaration writes. */
    String declaration() {
        return whole + " = " + String.join("*", parts);
    }

    /** The axes with the whole of a split one where all its parts stand together in their order. */
    static List<String> written(List<String> axes, List<Split> splits) {
        List<String> written = new ArrayList<>();
        int at = 0;
        while (at < axes.size()) {
            List<String> rest = axes.subList(at, axes.size());
            Optional<Split> split = splits.stream()
                    .filter(candidate -> rest.size() >= candidate.parts().size()
                            && rest.subList(0, candidate.parts().size()).equals(candidate.parts()))
                    .findFirst();
            written.add(split.map(Split::whole).orElse(axes.get(at)));
            at += split.map(found -> found.parts().size()).orElse(1);
        }
        return written;
    }
}
