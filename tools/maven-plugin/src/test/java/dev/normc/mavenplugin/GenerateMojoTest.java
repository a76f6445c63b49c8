package dev.normc.mavenplugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.build.BuildContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the goals do with a configuration, and what they say. */
class GenerateMojoTest {

    private static final String SCALED = """
            norm Scaled(x[N, D]) {
                const eps = 1e-6
                return x / sqrt(mean[D](x^2) + eps)
            }
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    private Path folder;

    private final MavenProject project = new MavenProject();
    private final List<String> log = new ArrayList<>();

    /** What an IDE has been told to read again. */
    private final List<Object> refreshed = new ArrayList<>();

    private final BuildContext context = (BuildContext) Proxy.newProxyInstance(
            BuildContext.class.getClassLoader(), new Class<?>[] {BuildContext.class}, (proxy, method, arguments) -> {
                assertEquals("refresh", method.getName());
                refreshed.add(arguments[0]);
                return null;
            });

    @BeforeEach
    void aProjectWithANorm() throws IOException {
        folder = folder.toRealPath();
        project.getBuild().setDirectory(folder.resolve("target").toString());
        Files.createDirectories(norms().resolve("com/acme"));
        Files.writeString(norms().resolve("com/acme/Scaled.norm"), SCALED);
    }

    private Path norms() {
        return folder.resolve("norm");
    }

    private Path output() {
        return folder.resolve("target/java");
    }

    @Test
    void theFolderOfSourcesBecomesOneOfTheProject() throws Exception {
        run(Map.of());
        assertTrue(Files.exists(output().resolve("com/acme/Scaled.java")));
        assertEquals(List.of(output().toString()), project.getCompileSourceRoots());
        assertEquals(List.of(), project.getTestCompileSourceRoots());
        assertEquals(List.of("[info] normc wrote 1 file, kept 0, deleted 0."), log);
    }

    @Test
    void theGoalForTestsHasARecordOfItsOwn() throws Exception {
        run(Map.of());
        run(
                new GenerateTestMojo(context),
                "generate-test",
                Map.of("outputDirectory", folder.resolve("target/tests").toFile()));
        assertEquals(List.of(folder.resolve("target/tests").toString()), project.getTestCompileSourceRoots());
        assertTrue(Files.exists(folder.resolve("target/normc/generate-norms.record")));
        assertTrue(Files.exists(folder.resolve("target/normc/generate-test-norms.record")));
        log.clear();
        run(Map.of());
        assertEquals(List.of("[info] normc wrote 0 files, kept 1, deleted 0."), log);
    }

    @Test
    void twoExecutionsCannotWriteOneClass() throws Exception {
        run(Map.of());
        run(Map.of());
        MojoDescriptor descriptor = new MojoDescriptor();
        descriptor.setGoal("generate");
        Map<String, Object> other = new TreeMap<>(Map.of("type", "double"));
        other.put("execution", new MojoExecution(descriptor, "double"));
        MojoFailureException failure = assertThrows(MojoFailureException.class, () -> run(other));
        assertEquals(
                output().resolve("com/acme/Scaled.java") + " is written by two executions, generate (norms) and"
                        + " generate (double); give the classes of one of them another package or name.",
                failure.getMessage());
        other.put("packageName", "com.acme.exact");
        run(other);
        assertTrue(Files.exists(output().resolve("com/acme/exact/Scaled.java")));
    }

    @Test
    void anIdeIsToldWhatHasChanged() throws Exception {
        run(Map.of());
        assertEquals(List.of(output().resolve("com/acme/Scaled.java").toFile()), refreshed);
        Files.move(norms().resolve("com/acme/Scaled.norm"), norms().resolve("Scaled.norm"));
        run(Map.of());
        assertEquals(
                List.of(
                        output().resolve("com/acme/Scaled.java").toFile(),
                        output().resolve("Scaled.java").toFile(),
                        output().resolve("com/acme/Scaled.java").toFile()),
                refreshed);
    }

    @Test
    void whatIsSkippedIsSaid() throws Exception {
        run(Map.of("skip", true));
        assertEquals(List.of("[info] normc is skipped."), log);
        assertFalse(Files.exists(folder.resolve("target")));
        assertEquals(List.of(), project.getCompileSourceRoots());
    }

    @Test
    void aFolderThatIsNotThereIsSaidAndIsNoError() throws Exception {
        File missing = folder.resolve("missing").toFile();
        run(Map.of("sourceDirectory", missing));
        assertEquals(List.of("[info] There is no " + missing + ", so there are no norms."), log);
        assertEquals(List.of(), project.getCompileSourceRoots());
    }

    @Test
    void errorsAndWarningsHaveTheFormOfTheCompilers() throws Exception {
        Path wrong = Files.writeString(norms().resolve("A.norm"), SCALED.replace("x / sqrt", "y / sqrt"));
        Path doubtful = Files.writeString(
                norms().resolve("B.norm"), "norm B(x[N, D]) {\n    return x / sqrt(mean[D](x^2))\n}\n");
        Path binary = norms().resolve("C.norm");
        Files.write(binary, new byte[] {(byte) 0xff});
        MojoFailureException failure = assertThrows(MojoFailureException.class, () -> run(Map.of()));
        assertEquals("normc found 2 errors and 1 warning; nothing was written.", failure.getMessage());
        assertEquals(3, log.size());
        assertEquals(
                "[error] " + wrong + ":[3,12] unknown name `y`\n"
                        + "  3 |     return y / sqrt(mean[D](x^2) + eps)\n    |            ^",
                log.get(0));
        assertTrue(log.get(1).startsWith("[warn] " + doubtful + ":[2,"), log::toString);
        assertEquals("[error] " + binary + ": this file is not a text in UTF-8", log.get(2));
        assertFalse(Files.exists(output()));
    }

    @Test
    void warningsFailIfTheyAreToFail() throws Exception {
        Files.writeString(norms().resolve("B.norm"), "norm B(x[N, D]) {\n    return x / sqrt(mean[D](x^2))\n}\n");
        assertThrows(MojoFailureException.class, () -> run(Map.of("failOnWarning", true)));
        assertFalse(Files.exists(output()));
        run(Map.of());
        assertTrue(Files.exists(output().resolve("B.java")));
    }

    @Test
    void settingsReachTheClasses() throws Exception {
        run(Map.of(
                "packageName",
                "org.example",
                "type",
                "double",
                "target",
                "both",
                "parallel",
                true,
                "constants",
                Map.of("eps", " 0.125 "),
                "sizes",
                Map.of("D", "768"),
                "rules",
                List.of(rule(Map.of("files", "**/Scaled.norm", "className", "Scaled768")))));
        for (String name : List.of("Scaled768", "Scaled768Vector")) {
            String text = Files.readString(output().resolve("org/example/" + name + ".java"));
            assertTrue(text.contains("double[]") && text.contains("0.125") && text.contains(" D = 768;"), text);
            assertTrue(text.contains("public void share("), text);
        }
    }

    @Test
    void allThatIsWrongInTheConfigurationIsSaidAtOnce() throws Exception {
        Map<String, String> empty = new TreeMap<>();
        empty.put("eps", null);
        Map<String, Object> configuration = Map.of(
                "type",
                "single",
                "constants",
                empty,
                "rules",
                List.of(
                        rule(Map.of("files", "A.norm", "target", "gpu", "memory", "disk", "sizes", Map.of("D", "1.5"))),
                        rule(Map.of("type", "double"))));
        MojoExecutionException failure = assertThrows(MojoExecutionException.class, () -> run(configuration));
        assertEquals(
                "normc found 6 errors in the configuration of the plugin; nothing was written.", failure.getMessage());
        assertEquals(
                List.of(
                        "[error] type: expected float, double, bfloat16 or float16, given single",
                        "[error] constant eps: expected a number, given nothing",
                        "[error] the rule for `A.norm`: memory: expected array, buffer or segment, given disk",
                        "[error] the rule for `A.norm`: target: expected scalar, vector or both, given gpu",
                        "[error] the rule for `A.norm`: size D: expected a whole number from 1 to 2147483647, given 1.5",
                        "[error] a rule does not say in <files> what it is for"),
                log);
        assertFalse(Files.exists(folder.resolve("target")));
    }

    @Test
    void aMistakeInTheSettingsHasNoFile() throws Exception {
        assertThrows(
                MojoFailureException.class, () -> run(Map.of("rules", List.of(rule(Map.of("files", "Scald.norm"))))));
        assertEquals(List.of("[error] normc: the rule for `Scald.norm` fits no program in " + norms()), log);
    }

    private void run(Map<String, Object> configuration) throws Exception {
        run(new GenerateMojo(context), "generate", configuration);
    }

    /** What Maven does: fields are set, then the goal is run. */
    private void run(GenerationMojo mojo, String goal, Map<String, Object> configuration) throws Exception {
        MojoDescriptor descriptor = new MojoDescriptor();
        descriptor.setGoal(goal);
        Map<String, Object> fields = new TreeMap<>(Map.of(
                "project",
                project,
                "execution",
                new MojoExecution(descriptor, "norms"),
                "sourceDirectory",
                norms().toFile(),
                "outputDirectory",
                output().toFile()));
        fields.putAll(configuration);
        for (Map.Entry<String, Object> field : fields.entrySet()) {
            set(mojo, field.getKey(), field.getValue());
        }
        mojo.setLog(new SystemStreamLog() {
            @Override
            public void info(CharSequence content) {
                log.add("[info] " + content);
            }

            @Override
            public void warn(CharSequence content) {
                log.add("[warn] " + content);
            }

            @Override
            public void error(CharSequence content) {
                log.add("[error] " + content);
            }
        });
        mojo.execute();
    }

    private static Rule rule(Map<String, Object> fields) throws Exception {
        Rule rule = new Rule();
        for (Map.Entry<String, Object> field : fields.entrySet()) {
            set(rule, field.getKey(), field.getValue());
        }
        return rule;
    }

    private static void set(Object bean, String name, Object value) throws Exception {
        for (Class<?> type = bean.getClass(); type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (field.getName().equals(name)) {
                    field.setAccessible(true);
                    field.set(bean, value);
                    return;
                }
            }
        }
        throw new AssertionError("no parameter " + name);
    }
}
