package dev.normc.lsp;

import dev.normc.compiler.Compilation;
import dev.normc.compiler.Compiler;
import dev.normc.compiler.Options;
import dev.normc.dsl.Dsl;
import dev.normc.dsl.check.Vocabulary;
import dev.normc.dsl.check.Vocabulary.Entry;
import dev.normc.dsl.diagnostic.InvalidNormException;
import dev.normc.dsl.source.Source;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The functions and reductions of the language, and the derivative of each: that of a norm which does nothing else. */
final class Operators {

    private final Map<String, Optional<List<String>>> gradients = new HashMap<>();

    /** The function, reduction or coordinate of that name and kind. */
    static Optional<Entry> find(Kind kind, String name) {
        Stream<Entry> all = switch (kind) {
            case FUNCTION -> Vocabulary.functions().stream();
            case REDUCTION -> Vocabulary.reductions().stream();
            case COORDINATE -> Stream.of(Vocabulary.coordinate());
            case NORM,
                    DEFINITION,
                    INPUT,
                    PARAM,
                    CONST,
                    DATA,
                    STATE,
                    AXIS,
                    VALUE,
                    OUTPUT,
                    ARGUMENT,
                    AXIS_ARGUMENT,
                    MODE -> Stream.of();
        };
        return all.filter(entry -> entry.name().equals(name)).findFirst();
    }

    /** The gradients of {@code y = f(v)}, one for each that it takes; nothing if it has no derivative. */
    synchronized Optional<List<String>> gradients(Entry entry) {
        return gradients.computeIfAbsent(entry.usage(), usage -> derive(entry));
    }

    private static Optional<List<String>> derive(Entry entry) {
        String axes = entry.usage().contains("[D]") ? "[N, D]" : "[N]";
        String inputs = arguments(entry).map(name -> name + axes).collect(Collectors.joining(", "));
        Source source =
                new Source(entry.name(), "norm Alone(" + inputs + ") {\n    return y = " + entry.usage() + "\n}\n");
        try {
            Compilation compilation =
                    Compiler.compile(source, Dsl.read(source).norms().get(0), Options.DEFAULT);
            Derived derived = new Derived(compilation);
            return Optional.of(arguments(entry)
                    .flatMap(name -> derived.gradient(name).stream())
                    .flatMap(mode -> mode.lines().stream())
                    .distinct()
                    .toList());
        } catch (InvalidNormException noGradient) {
            return Optional.empty();
        }
    }

    private static Stream<String> arguments(Entry entry) {
        String usage = entry.usage();
        return Stream.of(
                usage.substring(usage.indexOf('(') + 1, usage.indexOf(')')).split(", ", -1));
    }
}
