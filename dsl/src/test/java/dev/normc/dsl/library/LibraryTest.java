package dev.normc.dsl.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.normc.dsl.Dsl;
import dev.normc.dsl.Programs;
import dev.normc.dsl.ast.NormFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The shipped norms are programs without errors. */
class LibraryTest {

    private static final Path DIRECTORY = Path.of("src/main/resources/dev/normc/dsl/library");

    static List<String> names() {
        return Library.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void normChecksClean(String name) {
        NormFile file = Dsl.read(Library.find(name).orElseThrow());
        assertEquals(name, Dsl.norm(file, Optional.empty()).name().text());
    }

    @ParameterizedTest
    @MethodSource("names")
    void normPrintsAsItReads(String name) {
        String printed = Programs.printed(Library.find(name).orElseThrow().text());
        assertEquals(printed, Programs.printed(printed));
        Programs.assertClean(printed);
    }

    @ParameterizedTest
    @MethodSource("names")
    void normHasOneLineOfDocumentation(String name) {
        String documentation = Library.documentation(name);
        assertFalse(documentation.isBlank());
        assertEquals(1, documentation.lines().count());
    }

    @Test
    void indexListsTheDirectory() throws IOException {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            List<String> present = files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".norm") && !file.equals("prelude.norm"))
                    .map(file -> file.replace(".norm", ""))
                    .sorted()
                    .toList();
            assertEquals(present, Library.names());
        }
    }

    @Test
    void nameIsExact() {
        assertEquals(Optional.empty(), Library.find("layernorm"));
        assertEquals(Optional.empty(), Library.find("../Library"));
        assertEquals(Optional.empty(), Library.find("index"));
        assertEquals("", Library.documentation("layernorm"));
    }
}
