package dev.normc.examples.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.normc.examples.train.Checkpoint.Named;
import dev.normc.examples.transformer.DoubleValues;
import dev.normc.examples.transformer.FloatValues;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A checkpoint on disk: what is read back, and what is not taken for one. */
class CheckpointFileTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    private Path folder;

    private static Checkpoint example() {
        Map<String, String> header = new LinkedHashMap<>();
        header.put("norm", "Layer=Norm");
        header.put("text", "C:\\new\nline \r é");
        return new Checkpoint(
                header,
                3,
                List.of(
                        new Named("w", new FloatValues(new float[] {1.5f, -0f, Float.MIN_VALUE, Float.NaN})),
                        new Named("state", new DoubleValues(new double[] {Math.PI, Double.NEGATIVE_INFINITY})),
                        new Named("none", new FloatValues(new float[0]))),
                List.of(new CurvePoint(1, 5.5, Double.NaN, 0.1, 1e-3), new CurvePoint(2, 5.4, 5.45, 0.2, 2e-3)));
    }

    private static byte[] bytes(Checkpoint checkpoint) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CheckpointFile.write(checkpoint, out);
        return out.toByteArray();
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("checkpoint.bin"), bytes);
    }

    private String refusal(byte[] bytes) throws IOException {
        Path file = file(bytes);
        String message = String.valueOf(assertThrows(CheckpointException.class, () -> CheckpointFile.read(file))
                .getMessage());
        assertTrue(message.startsWith(file + " "), message);
        return message.substring(file.toString().length() + 1);
    }

    @Test
    void whatIsReadIsWhatWasWritten() throws IOException {
        byte[] written = bytes(example());
        Checkpoint read = CheckpointFile.read(file(written));
        assertEquals(example().header(), read.header());
        assertEquals(
                List.copyOf(example().header().keySet()),
                List.copyOf(read.header().keySet()));
        assertEquals(3, read.step());
        assertEquals(example().curve(), read.curve());
        assertEquals(
                List.of("w", "state", "none"),
                read.arrays().stream().map(Named::name).toList());
        // The bytes say the rest: an array that was read otherwise would be written otherwise.
        assertEquals(
                java.util.HexFormat.of().formatHex(written),
                java.util.HexFormat.of().formatHex(bytes(read)));
        assertEquals(Math.PI, read.arrays().get(1).values().get(0));
    }

    @Test
    void theHeaderCanBeReadByPeople() throws IOException {
        String text = new String(bytes(example()), java.nio.charset.StandardCharsets.UTF_8);
        assertTrue(text.startsWith("normc training\n"), text);
        assertTrue(text.contains("norm=Layer=Norm\ntext=C:\\\\new\\nline \r é\n"), text);
    }

    @Test
    void aFileOfAnyOtherLengthIsRefused() throws IOException {
        byte[] whole = bytes(example());
        for (int length = 0; length < whole.length; length++) {
            String sentence = refusal(java.util.Arrays.copyOf(whole, length));
            String expected = length < 15
                    ? "is no checkpoint of a training."
                    : length < 51 ? "is cut off: " : "is damaged or cut off: ";
            assertTrue(sentence.startsWith(expected), length + ": " + sentence);
        }
        refusal(java.util.Arrays.copyOf(whole, whole.length + 1));
    }

    @Test
    void aChangedByteIsFound() throws IOException {
        byte[] whole = bytes(example());
        for (int i = 0; i < whole.length; i++) {
            byte[] changed = whole.clone();
            changed[i] ^= 0x10;
            refusal(changed);
        }
    }

    @Test
    void aLaterVersionIsNamed() throws IOException {
        byte[] later = bytes(example());
        later[18] = 2;
        assertEquals("is a checkpoint of version 2, and this normc reads version 1.", refusal(later));
    }

    @Test
    void aFileThatIsNotThereOrADirectoryIsOneSentence() throws IOException {
        Path missing = folder.resolve("missing");
        assertEquals(
                "There is no checkpoint " + missing + ".",
                assertThrows(CheckpointException.class, () -> CheckpointFile.read(missing))
                        .getMessage());
        assertTrue(String.valueOf(assertThrows(CheckpointException.class, () -> CheckpointFile.read(folder))
                        .getMessage())
                .startsWith(folder + " cannot be read: "));
    }
}
