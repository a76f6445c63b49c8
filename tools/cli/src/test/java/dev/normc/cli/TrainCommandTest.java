package dev.normc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code normc train}: the words, the files and the exit codes; that bits stay is tested where they are computed. */
class TrainCommandTest {

    /** Options of a model that is trained in no time, with others beside them or in their place. */
    static List<String> small(String... more) {
        Map<String, String> sizes = new LinkedHashMap<>();
        for (String one : "layers=1 width=8 heads=1 hidden=8 context=8 sequences=2 steps=4".split(" ", -1)) {
            sizes.put("--" + one.substring(0, one.indexOf('=')), one.substring(one.indexOf('=') + 1));
        }
        List<String> given = List.of(more);
        List<String> arguments = new ArrayList<>(given);
        sizes.forEach((name, value) -> arguments.addAll(given.contains(name) ? List.of() : List.of(name, value)));
        return arguments;
    }

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    private Path folder;

    @SuppressWarnings("NullAway.Init") // before each test
    private String text;

    @BeforeEach
    void writeTheText() throws IOException {
        text = text(folder);
    }

    static String text(Path folder) throws IOException {
        String lines = IntStream.range(0, 400)
                .mapToObj(i -> "Line " + i + " of the proceedings.\n")
                .collect(Collectors.joining());
        return Files.writeString(folder.resolve("text.txt"), lines).toString();
    }

    private Outcome train(String... more) {
        List<String> arguments = new ArrayList<>(List.of("train", "--text", text));
        arguments.addAll(small(more));
        return Outcome.of(arguments.toArray(String[]::new));
    }

    private Outcome resume(String... more) {
        List<String> arguments = new ArrayList<>(List.of("train", "--resume"));
        arguments.addAll(List.of(more));
        return Outcome.of(arguments.toArray(String[]::new));
    }

    @Test
    void itSaysWhatItReachesAndShowsTheLossBesideIt() {
        Outcome outcome = train("--evaluate-every", "2");
        assertEquals(ExitCode.OK, outcome.code(), outcome::err);
        String number = "\\d+\\.\\d+";
        assertTrue(
                outcome.out()
                        .matches(
                                "LayerNorm, pre-norm, 1 layer of width 8, [\\d,]+ parameters; masked bytes of text\\.txt,"
                                        + " 4 of 4 steps\n"
                                        + "  validation loss   " + number + " nats per byte, perplexity [\\d.]+\n"
                                        + "  speed             \\d+ tokens per second\n"
                                        + "  kernels of norms  " + number + " % of the time of training steps\n"),
                outcome::out);
        List<String> lines = outcome.err().lines().toList();
        assertEquals(4, lines.size(), outcome::err);
        assertTrue(lines.get(0).matches("1/4 loss " + number + ", \\d+ tokens/s"), outcome::err);
        assertTrue(
                lines.get(3)
                        .matches("4/4 loss " + number + ", validation " + number
                                + " \\(perplexity [\\d.]+\\), \\d+ tokens/s"),
                outcome::err);
    }

    @Test
    void aNormOnTheSpotIsTrainedWithItsConstantsAndInitialValues() throws IOException {
        Path norm = Files.writeString(
                folder.resolve("mine.norm"),
                "norm Mine(x[N, D]) {\n    param a = 1\n    const eps = 1e-6\n"
                        + "    return a * x / sqrt(mean[D](x^2) + eps)\n}\n");
        Outcome outcome = train(
                "--norm",
                norm.toString(),
                "--const",
                "eps=1e-3",
                "--initial",
                "a=0.5",
                "--objective",
                "causal",
                "--placement",
                "post");
        assertEquals(ExitCode.OK, outcome.code(), outcome::err);
        outcome.says("mine (a = 0.5, eps = 0.001), post-norm, ").says("; causal bytes of text.txt");
    }

    @Test
    void whatIsSavedIsGoneOnWithByTheFolderAlone() throws IOException {
        String out = folder.resolve("run").toString();
        Outcome first = train("--out", out, "--seed", "3");
        first.says("Wrote " + Path.of(out, "checkpoint.bin") + ", step 4\nWrote " + Path.of(out, "curve.csv") + "\n");
        assertEquals(5, Files.readAllLines(Path.of(out, "curve.csv")).size());
        Outcome again = resume("--out", out, "--text", text);
        assertEquals(ExitCode.OK, again.code(), again::err);
        assertEquals(lossOf(first), lossOf(again));
        assertEquals("normc: going on after step 4 of 4\n", again.err());
    }

    private static String lossOf(Outcome outcome) {
        return outcome.out()
                .lines()
                .filter(line -> line.startsWith("  validation loss"))
                .map(line -> line.replaceAll(" +", " "))
                .findFirst()
                .orElseThrow(() -> new AssertionError(outcome.out() + outcome.err()));
    }

