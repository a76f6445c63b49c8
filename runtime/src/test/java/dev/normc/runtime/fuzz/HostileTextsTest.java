package dev.normc.runtime.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.normc.runtime.fuzz.TextToKernel.Witnesses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Texts that are made to break something, and those that once did: found by {@link TextFuzzTest}, or by thought. A file
 * of its own for each; {@code hostile} are programs, {@code refused} are none.
 */
class HostileTextsTest {

    /** A text and what it is called. */
    record Text(String name, String text) {
        @Override
        public String toString() {
            return name;
        }
    }

    @ParameterizedTest
    @MethodSource("programs")
    void hostileProgramCompilesAndComputes(Text program) {
        assertEquals(List.of(), TextToKernel.run(program.text(), Witnesses.ALL));
    }

    @ParameterizedTest
    @MethodSource("others")
    void whatIsNoProgramIsRefusedInItsPlace(Text text) {
        assertNotEquals(List.of(), TextToKernel.run(text.text(), Witnesses.ALL));
    }

    static Stream<Text> programs() {
        return Stream.concat(files("hostile"), Stream.of(longNames(), longDocumentation()));
    }

    static Stream<Text> others() {
        return Stream.concat(files("refused"), Stream.of(definitionsInAChain(), definitionsThatDouble()));
    }

    /** Names of the greatest length, and those that calls within calls make of them. */
    private static Text longNames() {
        String name = "a".repeat(199);
        String norms = IntStream.range(1, 6)
                .mapToObj(i -> ("norm %1$s%3$d(x[N%1$s]) { param %1$sg[N%1$s] = 1\n %1$sy = %1$s%2$d(x * %1$sg)\n"
                                + "return %1$sy }\n")
                        .formatted(name, i - 1, i))
                .collect(Collectors.joining());
        return new Text(
                "long names",
                "norm %1$s0(x[N%1$s]) { param %1$sg[N%1$s] = 1\n return x * %1$sg }\n".formatted(name) + norms);
    }

    /** Half a million letters before a norm, and as many in one line. */
    private static Text longDocumentation() {
        String lines = "/// a line of documentation with <b>, & and *" + "/\n";
        return new Text(
                "long documentation",
                lines.repeat(5_000) + "/// " + "word ".repeat(50_000) + "\nnorm A(x[N]) { return x }\n");
    }

    /** Each definition calls the one before. */
    private static Text definitionsInAChain() {
        String chain = IntStream.range(1, 5_000)
                .mapToObj(i -> "def f" + i + "(v) = f" + (i - 1) + "(v) * 2\n")
                .collect(Collectors.joining());
        return new Text("chain of definitions", "def f0(v) = v + 1\n" + chain + "norm A(x[N]) { return f4999(x) }\n");
    }

    /** Thirty lines that stand for a thousand million operations. */
    private static Text definitionsThatDouble() {
        String doubling = IntStream.range(1, 30)
                .mapToObj(i -> "def f" + i + "(v) = f" + (i - 1) + "(v) + f" + (i - 1) + "(v * 2)\n")
                .collect(Collectors.joining());
        return new Text(
                "definitions that double", "def f0(v) = v + v\n" + doubling + "norm A(x[N]) { return f29(x) }\n");
    }

    private static Stream<Text> files(String folder) {
        try {
            return in(Path.of(Objects.requireNonNull(HostileTextsTest.class.getResource("/fuzz/" + folder))
                    .toURI()));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The programs of a folder, whatever they are worth. */
    static Stream<Text> in(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> sorted = files.filter(file -> file.toString().endsWith(".norm"))
                    .sorted()
                    .toList();
            return sorted.stream().map(HostileTextsTest::read);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Text read(Path file) {
        try {
            return new Text(String.valueOf(file.getFileName()), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
