package dev.normc.compiler;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.normc.dsl.diagnostic.AdviceMessages;
import dev.normc.dsl.diagnostic.Diagnostic;
import dev.normc.dsl.diagnostic.DiagnosticRenderer;
import dev.normc.dsl.source.Source;
import java.io.IOException;
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
 * Every warning has a program that earns it: {@code CODE.norm} or {@code CODE.VARIANT.norm}, and beside it what the
 * user sees, {@code .expected}. To write the latter anew: {@code -Dnormc.updateGoldens=true}; then read the difference.
 */
class AdviceGoldenTest {

    private static final Path DIRECTORY = Path.of("src/test/resources/advice");
    private static final String PROGRAM = ".norm";
    private static final String EXPECTED = ".expected";

    @TestFactory
    Stream<DynamicTest> programGetsItsWarnings() throws IOException {
        return names(PROGRAM).stream().map(name -> DynamicTest.dynamicTest(name, () -> check(name)));
    }

    private static void check(String name) throws IOException {
        Source source = new Source(name + PROGRAM, Files.readString(DIRECTORY.resolve(name + PROGRAM)));
        Review review = Review.of(source);
        String rendered = DiagnosticRenderer.render(source, review.warnings()) + "\n";
        Path expected = DIRECTORY.resolve(name + EXPECTED);
        if (Boolean.getBoolean("normc.updateGoldens")) {
            Files.writeString(expected, rendered);
        }
        assertTrue(Files.exists(expected), () -> "no " + expected + "; run with -Dnormc.updateGoldens=true");
        assertAll(
                () -> assertEquals("", DiagnosticRenderer.render(source, review.errors())),
                () -> assertEquals(
                        Files.readString(expected),
                        rendered,
                        () -> expected + " differs; if the new text is right, run with -Dnormc.updateGoldens=true"),
                () -> assertTrue(
                        review.warnings().stream()
                                .anyMatch(warning -> warning.code().equals(code(name))),
                        () -> name + PROGRAM + " does not earn " + code(name)));
    }

    @Test
    void everyWarningHasItsGolden() throws IOException {
        Set<String> covered =
                names(PROGRAM).stream().map(AdviceGoldenTest::code).collect(Collectors.toCollection(TreeSet::new));
        assertEquals(messageCodes(), covered);
        assertEquals(names(PROGRAM), names(EXPECTED));
    }

    /** What is about allowances cannot be allowed; all else can. */
    @Test
    void everyWarningCanBeAllowed() {
        Set<String> others = messageCodes();
        others.removeAll(AdviceMessages.codes());
        assertEquals(Set.of("allow-without-reason", "unused-allow", "unknown-advice"), others);
        assertTrue(messageCodes().containsAll(AdviceMessages.codes()), () -> "unknown in " + AdviceMessages.codes());
    }

    private static Set<String> messageCodes() {
        return Arrays.stream(AdviceMessages.class.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .filter(method -> method.getReturnType() == Diagnostic.class)
                .map(method -> method.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> names(String suffix) throws IOException {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            List<String> all = files.map(file -> file.getFileName().toString()).toList();
            return all.stream()
                    .filter(name -> name.endsWith(suffix))
                    .map(name -> name.substring(0, name.length() - suffix.length()))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static String code(String name) {
        return name.contains(".") ? name.substring(0, name.indexOf('.')) : name;
    }
}
