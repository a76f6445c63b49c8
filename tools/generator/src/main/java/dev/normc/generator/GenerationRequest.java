package dev.normc.generator;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What is to be generated.
 *
 * @param sources the folder of the programs, {@code *.norm} in it and in the folders below. A folder below is the
 *     package of its classes. If it is not there, there are no programs
 * @param output the folder that Java sources are written to, a root of packages
 * @param record a file that says what has been written, so that the next run writes only what has changed, and deletes
 *     nothing else. Without it, or if it is damaged, everything is made anew. Each request needs one of its own,
 *     outside of {@code output}, since that is a folder of sources
 * @param defaults the settings of all norms
 * @param rules settings of some; of two that fit, the later one says what both say
 * @param failOnWarning whether nothing is written if there are warnings
 */
public record GenerationRequest(
        Path sources,
        Path output,
        Path record,
        GenerationSettings defaults,
        List<FileRule> rules,
        boolean failOnWarning) {

    public GenerationRequest {
        sources = sources.toAbsolutePath().normalize();
        output = output.toAbsolutePath().normalize();
        record = record.toAbsolutePath().normalize();
        rules = List.copyOf(rules);
    }

    /** A request without settings. */
    public static GenerationRequest of(Path sources, Path output, Path record) {
        return new GenerationRequest(sources, output, record, GenerationSettings.NONE, List.of(), false);
    }

    /** This request with other settings of all norms. */
    public GenerationRequest withDefaults(GenerationSettings others) {
        return new GenerationRequest(sources, output, record, others, rules, failOnWarning);
    }

    /** This request with one more rule, behind the others. */
    public GenerationRequest withRule(String files, GenerationSettings settings) {
        List<FileRule> more = new ArrayList<>(rules);
        more.add(new FileRule(files, settings));
        return new GenerationRequest(sources, output, record, defaults, more, failOnWarning);
    }

    /** This request, failing on warnings or not. */
    public GenerationRequest withFailOnWarning(boolean other) {
        return new GenerationRequest(sources, output, record, defaults, rules, other);
    }

    /** The rules that fit the program at {@code path}, seen from the source folder. */
    List<FileRule> rulesFor(String path) {
        return rules.stream().filter(rule -> rule.fits(path)).toList();
    }

    /** The settings of a norm of the program at {@code path}. */
    GenerationSettings settingsOf(String path, String norm) {
        GenerationSettings settings = defaults;
        for (FileRule rule : rulesFor(path)) {
            if (rule.isAbout(norm)) {
                settings = rule.settings().over(settings);
            }
        }
        return settings;
    }
}
