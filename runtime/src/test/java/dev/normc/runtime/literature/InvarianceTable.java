package dev.normc.runtime.literature;

import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Which changes of its first input each norm of the library does not see in its first output, with every eps at 0. */
final class InvarianceTable {

    private static final Map<String, String> ROWS =
            """
            LayerNorm scale [N] shift [N]
            """.lines().collect(Collectors.toMap(row -> row.split(" ", 2)[0], row -> row.split(" ", 2)[1]));

    private InvarianceTable() {}

    static String of(String norm) {
        return Objects.requireNonNullElse(ROWS.get(norm), "no row");
    }
}
