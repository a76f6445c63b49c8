package dev.normc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.normc.cli.Page.Block;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page docs/tutorial.md, followed from top to bottom: its files are written and its commands run, in their order,
 * and each prints what the page shows. To write the page anew: {@code -Dnormc.updateGoldens=true}; then read the
 * difference.
 */
class TutorialPageTest {

    private static final String PROMPT = "$ ";

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    private Path folder;

    @Test
    void everyCommandPrintsWhatThePageShows() throws IOException, InterruptedException {
        Page page = Page.read("docs/tutorial.md");
        StringBuilder written = new StringBuilder();
        StringBuilder found = new StringBuilder();
        List<String> lines = new ArrayList<>(page.lines());
        int moved = 0;
        for (Block block : page.blocks()) {
            if (!block.kind().equals("console")) {
                write(block);
                continue;
            }
            String output = run(block);
            written.append(block.text()).append('\n');
            found.append(output).append('\n');
            int length = (int) block.text().lines().count();
            List<String> old = lines.subList(block.line() + moved, block.line() + moved + length);
            old.clear();
            List<String> outputLines = output.lines().toList();
            lines.addAll(block.line() + moved, outputLines);
            moved += outputLines.size() - length;
        }
        if (Boolean.getBoolean("normc.updateGoldens")) {
            Files.write(page.path(), lines);
        }
        assertTrue(written.length() > 0, "no commands on " + page.path());
        assertEquals(
                written.toString(),
                found.toString(),
                () -> page.path() + " differs; if the commands are right, run with -Dnormc.updateGoldens=true");
    }

    /** Writes what the page says to put into a file; a block of the shell is for readers. */
    private void write(Block block) throws IOException {
        if (block.kind().equals("sh")) {
            return;
        }
        Path file = folder.resolve(block.words().get(0));
        Files.createDirectories(file.getParent());
        Files.writeString(file, block.text());
    }

    /** The commands of the block, each with what it prints. */
    private String run(Block block) throws IOException, InterruptedException {
        StringBuilder result = new StringBuilder();
        for (String line :
                block.text().lines().filter(shown -> shown.startsWith(PROMPT)).toList()) {
            List<String> command = Arrays.asList(line.substring(PROMPT.length()).split(" "));
            result.append(line).append('\n');
            result.append(command.get(0).equals("normc") ? normc(command) : java(command));
        }
        return result.toString();
    }

    /** Paths of the page are those of the folder, in the arguments and in what the command says of them. */
    private String normc(List<String> command) {
        boolean creates = command.get(1).equals("new");
        List<String> arguments = IntStream.range(1, command.size())
                .mapToObj(
                        i -> isPath(command, i) ? folder.resolve(command.get(i)).toString() : command.get(i))
                .collect(Collectors.toCollection(ArrayList::new));
        if (creates) {
            arguments.addAll(
                    List.of("--out", folder.resolve(command.get(2) + ".norm").toString()));
        }
        Outcome outcome = Outcome.of(arguments.toArray(String[]::new));
        String printed = (outcome.out() + outcome.err()).replaceAll(Pattern.quote(folder + "/"), "");
        return printed + (outcome.code() == 0 ? "" : "[exit code " + outcome.code() + "]\n");
    }

    private static boolean isPath(List<String> command, int index) {
        return command.get(index).endsWith(".norm") || command.get(index - 1).equals("--out");
    }

    private String java(List<String> command) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(command);
        arguments.set(
                0,
                Path.of(System.getProperty("java.home"), "bin", command.get(0)).toString());
        Process process = new ProcessBuilder(arguments)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), printed);
        return printed.replace(System.lineSeparator(), "\n");
    }
}
