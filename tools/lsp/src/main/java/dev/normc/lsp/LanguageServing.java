package dev.normc.lsp;

import dev.normc.compiler.Review;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import org.eclipse.lsp4j.jsonrpc.Launcher;
import org.eclipse.lsp4j.launch.LSPLauncher;
import org.eclipse.lsp4j.services.LanguageClient;

/** Serves one editor: the front door of this package. */
public final class LanguageServing {

    private LanguageServing() {}

    /**
     * Serves an editor until it says exit, closes {@code in}, or its process ends. Closes neither stream.
     *
     * @param in messages of the editor, framed as the protocol says
     * @param out messages for the editor; nothing else may be written there
     * @param version what the server says of itself
     * @return 0 if the editor has asked to shut down before, else 1
     */
    public static int serve(InputStream in, OutputStream out, String version) {
        return serve(in, out, version, Review::of);
    }

    /** As above, with documents reviewed by {@code reviewer}. */
    static int serve(InputStream in, OutputStream out, String version, Documents.Reviewer reviewer) {
        ExecutorService reading = Executors.newCachedThreadPool(named("normc-lsp-reading"));
        ExecutorService answering = Executors.newSingleThreadExecutor(named("normc-lsp-answering"));
        ScheduledExecutorService reviewing = Executors.newSingleThreadScheduledExecutor(named("normc-lsp-reviewing"));
        try (Session session = new Session(answering, reviewing, reviewer)) {
            NormLanguageServer server = new NormLanguageServer(session, version);
            Launcher<LanguageClient> launcher =
                    LSPLauncher.createServerLauncher(server, in, out, reading, consumer -> consumer);
            session.connect(launcher.getRemoteProxy());
            Future<Void> listening = launcher.startListening();
            reading.execute(() -> {
                await(listening);
                session.lifecycle().end();
            });
            return session.lifecycle().await();
        } finally {
            reviewing.shutdownNow();
            answering.shutdownNow();
            reading.shutdownNow();
        }
    }

    /** Waits for the end of the stream; a stream that fails has ended, too. */
    private static void await(Future<Void> listening) {
        try {
            listening.get();
        } catch (ExecutionException broken) {
            System.getLogger(LanguageServing.class.getName())
                    .log(System.Logger.Level.WARNING, "the editor cannot be read", broken.getCause());
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** Threads that do not keep the process alive: one waits for a stream that may never end. */
    private static ThreadFactory named(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
