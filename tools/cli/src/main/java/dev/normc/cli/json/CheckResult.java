package dev.normc.cli.json;

import java.util.List;

/** What {@code normc check} finds. */
public record CheckResult(List<Program> programs) {

    /**
     * One program.
     *
     * @param file as the command named it
     * @param holds whether it has no errors
     * @param warnings how many warnings it has, those that it allows left out
     * @param norms the names of its norms that were meant; none if it cannot be read
     */
    public record Program(String file, boolean holds, int warnings, List<String> norms) {}
}
