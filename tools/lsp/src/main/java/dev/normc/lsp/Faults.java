package dev.normc.lsp;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.eclipse.lsp4j.MessageParams;
import org.eclipse.lsp4j.MessageType;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseError;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;
import org.eclipse.lsp4j.services.LanguageClient;

/** Where faults of normc end: in the editor's log and, for a request, in an error. The server goes on. */
final class Faults {

    private final Supplier<LanguageClient> client;

    Faults(Supplier<LanguageClient> client) {
        this.client = client;
    }

    /** Does {@code work} that nobody waits for. */
    void guard(String what, Runnable work) {
        try {
            work.run();
        } catch (CancellationException superseded) {
            // a newer text is on its way
        } catch (RuntimeException | AssertionError | VirtualMachineError fault) {
            tell(what, fault);
        }
    }

    /** Does {@code work} that a request waits for. */
    <T> T guarded(String what, Supplier<T> work) {
        try {
            return work.get();
        } catch (CancellationException | ResponseErrorException wanted) {
            throw wanted;
        } catch (RuntimeException | AssertionError | VirtualMachineError fault) {
            tell(what, fault);
            throw new ResponseErrorException(
                    new ResponseError(ResponseErrorCode.InternalError, sentence(what, fault), null));
        }
    }

    private void tell(String what, Throwable fault) {
        StringWriter trace = new StringWriter();
        fault.printStackTrace(new PrintWriter(trace));
        client.get().logMessage(new MessageParams(MessageType.Error, sentence(what, fault) + "\n" + trace));
    }

    private static String sentence(String what, Throwable fault) {
        return "This is a fault of normc, not yours; please report it: " + what + ": " + fault;
    }
}
