package dev.normc.lsp;

import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseError;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;

/** How far a session is: before {@code initialize} and behind {@code shutdown} nothing else is answered. */
final class Lifecycle {

    private static final int REGULAR = 0;
    private static final int IRREGULAR = 1;

    private enum State {
        NEW,
        SERVING,
        SHUT_DOWN
    }

    private final CompletableFuture<Integer> ended = new CompletableFuture<>();
    private volatile State state = State.NEW;

    /** Begins the session. */
    synchronized void begin() {
        if (state != State.NEW) {
            throw error(ResponseErrorCode.InvalidRequest, "The session has begun already.");
        }
        state = State.SERVING;
    }

    boolean isServing() {
        return state == State.SERVING;
    }

    /** Throws if the session has not begun or is over. */
    void requireServing() {
        if (state == State.NEW) {
            throw error(ResponseErrorCode.ServerNotInitialized, "The first request is initialize.");
        } else if (state == State.SHUT_DOWN) {
            throw error(ResponseErrorCode.InvalidRequest, "The session is over; exit ends the server.");
        }
    }

    synchronized void shutDown() {
        requireServing();
        state = State.SHUT_DOWN;
    }

    /** The session is over, be it that the editor says so, has closed the stream or is gone. */
    void end() {
        ended.complete(state == State.SHUT_DOWN ? REGULAR : IRREGULAR);
    }

    /** Waits for the end and tells the exit code: 0 after a shutdown, else 1. */
    int await() {
        return ended.join();
    }

    static ResponseErrorException error(ResponseErrorCode code, String sentence) {
        return new ResponseErrorException(new ResponseError(code, sentence, null));
    }
}
