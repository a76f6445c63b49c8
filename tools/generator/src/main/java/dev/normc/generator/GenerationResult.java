package dev.normc.generator;

import dev.normc.dsl.diagnostic.Severity;
import java.nio.file.Path;
import java.util.List;

/**
 * What has been generated. If the request failed, no file has been touched and the three lists are empty.
 *
 * @param written the files whose content is new
 * @param kept the files that were right already and stayed as they were, their times included
 * @param deleted the files of norms that are gone
 * @param findings what is wrong, or may be, in the order of the files; of programs that have not changed only errors
 * @param succeeded whether there is a right file for each norm now
 */
public record GenerationResult(
        List<Path> written, List<Path> kept, List<Path> deleted, List<Finding> findings, boolean succeeded) {

    public GenerationResult {
        written = List.copyOf(written);
        kept = List.copyOf(kept);
        deleted = List.copyOf(deleted);
        findings = List.copyOf(findings);
    }

    static GenerationResult failed(List<Finding> findings) {
        return new GenerationResult(List.of(), List.of(), List.of(), findings, false);
    }

    /** One sentence: what was done, or how much is wrong. */
    public String summary() {
        if (succeeded) {
            return "normc wrote " + counted(written.size(), "file") + ", kept " + kept.size() + ", deleted "
                    + deleted.size() + ".";
        }
        String warnings = count(Severity.WARNING) == 0 ? "" : " and " + counted(count(Severity.WARNING), "warning");
        String found = count(Severity.ERROR) == 0
                ? counted(count(Severity.WARNING), "warning") + ", which this build takes for errors"
                : counted(count(Severity.ERROR), "error") + warnings;
        return "normc found " + found + "; nothing was written.";
    }

    private long count(Severity severity) {
        return findings.stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }

    private static String counted(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
