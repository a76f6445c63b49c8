package dev.normc.cli.json;

import java.util.List;

/** What {@code normc list} finds: the norms of the library. */
public record ListResult(List<Entry> norms) {

    /**
     * One norm.
     *
     * @param documentation its {@code ///} lines on one line
     * @param kinds such as {@code per-sample}
     */
    public record Entry(String name, String documentation, List<String> kinds, List<Input> inputs) {}

    /** A differentiable input with its axes in memory order. */
    public record Input(String name, List<String> axes) {}
}
