package dev.normc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.normc.examples.compare.Budget;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The option {@code --with}: what is said of a kernel of the user's, and with which exit code. */
class CompareWithTest {

    private static final Budget TINY = new Budget(Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofNanos(10_000));

    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @Test
    void aRightKernelIsExaminedAndStandsInTableAndBars() throws IOException {
        Outcome outcome = run("LayerNorm", "--with", Kernels.path("MyLayerNorm"), "--shape", "3x7");
        assertEquals(ExitCode.OK, outcome.code(), outcome::toString);
        outcome.says("offset        13x257  backward  ");
        outcome.says("LayerNorm  backward  3x7    MyLayerNorm");
        outcome.says("  MyLayerNorm        #");
        assertFalse(outcome.out().contains("WRONG"), outcome::out);
    }

    @Test
    void aForwardAloneHasNoRowsForTheBackward() throws IOException {
        Outcome outcome = run("LayerNorm", "--with", Kernels.path("RowsLayerNorm"), "--shape", "3x7");
        assertEquals(ExitCode.OK, outcome.code(), outcome::toString);
        outcome.says("LayerNorm  forward   3x7    RowsLayerNorm");
        assertFalse(outcome.out().contains("backward  3x7    RowsLayerNorm"), outcome::out);
    }

    @Test
    void aWrongKernelIsToldWhyAndNotTimed() throws IOException {
        Outcome outcome = run("LayerNorm", "--with", Kernels.path("OnePassLayerNorm"), "--shape", "3x7");
        assertEquals(ExitCode.FAILED, outcome.code(), outcome::toString);
        outcome.says("WRONG: OnePassLayerNorm: With a mean of 10000 and a spread of 1, y of the forward errs by ");
        outcome.says("a variance computed as a mean of squares minus a squared mean loses its digits so.\n");
        assertTrue(outcome.out().endsWith("OnePassLayerNorm was not timed.\n"), outcome::out);
    }

    @Test
    void whatTheFormulaTakesAndTheKernelDoesNotIsNoted() throws IOException {
        Outcome outcome = run("RmsNorm", "--with", Kernels.path("LeaksNan"), "--shape", "3x7");
        assertEquals(ExitCode.FAILED, outcome.code(), outcome::toString);
        outcome.says("Note: LeaksNan.forward takes no eps (1.0E-6).\n");
    }

    @Test
    void arraysBetweenForwardAndBackwardAreDeclared() throws IOException {
        String file = Kernels.path("SavingRmsNorm");
        Outcome undeclared = run("RmsNorm", "--with", file, "--shape", "3x7");
        assertEquals(ExitCode.FAILED, undeclared.code());
        assertTrue(undeclared.err().contains("as in --scratch scale=N."), undeclared::err);
        Outcome declared = run("RmsNorm", "--with", file, "--scratch", "scale=N", "--shape", "3x7");
        assertEquals(ExitCode.OK, declared.code(), declared::toString);
        declared.says("RmsNorm  backward  3x7    SavingRmsNorm");
    }

    @Test
    void anArrayOfTheProgramIsNoScratch() throws IOException {
        Outcome outcome =
                run("RmsNorm", "--with", Kernels.path("SavingRmsNorm"), "--scratch", "gamma=N", "--shape", "3x7");
        assertEquals(ExitCode.FAILED, outcome.code());
        assertTrue(outcome.err().contains("The array gamma of --scratch is one of RmsNorm itself;"), outcome::err);
    }

    @Test
    void whatJavacSaysIsAllThatIsSaid() throws IOException {
        String file = Kernels.path("DoesNotCompile");
        Outcome outcome = run("RmsNorm", "--with", file, "--shape", "3x7");
        assertEquals(ExitCode.FAILED, outcome.code());
        assertEquals("", outcome.out());
        assertEquals(
                file + ":5: error: incompatible types: possible lossy conversion from double to float\n"
                        + "        float scale = 1 / Math.sqrt(eps);\n"
                        + "                        ^\n",
                outcome.err());
        JsonNode document = new JsonMapper()
                .readTree(run("RmsNorm", "--with", file, "--shape", "3x7", "--json")
                        .out());
        assertEquals(1, document.get("errors").size(), document::toString);
        assertEquals(ExitCode.FAILED, document.get("exitCode").asInt());
    }

