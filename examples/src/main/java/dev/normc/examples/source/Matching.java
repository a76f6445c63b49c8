package dev.normc.examples.source;

import dev.normc.compiler.graph.Tensor;
import dev.normc.dsl.diagnostic.DidYouMean;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds what each parameter of a method stands for, by its name, and collects what cannot be found. */
final class Matching {

    private static final Set<Class<?>> NUMBERS = Set.of(int.class, long.class, float.class, double.class);
    private static final Set<Class<?>> SCRATCH = Set.of(float[].class, double[].class, int[].class);

    private final Vocabulary vocabulary;
    private final List<Scratch> scratch;
    private final List<String> mistakes;

    Matching(Vocabulary vocabulary, List<Scratch> scratch, List<String> mistakes) {
        this.vocabulary = vocabulary;
        this.scratch = scratch;
        this.mistakes = mistakes;
    }

    /** What the parameters of {@code method} stand for; shorter than they are if there was a mistake. */
    List<Operand> operands(Method method) {
        List<Operand> operands = new ArrayList<>();
        for (Parameter parameter : method.getParameters()) {
            operand(method, parameter.getType(), parameter.getName()).ifPresent(operands::add);
        }
        return operands;
    }

    private Optional<Operand> operand(Method method, Class<?> type, String name) {
        String where = SourceMethods.name(method) + " takes " + type.getSimpleName() + " " + name;
        if (NUMBERS.contains(type)) {
            return number(where, type, name);
        }
        Optional<String> shared =
                Vocabulary.find(name, scratch.stream().map(Scratch::name).toList());
        if (shared.isPresent() && SCRATCH.contains(type)) {
            return scratch.stream()
                    .filter(array -> array.name().equals(shared.get()))
                    .findFirst()
                    .map(array -> new Operand.Saved(array, type));
        }
        if (type == float[].class || type == float[][].class) {
            return array(where, type, name);
        }
        return refuse(where + "; normc hands in float[], float[][], int, long, float and double.");
    }

    private Optional<Operand> array(String where, Class<?> type, String name) {
        Optional<Tensor> tensor = vocabulary.tensor(name);
        if (tensor.isEmpty()) {
            return unknown(where, name, vocabulary.tensors().keySet(), "arrays are ", scratchHint(name));
        } else if (type == float[].class) {
            return tensor.map(Operand.Flat::new);
        }
        return vocabulary.hasRows(tensor.get())
                ? tensor.map(Operand.Rows::new)
                : refuse(where + ", but " + tensor.get() + " has no rows; take it as float[].");
    }

    private Optional<Operand> number(String where, Class<?> type, String name) {
        Set<String> scalars = new LinkedHashSet<>(vocabulary.axes().keySet());
        scalars.addAll(vocabulary.constants().keySet());
        vocabulary.tensors().values().stream()
                .filter(tensor -> tensor.layout().isEmpty() && isOnlyRead(tensor))
                .forEach(tensor -> scalars.add(tensor.label()));
        Optional<String> found = Vocabulary.find(name, scalars);
        if (found.isEmpty()) {
            Optional<List<String>> product = vocabulary.product(name);
            return product.isPresent()
                    ? product.map(axes -> new Operand.Size(axes, type))
                    : noNumber(where, type, name, scalars);
        }
        List<String> axes = vocabulary.axes().get(found.get());
        Double constant = vocabulary.constants().get(found.get());
        if (axes != null) {
            return Optional.of(new Operand.Size(axes, type));
        } else if (constant == null) {
            return vocabulary.tensor(found.get()).map(tensor -> new Operand.Scalar(tensor, type));
        } else if ((type == int.class || type == long.class) && constant != Math.rint(constant)) {
            return refuse(where + ", but " + found.get() + " is " + constant + "; take it as float or double.");
        }
        return Optional.of(new Operand.Constant(found.get(), constant, type));
    }

    private Optional<Operand> noNumber(String where, Class<?> type, String name, Set<String> scalars) {
        Optional<Tensor> tensor = vocabulary.tensor(name);
        if (tensor.isPresent()) {
            String what = tensor.get().layout().isEmpty() ? "written" : "an array";
            return refuse(where + ", but " + tensor.get() + " is " + what + "; take it as float[].");
        }
        return unknown(where, name, scalars, "numbers are ", type == int.class ? " Products such as " + two() : "");
    }

    /** An example of a product of sizes. */
    private String two() {
        List<String> names = List.copyOf(vocabulary.axes().keySet());
        return names.size() < 2
                ? names.get(0) + names.get(0) + " are known, too."
                : names.get(0) + names.get(1) + " are known, too.";
    }

    private static String scratchHint(String name) {
        return " An array that only carries values from the forward to the backward is declared, as in --scratch "
                + name + "=N.";
    }

    private Optional<Operand> unknown(String where, String name, Set<String> known, String kind, String hint) {
        String nearest = DidYouMean.nearest(name, known)
                .map(meant -> " Did you mean " + meant + "?")
                .orElse("");
        return refuse(where + ", and " + vocabulary.norm() + " has nothing of that name." + nearest + " Its " + kind
                + String.join(", ", known) + "." + hint);
    }

    private Optional<Operand> refuse(String mistake) {
        mistakes.add(mistake);
        return Optional.empty();
    }

    private static boolean isOnlyRead(Tensor tensor) {
        return switch (tensor.role()) {
            case INPUT, DATA, PARAMETER, UPSTREAM -> true;
            case STATE, OUTPUT, GRADIENT -> false;
        };
    }
}
