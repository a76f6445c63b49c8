package dev.normc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page docs/cases.md: its case gives what it shows. */
class CasesPageTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    private Path folder;

    @Test
    void theCaseGivesWhatThePageShows() throws IOException {
        String page = Files.readString(ProjectFiles.find("docs/cases.md"));
        Path file = Files.writeString(folder.resolve("case.json"), block(page, "json"));
        String console = block(page, "console");
        assertTrue(console.startsWith("$ normc run RmsNorm --case case.json --type double\n"), console);
        String shown = console.substring(console.indexOf('\n') + 1);
        Outcome outcome = Outcome.of("run", "RmsNorm", "--case", file.toString(), "--type", "double")
                .succeeds();
        assertEquals(shown, outcome.out().replace(file.toString(), "case.json"));
    }

    private static String block(String page, String kind) {
        Matcher block = Pattern.compile("(?s)```" + kind + "\n(.*?)```").matcher(page);
        assertTrue(block.find(), kind);
        return block.group(1);
    }
}
