package dev.normc.lsp;

import dev.normc.compiler.Compilation;
import dev.normc.compiler.Compiler;
import dev.normc.compiler.Options;
import dev.normc.dsl.Dsl;
import dev.normc.dsl.Survey;
import dev.normc.dsl.ast.Norm;
import dev.normc.dsl.check.Typed;
import dev.normc.dsl.diagnostic.InvalidNormException;
import dev.normc.dsl.parse.ParseResult;
import dev.normc.dsl.parse.Parser;
import dev.normc.dsl.source.Source;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What normc knows of one text, worked out when it is first asked for and then kept: the text never changes. Several
 * threads may ask.
 */
final class Analysis {

    private final Text text;
    private final Map<String, Optional<Compilation>> compiled = new HashMap<>();
    private @Nullable ParseResult parsed;
    private @Nullable Scopes scopes;
    private @Nullable List<Occurrence> names;
    private @Nullable Survey survey;

    Analysis(Source source) {
        this.text = new Text(source);
    }

    Text text() {
        return text;
    }

    Source source() {
        return text.source();
    }

    /** The tree as it is written, as far as the text can be read. */
    synchronized ParseResult parsed() {
        if (parsed == null) {
            parsed = Parser.parse(source());
        }
        return parsed;
    }

    synchronized Scopes scopes() {
        if (scopes == null) {
            scopes = new Scopes(parsed().file());
        }
        return scopes;
    }

    /** All places where something is named. */
    synchronized List<Occurrence> names() {
        if (names == null) {
            names = Names.of(scopes(), source());
        }
        return names;
    }

    /** What the language says of the program, which is no more than it takes to find its errors. */
    synchronized Survey survey() {
        if (survey == null) {
            survey = Dsl.survey(source());
        }
        return survey;
    }

    /** What the compiler makes of a norm; nothing if it has errors. */
    synchronized Optional<Compilation> compilation(String norm) {
        Optional<Compilation> known = compiled.get(norm);
        if (known == null) {
            known = compile(norm);
            compiled.put(norm, known);
        }
        return known;
    }

    private Optional<Compilation> compile(String name) {
        if (!survey().sound().contains(name)) {
            return Optional.empty();
        }
        try {
            Norm norm = Dsl.norm(survey().file(), Optional.of(name));
            return Optional.of(Compiler.compile(source(), norm, Options.DEFAULT));
        } catch (InvalidNormException invalid) {
            return Optional.empty();
        }
    }

    /** What is named at {@code offset}; where two names meet, the one that begins there. */
    Optional<Occurrence> at(int offset) {
        return names().stream()
                .filter(place -> place.touches(offset))
                .max(Comparator.comparingInt(place -> place.span().start()));
    }

    /** The norm that {@code offset} is in: the last one that begins before it. */
    Optional<NormNames> normAt(int offset) {
        return scopes().norms().stream()
                .filter(names -> names.norm().span().start() <= offset)
                .reduce((before, after) -> after);
    }

    /** What the check knows of a name that {@code norm} defines, even if other things in it are wrong. */
    Optional<Typed> typed(String norm, String name) {
        return survey().typed().stream()
                .filter(known ->
                        known.norm().equals(norm) && known.name().text().equals(name))
                .reduce((before, after) -> after);
    }
}
