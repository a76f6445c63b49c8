package dev.normc.dsl.allow;

import dev.normc.dsl.diagnostic.AdviceMessages;
import dev.normc.dsl.diagnostic.DidYouMean;
import dev.normc.dsl.source.Source;
import dev.normc.dsl.source.Span;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line that allows.
 *
 * @param code as it is written
 * @param reason empty if there is none
 * @param comment its place
 * @param targets what it is for: statements, definitions, norms
 */
record Allowance(String code, String reason, Span comment, List<Span> targets) {

    private static final Pattern FORM = Pattern.compile("//[ \t]*allow[ \t]+([A-Za-z][\\w-]*)[ \t]*(:?)(.*)");

    Allowance {
        targets = List.copyOf(targets);
    }

    /**
     * The allowance that a comment is, if it is one: a word behind {@code allow} may also be the beginning of prose.
     */
    static Optional<Allowance> of(Source source, Span comment, List<Span> targets) {
        Matcher form = FORM.matcher(source.textOf(comment));
        if (!form.matches()) {
            return Optional.empty();
        }
        String code = form.group(1);
        boolean colon = !form.group(2).isEmpty();
        String rest = form.group(3).strip();
        boolean meant = colon || (rest.isEmpty() && meant(code).isPresent());
        return meant ? Optional.of(new Allowance(code, rest, comment, targets)) : Optional.empty();
    }

    boolean isKnown() {
        return AdviceMessages.codes().contains(code);
    }

    /** The code that is probably meant. */
    Optional<String> meant() {
        return meant(code);
    }

    private static Optional<String> meant(String code) {
        return DidYouMean.nearest(code, AdviceMessages.codes());
    }

    /** Whether it is for what stands at {@code place}. */
    boolean covers(Span place) {
        return targets.stream().anyMatch(target -> target.start() <= place.start() && place.start() < target.end());
    }
}
