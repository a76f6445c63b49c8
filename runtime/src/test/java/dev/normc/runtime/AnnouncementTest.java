package dev.normc.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a JVM of its own takes and says, by its module, its property, its variable and the option. */
class AnnouncementTest {

    private static final List<String> MODULE = List.of("--add-modules", "jdk.incubator.vector");

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    private Path folder;

    /** What a JVM says: on its standard output, and in its log without its dates. */
    private record Said(String out, List<String> log) {}

    private Said run(List<String> flags, Map<String, String> variables, String... arguments)
            throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(flags);
        command.addAll(List.of(
                "-XX:TieredStopAtLevel=1",
                "-Duser.language=en",
                "-cp",
                System.getProperty("java.class.path"),
                Announcer.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().remove(Targets.VARIABLE);
        builder.environment().putAll(variables);
        builder.start().waitFor();
        String log = Files.readString(err, StandardCharsets.UTF_8);
        return new Said(
                Files.readString(out, StandardCharsets.UTF_8).strip(),
                log.lines()
                        .filter(line -> line.startsWith("INFO: ") || line.contains("Exception"))
                        .toList());
    }

    @Test
    void whatIsFastestIsTakenAndSaidOnce() throws IOException, InterruptedException {
        assertEquals(
                new Said("vector", List.of("INFO: kernels use jdk.incubator.vector (target vector)")),
                run(MODULE, Map.of()));
    }

    @Test
    void withoutTheModuleKernelsArePlainAndAWayToFasterOnesIsSaidOnce() throws IOException, InterruptedException {
        assertEquals(
                new Said(
                        "scalar",
                        List.of("INFO: kernels are plain Java: for faster ones with the same bits, start Java with"
                                + " --add-modules jdk.incubator.vector")),
                run(List.of(), Map.of()));
    }

    @Test
    void aVariableGoesBeforeWhatIsFastestAndAPropertyBeforeIt() throws IOException, InterruptedException {
        assertEquals(
                new Said("scalar", List.of("INFO: kernels are plain Java (target scalar)")),
                run(MODULE, Map.of("NORMC_TARGET", "scalar")));
        List<String> flags = new ArrayList<>(MODULE);
        flags.add("-Dnormc.target=vector-128");
        assertEquals(
                new Said("vector-128", List.of("INFO: kernels use jdk.incubator.vector (target vector-128)")),
                run(flags, Map.of("NORMC_TARGET", "scalar")));
    }

    @Test
    void anOptionGoesBeforeAllAndThereIsNothingToSay() throws IOException, InterruptedException {
        assertEquals(new Said("scalar", List.of()), run(MODULE, Map.of("NORMC_TARGET", "vector-512"), "SCALAR"));
    }

    @Test
    void whatCannotBeTakenIsRefused() throws IOException, InterruptedException {
        String log = run(List.of(), Map.of(), "VECTOR_256").log().toString();
        assertTrue(
                log.contains("IllegalArgumentException: the target vector-256 needs a module that this Java was"
                        + " started without: --add-modules jdk.incubator.vector"),
                log);
        Said refused = run(List.of(), Map.of("NORMC_TARGET", "vector"));
        log = refused.log().toString();
        assertTrue(
                log.contains("IllegalArgumentException: NORMC_TARGET is vector, which needs a module that this Java was"
                        + " started without: --add-modules jdk.incubator.vector"),
                log);
        assertFalse(log.contains("INFO"), log);
        log = run(List.of(), Map.of("NORMC_TARGET", "fast")).log().toString();
        assertTrue(
                log.contains("IllegalArgumentException: NORMC_TARGET is fast, which is no target: expected one of"
                        + " scalar, vector, vector-128, vector-256, vector-512"),
                log);
    }
}
