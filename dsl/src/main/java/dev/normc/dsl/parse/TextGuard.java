package dev.normc.dsl.parse;

import dev.normc.dsl.diagnostic.Characters;
import dev.normc.dsl.diagnostic.Diagnostic;
import dev.normc.dsl.diagnostic.Messages;
import dev.normc.dsl.source.Source;
import dev.normc.dsl.source.Span;
import java.util.Optional;

/** Refuses what is no program at all, before anything looks into it. */
final class TextGuard {

    private TextGuard() {}

    /** Why the text is not worth reading, if it is not: too long, or holding what no text holds. */
    static Optional<Diagnostic> refuse(Source source) {
        String text = source.text();
        if (text.length() > Parser.LONGEST_PROGRAM) {
            return Optional.of(Messages.programTooLong(text.length(), Parser.LONGEST_PROGRAM));
        }
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int point = text.codePointAt(i);
            if (Characters.isInvisible(point)) {
                return Optional.of(Messages.notText(new Span(i, Character.charCount(point)), point));
            }
        }
        return Optional.empty();
    }
}
