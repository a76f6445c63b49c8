package dev.normc.dsl.diagnostic;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.normc.dsl.Programs;
import dev.normc.dsl.source.Source;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every message has a program that earns it: {@code CODE.norm} or {@code CODE.VARIANT.norm}, and beside it what the
 * user sees, {@code .expected}. To write the latter anew: {@code -Dnormc.updateGoldens=true}; then read the difference.
 */
class MessageGoldenTest {

    private static final Path DIRECTORY = Path.of("src/test/resources/diagnostics");
    private static final String PROGRAM = ".norm";
    private static final String EXPECTED = ".expected";

    /** The program of one would be a megabyte, HostileProgramTest has it; the other is a matter of the compiler's. */
    private static final Set<String> WITHOUT_GOLDEN = Set.of("program-too-long", "too-many-operations");

    @TestFactory
    Stream<DynamicTest> programGetsItsMessages() throws IOException {
        return names(PROGRAM).stream().map(name -> DynamicTest.dynamicTest(name, () -> check(name)));
    }

    private static void check(String name) throws IOException {
        Source source = new Source(name + PROGRAM, Files.readString(DIRECTORY.resolve(name + PROGRAM)));
        List<Diagnostic> diagnostics = Programs.diagnostics(source);
        String rendered = DiagnosticRenderer.render(source, diagnostics) + "\n";
        Path expected = DIRECTORY.resolve(name + EXPECTED);
        if (Boolean.getBoolean("normc.updateGoldens")) {
            Files.writeString(expected, rendered);
        }
        assertTrue(Files.exists(expected), () -> "no " + expected + "; run with -Dnormc.updateGoldens=true");
        assertAll(
                () -> assertEquals(
                        Files.readString(expected),
                        rendered,
                        () -> expected + " differs; if the new text is right, run with -Dnormc.updateGoldens=true"),
                () -> assertTrue(
                        diagnostics.stream()
                                .anyMatch(diagnostic -> diagnostic.code().equals(code(name))),
                        () -> name + PROGRAM + " does not earn " + code(name)));
    }

    @Test
    void everyExpectationHasItsProgram() throws IOException {
        assertEquals(names(PROGRAM), names(EXPECTED));
    }

    @Test
    void everyMessageHasItsGolden() throws IOException {
        Set<String> covered =
                names(PROGRAM).stream().map(MessageGoldenTest::code).collect(Collectors.toSet());
        covered.addAll(WITHOUT_GOLDEN);
        assertEquals(messageCodes(), new TreeSet<>(covered));
    }

    private static Set<String> messageCodes() {
        return Stream.of(Messages.class, MeaningMessages.class, CallMessages.class)
                .flatMap(messages -> Arrays.stream(messages.getDeclaredMethods()))
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .filter(method -> method.getReturnType() == Diagnostic.class)
                .map(Method::getName)
                .map(name -> name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> names(String suffix) throws IOException {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(suffix))
                    .map(name -> name.substring(0, name.length() - suffix.length()))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static String code(String name) {
        return name.contains(".") ? name.substring(0, name.indexOf('.')) : name;
    }
}
