package dev.normc.dsl.diagnostic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.normc.dsl.source.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The house style of messages, over everything that the goldens show. */
class MessagesTest {

    private static final Path GOLDENS = Path.of("src/test/resources/diagnostics");

    @TestFactory
    Stream<DynamicTest> messageKeepsTheStyle() throws IOException {
        try (Stream<Path> files = Files.list(GOLDENS)) {
            List<Path> expected = files.filter(file -> file.toString().endsWith(".expected"))
                    .sorted()
                    .toList();
            return expected.stream()
                    .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> checkStyle(file)));
        }
    }

    private static void checkStyle(Path golden) throws IOException {
        for (String line : Files.readAllLines(golden)) {
            if (line.contains(": error: ")) {
                checkSentence(line.substring(line.indexOf(": error: ") + 9));
            } else if (line.startsWith("  hint: ")) {
                checkSentence(line.substring(8));
            }
        }
    }

    private static void checkSentence(String sentence) {
        assertFalse(sentence.endsWith("."), () -> "a full stop: " + sentence);
        assertFalse(sentence.isBlank(), "an empty sentence");
        assertEquals(
                0, sentence.chars().filter(unit -> unit == '`').count() % 2, () -> "an open backtick: " + sentence);
        assertFalse(Character.isUpperCase(sentence.charAt(0)), () -> "a capital letter: " + sentence);
    }

    @Test
    void longNameIsCut() {
        Diagnostic diagnostic = MeaningMessages.unknownName(Span.NONE, "a".repeat(1_000), Optional.empty());
        assertEquals("unknown name `" + "a".repeat(40) + "...`", diagnostic.message());
    }

    @Test
    void quotedTextCannotCommandATerminal() {
        assertEquals("`\uFFFD[31m\uFFFD`", Messages.quote("\u001B[31m\n"));
    }
}
