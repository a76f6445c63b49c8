package dev.normc.lsp;

import dev.normc.compiler.Review;
import dev.normc.dsl.Survey;
import dev.normc.dsl.source.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.eclipse.lsp4j.services.LanguageClient;

/**
 * The open documents, and what is wrong with each in its newest version. A document is reviewed a moment after it has
 * changed, on a thread of its own; a review whose text is not the newest any more ends at the next norm and is not
 * published.
 */
final class Documents {

    /** How long nobody types before a document is reviewed. */
    private static final int PAUSE_IN_MILLISECONDS = 200;

    /** With more norms than that the errors of the language are told before all norms have been compiled. */
    private static final int MOST_NORMS_AT_ONCE = 20;

    /** Finds what is wrong with a program. */
    @FunctionalInterface
    interface Reviewer {

        /** As {@link Review#of(Survey, Source, Runnable)}. */
        Review review(Survey survey, Source source, Runnable pause);
    }

    /** The last review of a document, and of which version. */
    private record Reviewed(Document document, Review review) {}

    private final Map<String, Document> open = new ConcurrentHashMap<>();
    private final Map<String, ScheduledFuture<?>> pending = new ConcurrentHashMap<>();
    private final Map<String, Reviewed> reviewed = new ConcurrentHashMap<>();
    private final ScheduledExecutorService background;
    private final Reviewer reviewer;
    private final LibraryFiles library;
    private final Supplier<LanguageClient> client;
    private final Faults faults;

    Documents(
            ScheduledExecutorService background,
            Reviewer reviewer,
            LibraryFiles library,
            Supplier<LanguageClient> client,
            Faults faults) {
        this.background = background;
        this.reviewer = reviewer;
        this.library = library;
        this.client = client;
        this.faults = faults;
    }

    Optional<Document> find(String uri) {
        return Optional.ofNullable(open.get(uri));
    }

    /** The document is this from now on. */
    void put(Document document) {
        open.put(document.uri(), document);
        if (!library.owns(document.uri())) {
            schedule(document);
        }
    }

    /** The document is closed: nothing is wrong with it any more. */
    void close(String uri) {
        Document closed = open.remove(uri);
        cancel(uri);
        if (closed != null) {
            reviewed.remove(uri);
            client.get().publishDiagnostics(new PublishDiagnosticsParams(uri, List.of()));
        }
    }

    /** The errors and warnings of a document, as far as they are known. */
    List<dev.normc.dsl.diagnostic.Diagnostic> found(Document document) {
        Reviewed last = reviewed.get(document.uri());
        if (last == null || last.document() != document) {
            return document.analysis().survey().errors();
        }
        Review review = last.review();
        List<dev.normc.dsl.diagnostic.Diagnostic> all = new ArrayList<>(review.errors());
        all.addAll(review.warnings());
        return all;
    }

    private void schedule(Document document) {
        cancel(document.uri());
        try {
            pending.put(
                    document.uri(),
                    background.schedule(() -> review(document), PAUSE_IN_MILLISECONDS, TimeUnit.MILLISECONDS));
        } catch (RejectedExecutionException ended) {
            // the server is about to end, and nobody waits for diagnostics
        }
    }

    private void cancel(String uri) {
        ScheduledFuture<?> scheduled = pending.remove(uri);
        if (scheduled != null) {
            scheduled.cancel(false);
        }
    }

    private void review(Document document) {
        faults.guard("the review of " + document.uri(), () -> {
            requireNewest(document);
            Survey survey = document.analysis().survey();
            if (survey.file().norms().size() > MOST_NORMS_AT_ONCE) {
                publish(document, survey.errors(), List.of());
            }
            Review review = reviewer.review(survey, document.analysis().source(), () -> requireNewest(document));
            requireNewest(document);
            reviewed.put(document.uri(), new Reviewed(document, review));
            publish(document, review.errors(), review.warnings());
        });
    }

    private void requireNewest(Document document) {
        if (open.get(document.uri()) != document) {
            throw new CancellationException(document.uri() + " has changed");
        }
    }

    private void publish(
            Document document,
            List<dev.normc.dsl.diagnostic.Diagnostic> errors,
            List<dev.normc.dsl.diagnostic.Diagnostic> warnings) {
        requireNewest(document);
        client.get()
                .publishDiagnostics(new PublishDiagnosticsParams(
                        document.uri(),
                        Diagnostics.of(document.uri(), document.text(), errors, warnings),
                        document.version()));
    }
}
