package dev.normc.generator;

import dev.normc.compiler.loop.KernelTarget;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How the classes of some norms are written. What is left out is as the settings below say, in the end as {@code normc
 * generate} does by default: float kernels in plain Java.
 *
 * @param packageName the package of the classes, in place of the one that the folder of the program says; the empty
 *     text for the unnamed package
 * @param className the name of the class, in place of that of the norm
 * @param type what the elements of tensors are
 * @param memory where tensors lie
 * @param targets what the kernels are written for; the class of the first has the plain name, those of the others end
 *     in {@code Vector}. None: as the settings below say
 * @param parallel whether workspaces have a method {@code share}, by which several threads share a call
 * @param constants values for constants of the norms that have them, by name
 * @param sizes sizes that the kernels are written for, of the norms that have the axes, by name
 */
public record GenerationSettings(
        Optional<String> packageName,
        Optional<String> className,
        Optional<ElementType> type,
        Optional<Memory> memory,
        List<KernelTarget> targets,
        Optional<Boolean> parallel,
        Map<String, Double> constants,
        Map<String, Integer> sizes) {

    /** Settings that say nothing. */
    public static final GenerationSettings NONE = new GenerationSettings(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Map.of(),
            Map.of());

    public GenerationSettings {
        targets = List.copyOf(targets);
        constants = Collections.unmodifiableMap(new TreeMap<>(constants));
        sizes = Collections.unmodifiableMap(new TreeMap<>(sizes));
    }

    /** These settings with another package. */
    public GenerationSettings withPackageName(String other) {
        return new GenerationSettings(Optional.of(other), className, type, memory, targets, parallel, constants, sizes);
    }

    /** These settings with another name of the class. */
    public GenerationSettings withClassName(String other) {
        return new GenerationSettings(
                packageName, Optional.of(other), type, memory, targets, parallel, constants, sizes);
    }

    /** These settings with another type of elements. */
    public GenerationSettings withType(ElementType other) {
        return new GenerationSettings(
                packageName, className, Optional.of(other), memory, targets, parallel, constants, sizes);
    }

    /**
     * These settings with the type of elements of that name, such as {@code double}.
     *
     * @throws IllegalArgumentException with one sentence for the user, if there is none
     */
    public GenerationSettings withType(String name) {
        return withType(named(name, ElementType.values()));
    }

    /** These settings with tensors in another kind of memory. */
    public GenerationSettings withMemory(Memory other) {
        return new GenerationSettings(
                packageName, className, type, Optional.of(other), targets, parallel, constants, sizes);
    }

    /**
     * These settings with tensors in the memory of that name, such as {@code buffer}.
     *
     * @throws IllegalArgumentException with one sentence for the user, if there is none
     */
    public GenerationSettings withMemory(String name) {
        return withMemory(named(name, Memory.values()));
    }

    private static <E extends Enum<E>> E named(String name, E[] values) {
        List<String> words = Arrays.stream(values).map(E::toString).toList();
        int index = words.indexOf(name);
        if (index < 0) {
            int last = words.size() - 1;
            throw new IllegalArgumentException("expected " + String.join(", ", words.subList(0, last)) + " or "
                    + words.get(last) + ", given " + name);
        }
        return values[index];
    }

    /** These settings with other targets. */
    public GenerationSettings withTargets(KernelTarget... others) {
        return new GenerationSettings(
                packageName, className, type, memory, List.of(others), parallel, constants, sizes);
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
        return new GenerationSettings(
                packageName, className, type, memory, targets, Optional.of(other), constants, sizes);
    }

    /** These settings with another value for a constant. */
    public GenerationSettings withConstant(String name, double value) {
        return new GenerationSettings(
                packageName, className, type, memory, targets, parallel, with(constants, name, value), sizes);
    }

    /** These settings with a size that is fixed. */
    public GenerationSettings withSize(String axis, int size) {
        return new GenerationSettings(
                packageName, className, type, memory, targets, parallel, constants, with(sizes, axis, size));
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
                memory.or(below::memory),
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
