package dev.normc.generator;

import static dev.normc.generator.SampleProject.SCALED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import groovy.lang.Binding;
import groovy.lang.Closure;
import groovy.lang.GroovyShell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.control.customizers.ImportCustomizer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page docs/build-tools.md. Its Gradle snippet is run by Groovy, with stand-ins for the words of Gradle that it
 * uses: what is tested is that its calls of the generator do what the page says, not that Gradle takes the rest.
 */
class BuildToolsPageTest {

    /** What the snippet asks of Gradle; any other word is an error. */
    private static final String GRADLE = """
            buildscript = { }
            plugins = { }
            said = []
            logger = new Expando(error: { said << it })
            file = { new File(projectDir, it) }
            place = { path ->
                def found = new File(projectDir, 'build/' + path)
                new Expando(get: { new Expando(asFile: found) })
            }
            layout = new Expando(buildDirectory: new Expando(dir: place, file: place))
            class Task {
                def inputs, outputs, action
                void doLast(Closure closure) { action = closure }
            }
            task = new Task(
                    inputs: new Expando(dir: { input = it }),
                    outputs: new Expando(dir: { output = it.get().asFile }))
            tasks = new Expando(register: { name, configuration ->
                configuration.delegate = task
                configuration.resolveStrategy = Closure.DELEGATE_FIRST
                configuration()
                action = task.action
                task
            })
            sourceSets = new Expando(main: new Expando(java: new Expando(srcDir: { root = it })))
            """;

    /** That of Gradle. */
    static final class GradleException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        GradleException(String message) {
            super(message);
        }
    }

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    private Path folder;

    private final Binding binding = new Binding();

    @BeforeEach
    void theSnippetIsRead() throws IOException {
        ImportCustomizer imports = new ImportCustomizer();
        imports.addImport("GradleException", GradleException.class.getCanonicalName());
        CompilerConfiguration configuration = new CompilerConfiguration();
        configuration.addCompilationCustomizers(imports);
        binding.setVariable("projectDir", folder.toFile());
        GroovyShell shell = new GroovyShell(getClass().getClassLoader(), binding, configuration);
        shell.evaluate(GRADLE);
        shell.evaluate(BuildToolsPage.read().block("groovy"));
        Files.createDirectories(folder.resolve("src/main/norm/com/acme"));
    }

    @Test
    void theTaskOfTheSnippetWritesTheSources() throws IOException {
        Files.writeString(folder.resolve("src/main/norm/com/acme/Scaled.norm"), SCALED);
        runTask();
        Path output = folder.resolve("build/generated/sources/norm/main");
        assertTrue(Files.readString(output.resolve("com/acme/Scaled.java")).contains("double[]"));
        assertTrue(Files.exists(folder.resolve("build/normc/main.record")));
        assertEquals(folder.resolve("src/main/norm").toFile(), binding.getVariable("input"));
        assertEquals(output.toFile(), binding.getVariable("output"));
        assertEquals(binding.getVariable("task"), binding.getVariable("root"));
        assertEquals(List.of(), binding.getVariable("said"));
    }

    @Test
    void theTaskOfTheSnippetFailsWithAllErrors() throws IOException {
        Path program = folder.resolve("src/main/norm/com/acme/Scaled.norm");
        Files.writeString(program, SCALED.replace("gamma * x", "gama * x"));
        GradleException failure = assertThrows(GradleException.class, this::runTask);
        assertEquals("normc found 1 error; nothing was written.", failure.getMessage());
        assertTrue(
                binding.getVariable("said")
                        .toString()
                        .startsWith("[" + program + ":4:12: error: unknown name `gama`\n"),
                binding.getVariable("said").toString());
    }

    private void runTask() {
        ((Closure<?>) binding.getVariable("action")).call();
    }

    @Test
    void everyCodeStandsOnThePage() throws IOException {
        Pattern code = Pattern.compile("\"([a-z]+(?:-[a-z]+)+)\"");
        try (Stream<Path> files = Files.list(Path.of("src/main/java/dev/normc/generator"))) {
            List<String> used = files.flatMap(BuildToolsPageTest::lines)
                    .flatMap(line -> code.matcher(line).results())
                    .map(found -> found.group(1))
                    .filter(word -> !word.equals("normc-record"))
                    .distinct()
                    .sorted()
                    .toList();
            assertEquals(used, BuildToolsPage.read().firstCells("code"));
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }
}
