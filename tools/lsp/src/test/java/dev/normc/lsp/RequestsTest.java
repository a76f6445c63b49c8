package dev.normc.lsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.lsp4j.MessageParams;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;
import org.eclipse.lsp4j.services.LanguageClient;
import org.junit.jupiter.api.Test;

/** Requests that are cancelled while they wait, and requests that meet a fault of normc. */
class RequestsTest {

    private final List<Runnable> waiting = new ArrayList<>();
    private final List<String> log = new ArrayList<>();

    private Requests requests() {
        LanguageClient client = (LanguageClient) Proxy.newProxyInstance(
                LanguageClient.class.getClassLoader(),
                new Class<?>[] {LanguageClient.class},
                (proxy, method, arguments) -> {
                    log.add(method.getName() + ": " + ((MessageParams) arguments[0]).getMessage());
                    return null;
                });
        Lifecycle lifecycle = new Lifecycle();
        lifecycle.begin();
        return new Requests(lifecycle, new Faults(() -> client), waiting::add);
    }

    @Test
    void aRequestThatIsCancelledWhileItWaitsIsNotBegun() {
        AtomicBoolean begun = new AtomicBoolean();
        CompletableFuture<Boolean> answer = requests().answer("hover", () -> begun.getAndSet(true));
        answer.cancel(true);
        assertEquals(1, waiting.size());
        waiting.forEach(Runnable::run);
        assertFalse(begun.get());
        assertTrue(answer.isCancelled());
        assertEquals(List.of(), log);
    }

    @Test
    void aFaultIsAnErrorOfTheRequestAndTold() {
        CompletableFuture<String> answer = requests().answer("hover", () -> {
            throw new IllegalStateException("no such node");
        });
        waiting.forEach(Runnable::run);
        ExecutionException failed = assertThrows(ExecutionException.class, answer::get);
        ResponseErrorException refusal = assertInstanceOf(ResponseErrorException.class, failed.getCause());
        assertEquals(
                ResponseErrorCode.InternalError.getValue(),
                refusal.getResponseError().getCode());
        assertTrue(log.get(0).startsWith("logMessage: This is a fault of normc, not yours; please report it: hover: "));
    }
}
