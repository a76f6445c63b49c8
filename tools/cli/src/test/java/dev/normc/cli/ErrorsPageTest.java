package dev.normc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.normc.dsl.diagnostic.AdviceMessages;
import dev.normc.dsl.diagnostic.CallMessages;
import dev.normc.dsl.diagnostic.Diagnostic;
import dev.normc.dsl.diagnostic.MeaningMessages;
import dev.normc.dsl.diagnostic.Messages;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The page docs/errors.md is what {@link ErrorsPage} makes of the programs that earn the messages: those of the golden
 * tests of dsl and compiler. To write it anew: {@code -Dnormc.updateGoldens=true}; then read the difference.
 */
class ErrorsPageTest {

    private static final String PROGRAM = ".norm";

    private static Map<String, Refused> programs = Map.of();

    @BeforeAll
    static void findTheSmallestPrograms() throws IOException {
        Map<String, Refused> smallest = new TreeMap<>();
        List<Path> files = files(ProjectFiles.find("dsl/src/test/resources/diagnostics"));
        files.addAll(files(ProjectFiles.find("compiler/src/test/resources/advice")));
        for (Path file : files) {
            String name = file.getFileName().toString();
            String code = name.substring(0, name.indexOf('.'));
            Refused program = Refused.of(code, Files.readString(file)).reduced();
            smallest.merge(code, program, (first, second) -> second.length() < first.length() ? second : first);
        }
        programs = smallest;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(PROGRAM))
                    .sorted()
                    .collect(Collectors.toCollection(java.util.ArrayList::new));
        }
    }

    @Test
    void everyMessageHasItsEntry() {
        Set<String> messages = Stream.of(
                        Messages.class, CallMessages.class, MeaningMessages.class, AdviceMessages.class)
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .filter(method -> method.getReturnType() == Diagnostic.class)
                .map(ErrorsPageTest::code)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> entries = new TreeSet<>(programs.keySet());
        entries.addAll(ErrorsPage.WITHOUT_PROGRAM.keySet());
        assertEquals(messages, entries);
    }

    private static String code(Method method) {
        return method.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    @Test
    void thePageIsCurrent() throws IOException {
        String page = ErrorsPage.of(programs);
        Path file = ProjectFiles.find("docs/json.md").resolveSibling("errors.md");
        if (Boolean.getBoolean("normc.updateGoldens")) {
            Files.writeString(file, page);
        }
        assertEquals(Files.readString(file), page, () -> file + " is not current; run with -Dnormc.updateGoldens=true");
    }
}
