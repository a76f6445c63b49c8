package dev.normc.examples.source;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Which methods of a file are its forward and its backward. */
final class SourceMethods {

    private final Path file;
    private final List<Method> methods;
    private final Vocabulary vocabulary;

    SourceMethods(Path file, List<Class<?>> classes, Vocabulary vocabulary) {
        this.file = file;
        this.vocabulary = vocabulary;
        this.methods = classes.stream()
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> !method.isSynthetic())
                .sorted(Comparator.comparing(Method::toString))
                .toList();
    }

    /** {@code MyLayerNorm.forward}. */
    static String name(Method method) {
        return method.getDeclaringClass().getSimpleName() + "." + method.getName();
    }

    /** The method that the user names, the one named {@code forward}, or the only one that writes an output alone. */
    Method forward(Optional<String> chosen) {
        return named(chosen, "forward")
                .or(() -> only(methods.stream()
                        .filter(method -> isStatic(method) && takes(method, false) && !takes(method, true))
                        .toList()))
                .orElseThrow(() -> new UnusableSourceException(file
                        + " has no static method named forward, nor one single method that takes the output "
                        + labels(false) + "; name the forward by --method." + offered()));
    }

    /** The method that the user names, the one named {@code backward}, or the only one that writes a gradient. */
    Optional<Method> backward(Optional<String> chosen) {
        return named(chosen, "backward")
                .or(() -> only(methods.stream()
                        .filter(method -> isStatic(method) && takes(method, true))
                        .toList()));
    }

    private Optional<Method> named(Optional<String> chosen, String usual) {
        String name = chosen.orElse(usual);
        List<Method> found = methods.stream()
                .filter(method -> method.getName().equals(name) || name(method).equals(name))
                .toList();
        List<Method> usable = found.stream().filter(this::isKernel).toList();
        if (usable.size() > 1) {
            throw new UnusableSourceException(
                    file + " has " + usable.size() + " methods " + name + "; rename all but one, or name another by "
                            + (usual.equals("forward") ? "--method" : "--backward") + ".");
        } else if (usable.isEmpty() && !found.isEmpty()) {
            throw new UnusableSourceException(reason(found.get(0)));
        } else if (usable.isEmpty() && chosen.isPresent()) {
            throw new UnusableSourceException(file + " has no method " + name + "." + offered());
        }
        return only(usable);
    }

    private static <T> Optional<T> only(List<T> list) {
        return list.size() == 1 ? Optional.of(list.get(0)) : Optional.empty();
    }

    private boolean isKernel(Method method) {
        return isStatic(method) && Arrays.stream(method.getParameterTypes()).anyMatch(type -> type.isArray());
    }

    private static boolean isStatic(Method method) {
        return Modifier.isStatic(method.getModifiers());
    }

    private static String reason(Method method) {
        return name(method)
                + (isStatic(method)
                        ? " takes no array; a kernel writes its results to arrays that it is given."
                        : " is not static; a kernel is a static method that is given all that it works on.");
    }

    private boolean takes(Method method, boolean gradient) {
        Set<String> labels = labels(gradient);
        return Arrays.stream(method.getParameters())
                .filter(parameter -> parameter.getType().isArray())
                .anyMatch(parameter ->
                        Vocabulary.find(parameter.getName(), labels).isPresent());
    }

    private Set<String> labels(boolean gradient) {
        return vocabulary.tensors().values().stream()
                .filter(tensor -> switch (tensor.role()) {
                    case OUTPUT -> !gradient;
                    case GRADIENT -> gradient;
                    case INPUT, DATA, PARAMETER, STATE, UPSTREAM -> false;
                })
                .map(tensor -> tensor.label())
                .collect(Collectors.toSet());
    }

    private String offered() {
        String names = methods.stream()
                .filter(this::isKernel)
                .map(Method::getName)
                .distinct()
                .collect(Collectors.joining(", "));
        return names.isEmpty()
                ? " It has no static method that takes an array."
                : " Its static methods are " + names + ".";
    }
}
