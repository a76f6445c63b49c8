package dev.normc.generator;

import java.util.Optional;

/**
 * Settings for some of the programs.
 *
 * @param files a path under the source folder, with slashes. A {@code *} stands for any letters of one name, {@code ?}
 *     for one, {@code **} for any folders: {@code com/acme/*.norm}, {@code **}{@code /Layer*.norm}. Behind {@code #}
 *     may stand the name of a norm, which the rule is about alone: {@code com/acme/layers.norm#Gated}
 * @param settings what the rule says of them
 */
public record FileRule(String files, GenerationSettings settings) {

    private static final String SUFFIX = ".norm";

    /** Whether the rule is about the program at {@code path}, seen from the source folder, or one of its norms. */
    boolean fits(String path) {
        return FilePattern.fits(norm().isEmpty() ? files : files.substring(0, files.lastIndexOf('#')), path);
    }

    /** Whether the rule is about this norm of a program that it fits. */
    boolean isAbout(String name) {
        return norm().isEmpty() || norm().get().equals(name);
    }

    /** The only norm that the rule is about. */
    Optional<String> norm() {
        int mark = files.lastIndexOf('#');
        return mark < 0 || files.endsWith(SUFFIX) ? Optional.empty() : Optional.of(files.substring(mark + 1));
    }
}
