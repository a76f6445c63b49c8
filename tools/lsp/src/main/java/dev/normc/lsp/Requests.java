package dev.normc.lsp;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.eclipse.lsp4j.jsonrpc.CompletableFutures;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;

/** Answers requests on a thread of their own, so that reading goes on; one that is cancelled meanwhile is not begun. */
final class Requests {

    private final Lifecycle lifecycle;
    private final Faults faults;
    private final Executor executor;

    Requests(Lifecycle lifecycle, Faults faults, Executor executor) {
        this.lifecycle = lifecycle;
        this.faults = faults;
        this.executor = executor;
    }

    /** The answer to a request, computed by {@code body}. */
    <T> CompletableFuture<T> answer(String what, Supplier<T> body) {
        try {
            lifecycle.requireServing();
            return CompletableFutures.computeAsync(executor, cancel -> {
                cancel.checkCanceled();
                return faults.guarded(what, body);
            });
        } catch (ResponseErrorException | RejectedExecutionException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    /** Does what a notification asks for, if the session is on. */
    void take(String what, Runnable body) {
        if (lifecycle.isServing()) {
            faults.guard(what, body);
        }
    }
}
