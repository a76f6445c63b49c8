package dev.normc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.normc.runtime.npy.NpyWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page docs/numpy.md: its command says what it shows, and its Python finds the results right. */
class NumpyPageTest {

    private static final String PROMPT = "$ normc ";

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    private Path folder;

    /** The command of the page, on the files of the folder. */
    private void runTheCommand() throws IOException {
        String console = Page.read("docs/numpy.md").blocks("console").get(0).text();
        int end = console.indexOf('\n');
        assertEquals(PROMPT, console.substring(0, PROMPT.length()));
        String[] arguments = Arrays.stream(
                        console.substring(PROMPT.length(), end).split(" "))
                .map(word -> word.replaceFirst("(?<==)(?=\\w+\\.npy)", folder + "/"))
                .map(word -> word.equals("out") ? folder.resolve(word).toString() : word)
                .toArray(String[]::new);
        Outcome outcome = Outcome.of(arguments).succeeds();
        assertEquals(console.substring(end + 1), outcome.out().replace(folder + "/", ""));
    }

    @Test
    void theCommandSaysWhatThePageShows() throws IOException {
        for (String name : List.of("x", "dy")) {
            write(name, List.of(4, 8), new float[32]);
        }
        write("gamma", List.of(8), new float[8]);
        runTheCommand();
    }

    private void write(String name, List<Integer> shape, float[] array) throws IOException {
        try (OutputStream out = Files.newOutputStream(folder.resolve(name + ".npy"))) {
            NpyWriter.write(out, shape, array);
        }
    }

    @Test
    void pythonFindsTheResultsRight() throws IOException, InterruptedException {
        assumeTrue(python("import numpy").isEmpty(), "there is no python3 with NumPy");
        List<Page.Block> blocks = Page.read("docs/numpy.md").blocks("python");
        assertEquals(List.of("before"), blocks.get(0).words());
        assertEquals("", python(blocks.get(0).text()));
        runTheCommand();
        assertEquals(List.of("after"), blocks.get(1).words());
        assertEquals("", python(blocks.get(1).text()));
    }

    /** What Python says of {@code program}, run in the folder; nothing if it ends well. */
    private String python(String program) throws IOException, InterruptedException {
        try {
            Process process = new ProcessBuilder("python3", "-c", program)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? "" : "python3: " + said;
        } catch (IOException missing) {
            return "python3: " + missing.getMessage();
        }
    }
}