    @Test
    void everyNameThatMeansNothingIsSaid() throws IOException {
        Outcome outcome = run("RmsNorm", "--with", Kernels.path("WrongNames"), "--shape", "3x7");
        assertEquals(ExitCode.FAILED, outcome.code());
        assertEquals(4, outcome.err().lines().count(), outcome::err);
        assertTrue(outcome.err().lines().allMatch(line -> line.startsWith("normc: WrongNames.forward takes ")));
        assertTrue(outcome.err().contains("Did you mean gamma?"), outcome::err);
    }

    @Test
    void aKernelThatNeverEndsIsGivenUp() throws IOException {
        Outcome outcome = run("RmsNorm", "--with", Kernels.path("NeverEnds"), "--limit", "0.3", "--shape", "3x7");
        assertEquals(ExitCode.FAILED, outcome.code());
        outcome.says("WRONG: NeverEnds: its forward has not come back after 0.3 s, on ordinary values, at 13x257.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RmsNorm --scratch mean=N|which is missing.",
                "RmsNorm --limit 3|which is missing.",
                "RmsNorm --with {} --limit 0|--limit must be above 0",
                "RmsNorm --with {} --scratch mean=N+1|expected a length such as N, 64 or 4*N",
                "RmsNorm --with {} --shape 3x7x9|RmsNorm wants sizes for NxD",
            })
    void wrongUsageIsExitCodeTwo(String arguments, String said) throws IOException {
        String[] words = arguments.replace("{}", Kernels.path("LeaksNan")).split(" ");
        Outcome outcome = run(words);
        assertEquals(ExitCode.USAGE, outcome.code(), outcome::toString);
        assertTrue(outcome.err().contains(said), outcome::err);
    }

    @Test
    void whatAKernelPrintsIsNoPartOfTheAnswer(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("Talks.java");
        Files.writeString(
                file,
                "class Talks { static void forward(float[] x, float[] y) {"
                        + " System.out.println(\"here\"); System.arraycopy(x, 0, y, 0, x.length); } }");
        Outcome outcome = run("RmsNorm", "--with", file.toString(), "--shape", "3x7", "--json");
        assertEquals(1, outcome.out().lines().count(), outcome::out);
        assertFalse(outcome.out().contains("here"), outcome::out);
    }

    /** The page shows a kernel and what becomes of it. */
    @Test
    void theKernelOfThePageIsRight(@TempDir Path folder) throws IOException {
        Matcher java = JAVA.matcher(Files.readString(ProjectFiles.find("docs/compare.md")));
        assertTrue(java.find());
        Path file = folder.resolve("MyRmsNorm.java");
        Files.writeString(file, java.group(1));
        Outcome outcome = run("RmsNorm", "--with", file.toString(), "--shape", "3x7", "--scratch", "scale=N");
        assertEquals(ExitCode.OK, outcome.code(), outcome::toString);
        outcome.says("RmsNorm  backward  3x7    MyRmsNorm");
    }

    private static Outcome run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        PrintWriter text = new PrintWriter(out, true);
        PrintWriter complaints = new PrintWriter(err, true);
        boolean json = List.of(arguments).contains("--json");
        Failures failures = new Failures(text, complaints, json, () -> false);
        int code = new CommandLine(new CompareCommand(TINY))
                .setParameterExceptionHandler(failures::usage)
                .setExecutionExceptionHandler(failures::execution)
                .setOut(text)
                .setErr(complaints)
                .execute(arguments);
        return new Outcome(code, lines(out), lines(err));
    }

    private static String lines(StringWriter text) {
        return String.join("\n", Arrays.asList(text.toString().split("\\R", -1)));
    }
}
