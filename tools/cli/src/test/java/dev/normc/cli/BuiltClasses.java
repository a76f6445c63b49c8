package dev.normc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Java sources that a test has written, compiled by javac and loaded. */
record BuiltClasses(Path classes) {

    /** Compiles all sources below {@code root}; they have no warnings, but that of a module in incubation. */
    static BuiltClasses of(Path root) throws IOException {
        List<Path> sources = files(root, ".java");
        Path classes = Files.createTempDirectory(root, "classes");
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> messages = new DiagnosticCollector<>();
        List<String> options = List.of(
                "-d",
                classes.toString(),
                "-proc:none",
                "-Xlint:all,-processing",
                "--add-modules",
                "jdk.incubator.vector",
                "-classpath",
                System.getProperty("java.class.path"));
        try (StandardJavaFileManager manager = javac.getStandardFileManager(messages, null, null)) {
            javac.getTask(null, manager, messages, options, null, manager.getJavaFileObjectsFromPaths(sources))
                    .call();
        }
        List<String> said = messages.getDiagnostics().stream()
                .map(Object::toString)
                .filter(message -> !message.contains("incubat") && !message.contains("[path]"))
                .toList();
        assertEquals(List.of(), said);
        return new BuiltClasses(classes);
    }

    /** A loader of the classes; the caller closes it. */
    URLClassLoader loader() throws IOException {
        return new URLClassLoader(new URL[] {classes.toUri().toURL()}, BuiltClasses.class.getClassLoader());
    }

    /** Runs the JUnit test {@code name}: the messages of what fails by the names of its methods. */
    Map<String, String> failures(String name, int expectedTests) throws IOException {
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        try (URLClassLoader loader = loader()) {
            Launcher launcher = LauncherFactory.create();
            launcher.execute(
                    LauncherDiscoveryRequestBuilder.request()
                            .selectors(selectClass(loader.loadClass(name)))
                            .build(),
                    listener);
        } catch (ClassNotFoundException missing) {
            throw new AssertionError(missing);
        }
        TestExecutionSummary summary = listener.getSummary();
        assertEquals(expectedTests, summary.getTestsStartedCount(), "tests of " + name);
        Map<String, String> failures = new TreeMap<>();
        summary.getFailures()
                .forEach(failure -> failures.put(
                        failure.getTestIdentifier().getDisplayName(),
                        String.valueOf(failure.getException().getMessage())));
        return failures;
    }

    /** The files below {@code root} whose names end in {@code suffix}, in order. */
    static List<Path> files(Path root, String suffix) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return new ArrayList<>(files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList());
        }
    }
}
