package dev.normc.lsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The session on the page docs/editors.md, held word for word: what the page says that the editor sends is sent, and
 * what the server answers is what the page shows. To write the answers anew: {@code -Dnormc.updateGoldens=true}; then
 * read the difference.
 */
class EditorsPageTest {

    private static final String SENT = "```json editor";
    private static final String ANSWERED = "```json server";
    private static final String FENCE = "```";

    private static final Pattern PLACE = Pattern.compile("\\{\\s+\"line\": (\\d+),\\s+\"character\": (\\d+)\\s+\\}");

    private static final Gson GSON = new GsonBuilder()
            .setPrettyPrinting()
            .serializeNulls()
            .disableHtmlEscaping()
            .create();

    @Test
    void theSessionIsWhatThePageShows() throws IOException {
        Path page = ProjectFiles.find("docs/editors.md");
        List<String> lines = Files.readAllLines(page);
        List<String> found = new ArrayList<>();
        Pipe requests = Pipe.open();
        Pipe answers = Pipe.open();
        CompletableFuture<Integer> exit = CompletableFuture.supplyAsync(() -> LanguageServing.serve(
                Channels.newInputStream(requests.source()), Channels.newOutputStream(answers.sink()), "0.1.0"));
        OutputStream out = Channels.newOutputStream(requests.sink());
        InputStream in = Channels.newInputStream(answers.source());
        int messages = 0;
        for (int i = 0; i < lines.size(); i++) {
            found.add(lines.get(i));
            if (lines.get(i).equals(SENT) || lines.get(i).equals(ANSWERED)) {
                List<String> block = lines.subList(i + 1, lines.size()).stream()
                        .takeWhile(line -> !line.equals(FENCE))
                        .toList();
                if (lines.get(i).equals(SENT)) {
                    found.addAll(block);
                    send(out, JsonParser.parseString(String.join("\n", block)));
                } else {
                    found.addAll(shown(receive(in)).lines().toList());
                }
                messages++;
                i += block.size();
            }
        }
        assertEquals(0, exit.join());
        assertTrue(messages > 10, "only " + messages + " messages");
        if (Boolean.getBoolean("normc.updateGoldens")) {
            Files.write(page, found);
        }
        assertEquals(
                String.join("\n", lines),
                String.join("\n", found),
                () -> page + " differs; if the server is right, run with -Dnormc.updateGoldens=true");
    }

    /** As Gson writes it, but with each place on one line. */
    private static String shown(JsonElement message) {
        return PLACE.matcher(GSON.toJson(message)).replaceAll("{ \"line\": $1, \"character\": $2 }");
    }

    private static void send(OutputStream out, JsonElement message) throws IOException {
        byte[] body = message.toString().getBytes(StandardCharsets.UTF_8);
        out.write(("Content-Length: " + body.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        out.write(body);
        out.flush();
    }

    private static JsonElement receive(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            int unit = in.read();
            assertTrue(unit >= 0, () -> "the server has ended behind " + head);
            head.append((char) unit);
        }
        int length = Integer.parseInt(head.toString().replaceAll("(?s).*Content-Length: (\\d+).*", "$1"));
        return JsonParser.parseString(new String(in.readNBytes(length), StandardCharsets.UTF_8));
    }
}
