package dev.normc.lsp;

import dev.normc.dsl.Dsl;
import dev.normc.dsl.check.Vocabulary;
import dev.normc.dsl.diagnostic.Diagnostic;
import dev.normc.dsl.source.Source;
import dev.normc.dsl.source.Span;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.eclipse.lsp4j.TextEdit;

/** Another name for something that the program declares, wherever it is named. */
final class Renaming {

    /** Why something cannot get the name, in one sentence for the user. */
    static final class RefusedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        RefusedException(String sentence) {
            super(sentence);
        }
    }

    private final Analysis analysis;

    Renaming(Analysis analysis) {
        this.analysis = analysis;
    }

    /** The place that would be renamed from {@code offset}; nothing where nothing can be. */
    Optional<Occurrence> at(int offset) {
        return analysis.at(offset).filter(place -> place.symbol().isRenamable());
    }

    /**
     * The edits that give what is named at {@code offset} the name {@code wanted}.
     *
     * @throws RefusedException if the program would have errors that it has not, or if nothing can be renamed there
     */
    List<TextEdit> edits(int offset, String wanted) {
        Symbol symbol = at(offset)
                .map(Occurrence::symbol)
                .orElseThrow(() -> new RefusedException("Nothing of this program is named here."));
        if (!wanted.matches("[A-Za-z_][A-Za-z0-9_]*")
                || Vocabulary.reservedWords().contains(wanted)
                || wanted.equals(Vocabulary.TRAIN)) {
            throw new RefusedException("`" + wanted + "` is no name: one begins with a letter, goes on with letters,"
                    + " digits and _, and is no word of the language.");
        }
        List<Span> places = analysis.names().stream()
                .filter(place -> place.symbol().equals(symbol))
                .map(Occurrence::span)
                .distinct()
                .toList();
        requireSound(places, wanted);
        return places.stream()
                .map(span -> new TextEdit(analysis.text().range(span), wanted))
                .toList();
    }

    /** Names are one set in a norm, so a name that is taken is an error of the program with the new name. */
    private void requireSound(List<Span> places, String wanted) {
        StringBuilder renamed = new StringBuilder(analysis.text().text());
        places.stream()
                .sorted(Comparator.comparingInt(Span::start).reversed())
                .forEach(span -> renamed.replace(span.start(), span.end(), wanted));
        List<Diagnostic> after = Dsl.survey(new Source(analysis.source().name(), renamed.toString()))
                .errors();
        List<String> before =
                analysis.survey().errors().stream().map(Diagnostic::code).toList();
        if (after.size() > before.size()) {
            Diagnostic first = after.stream()
                    .filter(found -> !before.contains(found.code()))
                    .findFirst()
                    .orElse(after.get(0));
            throw new RefusedException(
                    "With the name `" + wanted + "` the program would be wrong: " + first.message() + ".");
        }
    }
}
