package dev.normc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code normc lsp} as an editor starts it: a process, and framed messages on its standard input and output. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LspCommandTest {

    private static final String INITIALIZE =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"capabilities\":{}}}";

    private static Process start(String... arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.normc.cli.Main",
                "lsp");
        builder.command().addAll(List.of(arguments));
        return builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }

    @Test
    void aSessionByTheBookEndsWithZero() throws IOException, InterruptedException {
        Process process = start("--stdio");
        OutputStream out = process.getOutputStream();
        InputStream in = process.getInputStream();
        send(out, INITIALIZE);
        JsonNode begun = receive(in);
        assertEquals(1, begun.get("id").asInt());
        assertEquals("normc", begun.at("/result/serverInfo/name").asText());
        send(
                out,
                "{\"jsonrpc\":\"2.0\",\"method\":\"textDocument/didOpen\",\"params\":{\"textDocument\":{\"uri\":"
                        + "\"file:///a.norm\",\"languageId\":\"norm\",\"version\":7,\"text\":"
                        + "\"norm A(x[N, D]) {\\n    // \u00e4 \\ud83d\\ude00\\n    return x + y\\n}\\n\"}}}");
        JsonNode published = receive(in);
        assertEquals("textDocument/publishDiagnostics", published.get("method").asText());
        assertEquals(7, published.at("/params/version").asInt());
        assertEquals("unknown-name", published.at("/params/diagnostics/0/code").asText());
        assertEquals(
                15, published.at("/params/diagnostics/0/range/start/character").asInt());
        send(out, "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"shutdown\"}");
        assertEquals(2, receive(in).get("id").asInt());
        send(out, "{\"jsonrpc\":\"2.0\",\"method\":\"exit\"}");
        assertEquals(0, process.waitFor());
        assertEquals(0, in.readAllBytes().length, "nothing else on the standard output");
    }

    @Test
    void garbageIsRefusedOrLeftOutAndTheNextRequestCounts() throws IOException, InterruptedException {
        Process process = start();
        OutputStream out = process.getOutputStream();
        InputStream in = process.getInputStream();
        send(out, "{\"jsonrpc\":\"2.0\",\"id\":9,");
        send(out, "[1, 2");
        send(out, INITIALIZE);
        JsonNode answer = receive(in);
        while (answer.has("error")) {
            answer = receive(in);
        }
        assertEquals(1, answer.get("id").asInt());
        send(out, "{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"normc/nothing\",\"params\":{}}");
        assertEquals(-32601, receive(in).at("/error/code").asInt(), "an unknown method");
        send(out, "{\"jsonrpc\":\"2.0\",\"id\":4,\"method\":\"textDocument/hover\",\"params\":{}}");
        assertEquals(-32602, receive(in).at("/error/code").asInt(), "parameters that say nothing");
        process.getOutputStream().close();
        assertEquals(1, process.waitFor());
    }

    @Test
    void anEditorThatGoesWithoutAWordEndsTheServer() throws IOException, InterruptedException {
        Process process = start();
        process.getOutputStream().write("hello, is anybody there?\n".getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        assertEquals(1, process.waitFor());
        assertEquals(0, process.getInputStream().readAllBytes().length);
    }

    @Test
    void theVerbTakesNothingElse() {
        Outcome.of("lsp", "layer.norm").isMisused("normc lsp", "lsp has no use for layer.norm.");
        Outcome.of("lsp", "--stdo").isMisused("normc lsp", "There is no option --stdo; did you mean --stdio?");
        Outcome json = Outcome.of("lsp", "--json");
        assertEquals(ExitCode.USAGE, json.code());
        json.says("\"errors\":[\"There is no option --json");
    }

    private static void send(OutputStream out, String message) throws IOException {
        byte[] body = message.getBytes(StandardCharsets.UTF_8);
        out.write(("Content-Length: " + body.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        out.write(body);
        out.flush();
    }

    private static JsonNode receive(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            int unit = in.read();
            assertTrue(unit >= 0, () -> "the server has ended behind " + head);
            head.append((char) unit);
        }
        int length = Integer.parseInt(head.toString().replaceAll("(?s).*Content-Length: (\\d+).*", "$1"));
        return JsonMapper.builder().build().readTree(in.readNBytes(length));
    }
}
