package dev.normc.dsl.diagnostic;

import dev.normc.dsl.source.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects the diagnostics of one stage over one program. */
public final class Findings {

    /** How many are listed; whoever has more than that is not helped by more. */
    public static final int LIMIT = 100;

    private final List<Diagnostic> found = new ArrayList<>();
    private int said;
    private final Set<Diagnostic> distinct = new HashSet<>();

    /**
     * Adds one, unless the same is said of its place already: what is called twice is checked twice, and hints may
     * differ. Beyond the limit only that there are more.
     */
    public void add(Diagnostic diagnostic) {
        said++;
        if (!distinct.add(new Diagnostic(diagnostic.code(), diagnostic.span(), diagnostic.message(), ""))) {
            return;
        }
        if (found.size() < LIMIT) {
            found.add(diagnostic);
        } else if (found.size() == LIMIT) {
            found.add(Messages.tooManyErrors(diagnostic.span(), LIMIT));
        }
    }

    /** How often something has been added, be it known already. */
    public int said() {
        return said;
    }

    /** Whether there are so many that no more will be listed. */
    public boolean isFull() {
        return found.size() > LIMIT;
    }

    /** Whether a diagnostic stands somewhere in {@code span}. */
    public boolean touch(Span span) {
        return found.stream()
                .anyMatch(diagnostic -> diagnostic.span().start() >= span.start()
                        && diagnostic.span().start() <= span.end());
    }

    /** All of them, in the order of the source. */
    public List<Diagnostic> sorted() {
        return sorted(found);
    }

    /** The diagnostics in the order of the source; of one place, in the order found. */
    public static List<Diagnostic> sorted(List<Diagnostic> diagnostics) {
        return diagnostics.stream()
                .sorted(Comparator.comparingInt(diagnostic -> diagnostic.span().start()))
                .toList();
    }
}
