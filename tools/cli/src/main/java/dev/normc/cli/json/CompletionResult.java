package dev.normc.cli.json;

/**
 * What {@code normc completion} makes.
 *
 * @param shell {@code bash} or {@code zsh}
 * @param script what the shell has to read
 */
public record CompletionResult(String shell, String script) {}
