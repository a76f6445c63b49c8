package dev.normc.generator;

import dev.normc.compiler.emit.ScalarType;
import dev.normc.compiler.loop.KernelTarget;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How the classes of some norms are written. What is left out is as the settings below say, in the end as {@code normc
 * generate} does by default: float kernels in plain Java.
 *
 * @param packageName the package of the classes, in place of the one that the folder of the program says; the empty
 *     text for the unnamed package
 * @param className the name of the class, in place of that of the norm
 * @param type the number type of the arrays
 * @param targets what the kernels are written for; the class of the first has the plain name, those of the others end
 *     in {@code Vector}. None: as the settings below say
 * @param parallel whether workspaces have a method {@code share}, by which several threads share a call
 * @param constants values for constants of the norms that have them, by name
 * @param sizes sizes that the kernels are written for, of the norms that have the axes, by name
 */
public record GenerationSettings(
        Optional<String> packageName,
        Optional<String> className,
        Optional<ScalarType> type,
        List<KernelTarget> targets,
        Optional<Boolean> parallel,
        Map<String, Double> constants,
        Map<String, Integer> sizes) {

    /** Settings that say nothing. */
    public static final GenerationSettings NONE = new GenerationSettings(
            Optional.empty(), Optional.empty(), Optional.empty(), List.of(), Optional.empty(), Map.of(), Map.of());

    public GenerationSettings {
        targets = List.copyOf(targets);
        constants = Collections.unmodifiableMap(new TreeMap<>(constants));
        sizes = Collections.unmodifiableMap(new TreeMap<>(sizes));
    }

    /** These settings with another package. */
    public GenerationSettings withPackageName(String other) {
        return new GenerationSettings(Optional.of(other), className, type, targets, parallel, constants, sizes);
    }

    /** These settings with another name of the class. */
    public GenerationSettings withClassName(String other) {
        return new GenerationSettings(packageName, Optional.of(other), type, targets, parallel, constants, sizes);
    }

    /** These settings with another number type. */
    public GenerationSettings withType(ScalarType other) {
        return new GenerationSettings(packageName, className, Optional.of(other), targets, parallel, constants, sizes);
    }

    /**
     * These settings with the number type of that name, such as {@code double}.
     *
     * @throws IllegalArgumentException with one sentence for the user, if there is none
     */
    public GenerationSettings withType(String name) {
        return withType(Arrays.stream(ScalarType.values())
                .filter(one -> word(one).equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected "
                        + Arrays.stream(ScalarType.values())
                                .map(GenerationSettings::word)
                                .collect(Collectors.joining(" or "))
                        + ", given " + name)));
    }

    private static String word(ScalarType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }

    /** These settings with other targets. */
    public GenerationSettings withTargets(KernelTarget... others) {
        return new GenerationSettings(packageName, className, type, List.of(others), parallel, constants, sizes);
    }

    /**
     * These settings with the targets that {@code normc generate} calls so: {@code scalar}, {@code vector} or
     * {@code both}.
     *
     * @throws IllegalArgumentException with one sentence for the user, if it is another word
     */
    public GenerationSettings withTarget(String name) {
        return switch (name) {
            case "scalar" -> withTargets(KernelTarget.SCALAR);
            case "vector" -> withTargets(KernelTarget.VECTOR);
            case "both" -> withTargets(KernelTarget.SCALAR, KernelTarget.VECTOR);
            default -> throw new IllegalArgumentException("expected scalar, vector or both, given " + name);
        };
    }

    /** These settings with workspaces that several threads may share, or without. */
    public GenerationSettings withParallel(boolean other) {
        return new GenerationSettings(packageName, className, type, targets, Optional.of(other), constants, sizes);
    }

    /** These settings with another value for a constant. */
    public GenerationSettings withConstant(String name, double value) {
        return new GenerationSettings(
                packageName, className, type, targets, parallel, with(constants, name, value), sizes);
    }

    /** These settings with a size that is fixed. */
    public GenerationSettings withSize(String axis, int size) {
        return new GenerationSettings(
                packageName, className, type, targets, parallel, constants, with(sizes, axis, size));
    }

    /** These settings, and where they say nothing {@code below}. */
    GenerationSettings over(GenerationSettings below) {
        Map<String, Double> allConstants = new TreeMap<>(below.constants);
        allConstants.putAll(constants);
        Map<String, Integer> allSizes = new TreeMap<>(below.sizes);
        allSizes.putAll(sizes);
        return new GenerationSettings(
                packageName.or(below::packageName),
                className.or(below::className),
                type.or(below::type),
                targets.isEmpty() ? below.targets : targets,
                parallel.or(below::parallel),
                allConstants,
                allSizes);
    }

    private static <T> Map<String, T> with(Map<String, T> values, String name, T value) {
        Map<String, T> more = new TreeMap<>(values);
        more.put(name, value);
        return more;
    }
}
