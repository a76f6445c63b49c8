package dev.normc.cli.json;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code normc fmt} does. */
public record FmtResult(List<File> files) {

    /**
     * One file.
     *
     * @param file its path; {@code -} for the standard input
     * @param outcome {@code formatted}, {@code unchanged}, {@code unformatted} (with {@code --check}) or {@code failed}
     * @param text the formatted program, of the standard input alone; else null
     */
    public record File(
            String file, String outcome, @Nullable String text) {}
}
