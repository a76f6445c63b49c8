package dev.normc.compiler.functions;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The functions that normc defines itself, each once for float and once for double. */
public final class Definitions {

    private static final Map<String, Function> IN_FLOAT = byName(
            Exponential.IN_FLOAT.exp(),
            Logarithm.IN_FLOAT.log(),
            HyperbolicTangent.inFloat(),
            ErrorFunction.IN_FLOAT.erf(),
            Sigmoids.sigmoid(),
            Sigmoids.softplus(Sigmoids.SERIES_IN_FLOAT));

    private static final Map<String, Function> IN_DOUBLE = byName(
            Exponential.IN_DOUBLE.exp(),
            Logarithm.IN_DOUBLE.log(),
            HyperbolicTangent.inDouble(),
            ErrorFunction.IN_DOUBLE.erf(),
            Sigmoids.sigmoid(),
            Sigmoids.softplus(Sigmoids.SERIES_IN_DOUBLE));

    private Definitions() {}

    /** The function {@code name} on float. */
    public static Function inFloat(String name) {
        return find(name, IN_FLOAT);
    }

    /** The function {@code name} on double. */
    public static Function inDouble(String name) {
        return find(name, IN_DOUBLE);
    }

    private static Function find(String name, Map<String, Function> functions) {
        Function function = functions.get(name);
        if (function == null) {
            throw new IllegalStateException("no definition of the function " + name);
        }
        return function;
    }

    private static Map<String, Function> byName(Function... functions) {
        return Stream.of(functions).collect(Collectors.toUnmodifiableMap(Function::name, function -> function));
    }
}
