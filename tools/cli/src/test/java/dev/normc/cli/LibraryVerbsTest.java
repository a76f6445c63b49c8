package dev.normc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.normc.dsl.library.Kind;
import dev.normc.dsl.library.Library;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The verbs that show a norm show every norm of the library. */
class LibraryVerbsTest {

    private static final Pattern POINTS =
            Pattern.compile("<polyline[^>]*points=\"([^\"]+)\"|<path[^>]* d=\"([^\"]+)\"");

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    private Path folder;

    static Stream<String> norms() {
        return Library.names().stream();
    }

    @ParameterizedTest
    @MethodSource("norms")
    void theFormulasAreMathematics(String norm) {
        Outcome latex = Outcome.of("explain", norm, "--latex").succeeds();
        latex.says("% " + norm).says("\\end{align*}");
        assertTrue(!latex.out().contains("\\texttt"), () -> "a line that is no formula: " + latex.out());
    }

    @ParameterizedTest
    @MethodSource("norms")
    void theCurveIsDrawn(String norm) throws IOException {
        Path file = folder.resolve("curve.svg");
        // energies are positive, so one element moves where they are
        String from = norm.equals("PerChannelEnergyNorm") ? "0.5" : "-4";
        Outcome.of("plot", norm, "--mode", "training", "--steps", "8", "--from", from, "--out", file.toString())
                .succeeds();
        String drawing = Files.readString(file);
        assertTrue(POINTS.matcher(drawing).find(), () -> "nothing is drawn: " + drawing);
    }

    @Test
    void theListIsChosenByKindsAndWords() {
        assertEquals(Library.names(), listed());
        for (Kind kind : Kind.values()) {
            List<String> expected = Library.names().stream()
                    .filter(name -> Library.kinds(name).contains(kind))
                    .toList();
            assertTrue(!expected.isEmpty(), kind::toString);
            assertEquals(expected, listed("--" + kind));
        }
        assertEquals(
                List.of("PowerNorm", "PowerNormGrouped", "PowerNormReleased"), listed("--state", "POWERNORM", "shen"));
        Outcome.of("list", "--pointwise", "--batch")
                .succeeds()
                .says("No norm of the library is all of this; `normc list` alone lists them all.");
    }

    private static List<String> listed(String... arguments) {
        String[] all =
                Stream.concat(Stream.of("list"), Arrays.stream(arguments)).toArray(String[]::new);
        return Outcome.of(all)
                .succeeds()
                .out()
                .lines()
                .map(line -> line.split(" ", 2)[0])
                .toList();
    }
}
