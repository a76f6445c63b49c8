package dev.normc.dsl.expand;

import dev.normc.dsl.ast.Definition;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The definitions that are visible somewhere: an inner one hides an outer one of its name. */
public final class Functions {

    /** A definition, and what the names in its body that are not its own stand for. */
    record Function(Definition definition, Environment closure) {}

    private final Map<String, Function> own = new LinkedHashMap<>();
    private final Optional<Functions> outer;
    private final boolean foreign;

    private Functions(Optional<Functions> outer, boolean foreign) {
        this.outer = outer;
        this.foreign = foreign;
    }

    /**
     * The definitions of one text, which see one another and those of {@code outer}.
     *
     * @param foreign whether the text is another one than that of the norm that is being expanded
     */
    public static Functions of(List<Definition> definitions, Optional<Functions> outer, boolean foreign) {
        Functions functions = new Functions(outer, foreign);
        Environment closure = Environment.outside(functions, foreign);
        definitions.forEach(definition -> functions.add(definition, closure));
        return functions;
    }

    /** Whether they are of another text than the norm that is being expanded. */
    boolean isForeign() {
        return foreign;
    }

    /** Room for the definitions of one norm. */
    public Functions inner() {
        return new Functions(Optional.of(this), foreign);
    }

    void add(Definition definition, Environment closure) {
        own.putIfAbsent(definition.name().text(), new Function(definition, closure));
    }

    Optional<Function> find(String name) {
        return Optional.ofNullable(own.get(name)).or(() -> outer.flatMap(more -> more.find(name)));
    }

    /** How each visible definition is called, by its name. */
    public Map<String, String> usages() {
        Map<String, String> usages = new HashMap<>(outer.map(Functions::usages).orElse(Map.of()));
        own.forEach((name, function) -> usages.put(name, usage(function.definition())));
        return usages;
    }

    static String usage(Definition definition) {
        String axes = definition.axes().isEmpty() ? "" : "[" + names(definition.axes()) + "]";
        return definition.name().text() + axes + "(" + names(definition.parameters()) + ")";
    }

    private static String names(List<dev.normc.dsl.ast.Name> names) {
        return String.join(
                ", ", names.stream().map(dev.normc.dsl.ast.Name::text).toList());
    }
}