    @Test
    void whatCannotBeGoneOnWithIsRefused() throws IOException {
        Path out = folder.resolve("run");
        resume().isMisused("normc train", "--resume goes on with the training in a folder; say which: --out DIR.");
        resume("--out", out.toString())
                .failsWith(ExitCode.FAILED, "normc: There is no checkpoint " + out.resolve("checkpoint.bin") + ".");
        train("--out", out.toString());
        resume("--out", out.toString())
                .isMisused(
                        "normc train",
                        "The training in " + out + " reads the text text.txt; say where that is: --text FILE.");
        resume("--out", out.toString(), "--text", text, "--steps", "8")
                .failsWith(
                        ExitCode.FAILED,
                        "normc: " + out.resolve("checkpoint.bin")
                                + " is of another training: there the number of steps is"
                                + " 4, here it is 8; the learning rate falls along a cosine to the last step, so a"
                                + " training becomes neither longer nor shorter.");
        train("--out", out.toString())
                .failsWith(
                        ExitCode.FAILED,
                        "normc: " + out.resolve("checkpoint.bin")
                                + " is there already; go on with it by --resume, or train into another folder.");
        Files.writeString(out.resolve("checkpoint.bin"), "normc training\n and more that is none");
        resume("--out", out.toString())
                .failsWith(
                        ExitCode.FAILED,
                        "normc: " + out.resolve("checkpoint.bin") + " is cut off: it ends after 37 bytes.");
    }

    @Test
    void numbersThatAreNoneAreMisuse() {
        train("--heads", "3")
                .failsWith(
                        ExitCode.USAGE,
                        "normc: The width must be a multiple of the number of heads, but 8 is none of 3.");
        train("--learning-rate", "0")
                .failsWith(ExitCode.USAGE, "normc: The learning rate must be a number above 0, given 0.0.");
        train("--warmup", "5")
                .failsWith(ExitCode.USAGE, "normc: A warm-up takes from 0 to all 4 steps of the training, given 5.");
        train("--objective", "both")
                .isMisused(
                        "normc train",
                        "Invalid value for option '--objective': expected masked or causal, given both.");
        train("--placement", "mid")
                .isMisused("normc train", "Invalid value for option '--placement': expected pre or post, given mid.");
        train("--const", "epsilon=1").isMisused("normc train", "LayerNorm has no constant epsilon; it has eps.");
    }

    @Test
    void aTextOrANormThatDoesNotFitIsOneSentence() throws IOException {
        Path shortText = Files.writeString(folder.resolve("short.txt"), "a few words");
        Outcome.of("train", "--text", shortText.toString())
                .failsWith(
                        ExitCode.FAILED,
                        "normc: " + shortText + " is too short: it has 11 bytes, and a text at least 1000.");
        Outcome batch = train("--norm", "BatchNorm", "--objective", "causal");
        assertEquals(ExitCode.FAILED, batch.code(), batch::out);
        assertTrue(batch.err().startsWith("normc: BatchNorm "), batch::err);
        assertEquals(1, batch.err().lines().count(), batch::err);
        Outcome missing = train("--norm", "LayrNorm");
        missing.failsWith(
                ExitCode.FAILED,
                "normc: There is no file and no norm of the library called LayrNorm; did you mean LayerNorm?");
    }

    @Test
    void numbersThatAreNoLongerFiniteEndItWithOneSentenceAndExitCodeOne() throws IOException {
        Path out = folder.resolve("run");
        Outcome outcome = train(
                "--learning-rate",
                "1e30",
                "--warmup",
                "0",
                "--clip",
                "0",
                "--checkpoint-every",
                "1",
                "--out",
                out.toString());
        assertEquals(ExitCode.FAILED, outcome.code(), outcome::out);
        assertTrue(outcome.err().contains("\nnormc: The loss of step 2 is "), outcome::err);
        assertTrue(
                outcome.err()
                        .contains("What helps most often is a smaller learning rate, a warm-up or clipped gradients."),
                outcome::err);
        assertTrue(outcome.out().startsWith("LayerNorm, pre-norm"), outcome::out);
        assertFalse(outcome.out().contains("validation loss"), outcome::out);
        outcome.says("Wrote " + out.resolve("checkpoint.bin") + ", step 1\n");
    }

    @Test
    void aDocumentOfSuchATrainingHasTheSentenceAmongItsErrors() {
        Outcome outcome = train("--learning-rate", "1e30", "--warmup", "0", "--clip", "0", "--json");
        assertEquals(ExitCode.FAILED, outcome.code());
        outcome.says("\"errors\":[\"The loss of step 2 is ")
                .says("\"divergedAt\":2,")
                .says("\"perplexity\":\"NaN\"");
        assertFalse(outcome.err().contains("normc:"), outcome::err);
    }
}
