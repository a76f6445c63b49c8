package dev.normc.generator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A project of a user: programs in {@code norm}, sources in {@code java}, the record beside them. */
record SampleProject(Path root) {

    /** A time that no test runs at: a file that has it was not written again. */
    private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2001-01-01T00:00:00Z"));

    /** Stands for the checksum of the normc that runs. */
    static final String NORMC = "this-normc";

    static final String SCALED = """
            norm Scaled(x[N, D]) {
                param gamma[D] = 1
                const eps = 1e-6
                return gamma * x / sqrt(mean[D](x^2) + eps)
            }
            """;

    static final String CENTRED = """
            norm Centred(x[N, C]) {
                return x - mean[C](x)
            }
            """;

    Path norms() {
        return root.resolve("norm");
    }

    Path sources() {
        return root.resolve("java");
    }

    Path record() {
        return root.resolve("record");
    }

    /** Writes a program. */
    SampleProject with(String path, String text) throws IOException {
        Path file = norms().resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return this;
    }

    GenerationRequest request() {
        return GenerationRequest.of(norms(), sources(), record());
    }

    GenerationResult generate() {
        return generate(request());
    }

    /** Generates, and makes all times those of long ago. */
    GenerationResult generate(GenerationRequest request) {
        return aged(Generator.generate(request, NORMC));
    }

    GenerationResult aged(GenerationResult result) {
        try (Stream<Path> files = Files.exists(sources()) ? Files.walk(sources()) : Stream.of()) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.setLastModifiedTime(file, LONG_AGO);
            }
            if (Files.exists(record())) {
                Files.setLastModifiedTime(record(), LONG_AGO);
            }
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
        return result;
    }

    /** All files under the sources and the record with their contents. */
    Map<String, String> contents() throws IOException {
        Map<String, String> contents = new TreeMap<>();
        if (Files.exists(sources())) {
            try (Stream<Path> files = Files.walk(sources())) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    contents.put(slashed(sources().relativize(file)), Files.readString(file));
                }
            }
        }
        if (Files.exists(record())) {
            contents.put("record", Files.readString(record()));
        }
        return contents;
    }

    /** The paths of all sources. */
    List<String> names() throws IOException {
        return contents().keySet().stream()
                .filter(name -> !name.equals("record"))
                .toList();
    }

    String source(String path) throws IOException {
        return Files.readString(sources().resolve(path));
    }

    /** Generates and demands these findings, each as its code and its text, that all fail, and that no file changed. */
    void refuses(GenerationRequest request, String... texts) throws IOException {
        Map<String, String> before = contents();
        GenerationResult result = Generator.generate(request, NORMC);
        assertEquals(
                String.join("\n", texts),
                result.findings().stream()
                        .map(finding -> finding.code() + ": "
                                + finding.text()
                                        .replace(root + java.io.File.separator, "")
                                        .replace('\\', '/'))
                        .collect(Collectors.joining("\n")));
        assertFalse(result.succeeded());
        assertEquals(List.of(), result.written());
        assertEquals(before, contents());
    }

    /** Demands what was written, kept and deleted, as paths under the sources. */
    void did(GenerationResult result, List<String> written, List<String> kept, List<String> deleted) {
        assertTrue(result.succeeded(), () -> result.findings().toString());
        assertEquals(
                Map.of("written", written, "kept", kept, "deleted", deleted),
                Map.of(
                        "written", relative(result.written()),
                        "kept", relative(result.kept()),
                        "deleted", relative(result.deleted())));
    }

    private List<String> relative(List<Path> files) {
        return files.stream()
                .map(file -> slashed(sources().relativize(file)))
                .sorted()
                .toList();
    }

    private static String slashed(Path path) {
        return path.toString().replace('\\', '/');
    }
}
