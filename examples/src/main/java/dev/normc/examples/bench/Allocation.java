package dev.normc.examples.bench;

import dev.normc.examples.compare.Pass;

/** How many bytes all threads together allocate in a call once a contender is warm. */
public record Allocation(String norm, Pass pass, String contender, double bytesPerCall) {}
