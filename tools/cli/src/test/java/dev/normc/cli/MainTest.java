package dev.normc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import picocli.CommandLine;

/** The command without a verb, and what is no verb. */
class MainTest {

    private static final List<String> VERBS = List.of(
            "list",
            "check",
            "explain",
            "generate",
            "run",
            "gradcheck",
            "compare",
            "bench",
            "train",
            "plot",
            "new",
            "fmt",
            "completion",
            "lsp");

    @Test
    void withoutAVerbItSaysWhatToDoNext() {
        Outcome.of()
                .succeeds()
                .says("./normc list")
                .says("./normc explain LayerNorm")
                .says("./normc compare LayerNorm")
                .says("norm MyNorm(x[N, D]) {")
                .says("./normc --help");
    }

    @Test
    void theNormThatItShowsHasNoErrors() {
        List<String> shown = Outcome.of()
                .out()
                .lines()
                .dropWhile(line -> !line.startsWith("  norm "))
                .takeWhile(line -> !line.isEmpty())
                .toList();
        String program = String.join("\n", shown);
        assertEquals(1, new Program(program).norms().size(), program);
    }

    @Test
    void helpListsTheVerbsAndTheExitCodes() {
        Outcome help = Outcome.of("--help").succeeds();
        for (String verb : VERBS) {
            help.says("\n  " + verb + " ");
        }
        help.says("  70  a fault of normc; please report it");
    }

    @ParameterizedTest
    @FieldSource("VERBS")
    void everyVerbHasItsHelp(String verb) {
        Outcome.of(verb, "--help").succeeds().says("Usage: normc " + verb + " ");
    }

    @Test
    void anUnknownVerbIsRefused() {
        Outcome.of("explian").isMisused("normc", "There is no command explian; did you mean explain?");
        Outcome.of("frobnicate").isMisused("normc", "There is no command frobnicate.");
    }

    @Test
    void anUnknownOptionIsRefused() {
        Outcome.of("--verison").isMisused("normc", "There is no option --verison; did you mean --version?");
        Outcome.of("explain", "LayerNorm", "--typ", "float")
                .isMisused("normc explain", "There is no option --typ; did you mean --type?");
        Outcome.of("new", "MyNorm", "Other").isMisused("normc new", "new has no use for Other.");
    }

    @Test
    void aFaultOfNormcAsksForAReport() {
        StringWriter text = new StringWriter();
        PrintWriter err = new PrintWriter(text);
        Failures failures = new Failures(new PrintWriter(Writer.nullWriter()), err, false, () -> false);
        int code = failures.fault(new IllegalStateException("no such node"), new CommandLine(new ListCommand()));
        assertEquals(ExitCode.FAULT, code);
        assertEquals(
                "normc: This is a fault of normc, not yours; please report it: java.lang.IllegalStateException: no such"
                        + " node\nThe same command with --debug shows where it happened.\n",
                text.toString().replace(System.lineSeparator(), "\n"));
    }

    @Test
    void debugShowsTheStackTrace() {
        Outcome plain = Outcome.of("explain", "LayrNorm");
        plain.failsWith(
                ExitCode.FAILED,
                "normc: There is no file and no norm of the library called LayrNorm; did you mean LayerNorm?");
        Outcome debugged = Outcome.of("--debug", "explain", "LayrNorm");
        assertTrue(debugged.err().contains("\tat dev.normc.dsl.Sources"), debugged::err);
        Outcome behind = Outcome.of("explain", "LayrNorm", "--debug");
        assertTrue(behind.err().contains("\tat dev.normc.dsl.Sources"), behind::err);
    }

    /** A text, read as a program. */
    private record Program(String text) {
        List<dev.normc.dsl.ast.Norm> norms() {
            return dev.normc.dsl.Dsl.read(new dev.normc.dsl.source.Source("my.norm", text))
                    .norms();
        }
    }
}
