package dev.normc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code normc completion}: the script, read by a bash. */
class CompletionCommandTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh"})
    @DisabledOnOs(OS.WINDOWS)
    void theScriptParses(String shell) throws IOException, InterruptedException {
        assertEquals("", bash("-n", script(shell)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gr              | gradcheck",
                "explain GroupN  | GroupNorm",
                "check DyT ScaleN| ScaleNorm",
                "plot Sinkh      | Sinkhorn",
                "explain --la    | --latex",
                "explain --type d| double",
                "run --compiler i| interpreter",
                "plot --mode inf | inference",
                "train --norm Sinkh      | Sinkhorn",
                "train --placement po    | post",
                "completion z    | zsh",
            })
    @DisabledOnOs(OS.WINDOWS)
    void aBeginningIsCompleted(String typed, String word) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("normc"));
        words.addAll(Stream.of(typed.strip().split(" +")).toList());
        String program = "source '" + script("bash") + "'; COMP_WORDS=(" + String.join(" ", words) + "); COMP_CWORD="
                + (words.size() - 1) + "; _complete_normc; echo \"${COMPREPLY[@]}\"";
        assertEquals(word, bash("-c", program).strip());
    }

    @Test
    void filesAreOfferedWhereNothingElseFits() throws IOException {
        String text = Files.readString(Path.of(script("bash")));
        assertFalse(text.contains("compopt +o default"), text);
        assertEquals(
                1,
                text.lines()
                        .filter(line -> line.startsWith("complete -F _complete_normc -o default normc"))
                        .count());
    }

    @Test
    void anotherShellIsRefused() {
        Outcome.of("completion", "fish")
                .isMisused("normc completion", "Completion is there for bash and zsh, not for fish.");
    }

    private String script(String shell) throws IOException {
        String text = Outcome.of("completion", shell).succeeds().out();
        return Files.writeString(folder.resolve("completion." + shell), text).toString();
    }

    /** What a bash says, complaints included. */
    private static String bash(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("bash"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }
}
