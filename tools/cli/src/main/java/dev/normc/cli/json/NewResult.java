package dev.normc.cli.json;

/** What {@code normc new} writes: a norm of that name into a file. */
public record NewResult(String norm, String path) {}
