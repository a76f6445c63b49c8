package dev.normc.mavenplugin;

import dev.normc.generator.GenerationSettings;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Settings for some of the programs, as a POM has them: {@code <rule>...</rule>}. */
public final class Rule {

    /**
     * A path under the source folder, with {@code *}, {@code ?} and {@code **} as elsewhere in Maven; behind {@code #}
     * the name of the only norm that is meant.
     */
    private @Nullable String files;

    /** The package of the classes, in place of the one that the folder says. */
    private @Nullable String packageName;

    /** The name of the class, in place of that of the norm. */
    private @Nullable String className;

    /** What the elements of tensors are: {@code float}, {@code double}, {@code bfloat16} or {@code float16}. */
    private @Nullable String type;

    /** Where tensors lie: {@code array}, {@code buffer} or {@code segment}. */
    private @Nullable String memory;

    /** What the classes are written for: {@code scalar}, {@code vector} or {@code both}. */
    private @Nullable String target;

    /** Whether workspaces have a method {@code share}. */
    private @Nullable Boolean parallel;

    /** Values for constants. */
    private @Nullable Map<String, String> constants;

    /** Sizes of axes. */
    private @Nullable Map<String, String> sizes;

    /** As Maven makes it. */
    public Rule() {}

    /** What a POM says of all programs. */
    Rule(
            @Nullable String packageName,
            @Nullable String type,
            @Nullable String memory,
            @Nullable String target,
            @Nullable Boolean parallel,
            @Nullable Map<String, String> constants,
            @Nullable Map<String, String> sizes) {
        this.packageName = packageName;
        this.type = type;
        this.memory = memory;
        this.target = target;
        this.parallel = parallel;
        this.constants = constants;
        this.sizes = sizes;
    }

    /** The programs that are meant; none if the POM does not say it. */
    Optional<String> files() {
        return Optional.ofNullable(files);
    }

    /** What is said, as far as it can be read; {@code complaints} get a sentence for all else. */
    GenerationSettings settings(Consumer<String> complaints) {
        GenerationSettings settings = GenerationSettings.NONE;
        if (packageName != null) {
            settings = settings.withPackageName(packageName);
        }
        if (className != null) {
            settings = settings.withClassName(className);
        }
        if (parallel != null) {
            settings = settings.withParallel(parallel);
        }
        settings = withWord("type", type, settings, GenerationSettings::withType, complaints);
        settings = withWord("memory", memory, settings, GenerationSettings::withMemory, complaints);
        settings = withWord("target", target, settings, GenerationSettings::withTarget, complaints);
        return withNumbers(settings, complaints);
    }

    private static GenerationSettings withWord(
            String parameter,
            @Nullable String word,
            GenerationSettings settings,
            BiFunction<GenerationSettings, String, GenerationSettings> with,
            Consumer<String> complaints) {
        try {
            return word == null ? settings : with.apply(settings, word);
        } catch (IllegalArgumentException unknown) {
            complaints.accept(parameter + ": " + unknown.getMessage());
            return settings;
        }
    }

    private GenerationSettings withNumbers(GenerationSettings named, Consumer<String> complaints) {
        GenerationSettings settings = named;
        for (Map.Entry<String, String> constant : entries(constants)) {
            try {
                settings = settings.withConstant(constant.getKey(), Double.parseDouble(given(constant)));
            } catch (NumberFormatException notANumber) {
                complaints.accept("constant " + constant.getKey() + ": expected a number, given " + given(constant));
            }
        }
        for (Map.Entry<String, String> size : entries(sizes)) {
            try {
                settings = settings.withSize(size.getKey(), Integer.parseInt(given(size)));
            } catch (NumberFormatException notANumber) {
                complaints.accept("size " + size.getKey() + ": expected a whole number from 1 to " + Integer.MAX_VALUE
                        + ", given " + given(size));
            }
        }
        return settings;
    }

    private static Iterable<Map.Entry<String, String>> entries(@Nullable Map<String, String> values) {
        return values == null ? Map.<String, String>of().entrySet() : values.entrySet();
    }

    /** The text of an element; Maven has null for an empty one. */
    private static String given(Map.Entry<String, @Nullable String> entry) {
        String text = entry.getValue();
        return text == null ? "nothing" : text.strip();
    }
}
