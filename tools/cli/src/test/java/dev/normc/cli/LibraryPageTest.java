package dev.normc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page docs/library.md is current. To write it anew: {@code -Dnormc.updateGoldens=true}. */
class LibraryPageTest {

    @Test
    void thePageIsCurrent() throws IOException {
        String page = LibraryPage.make();
        Path file = ProjectFiles.find("docs/json.md").resolveSibling("library.md");
        if (Boolean.getBoolean("normc.updateGoldens")) {
            Files.writeString(file, page);
        }
        assertEquals(Files.readString(file), page, () -> file + " is not current; run with -Dnormc.updateGoldens=true");
    }
}
