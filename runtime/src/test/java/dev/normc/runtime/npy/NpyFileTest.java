package dev.normc.runtime.npy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read is what NumPy wrote, and what is written are the bytes that NumPy would write. */
class NpyFileTest {

    private static final double[] GRID = new double[12];

    static {
        Arrays.setAll(GRID, i -> (i - 4.5) / 4);
    }

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "float32, FLOAT32",
        "float64, FLOAT64",
        "float32-big, FLOAT32",
        "float64-big, FLOAT64",
        "version2, FLOAT32",
        "version3, FLOAT32"
    })
    void arraysOfNumPyAreRead(String name, NpyType type) {
        Path path = Written.byNumPy(name + ".npy");
        float[] floats = new float[GRID.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) GRID[i];
        }
        try (NpyFile file = NpyFile.open(path)) {
            assertEquals(type, file.header().type());
            assertEquals(List.of(3, 4), file.header().shape());
            assertArrayEquals(GRID, file.doubles());
        }
        try (NpyFile file = NpyFile.open(path)) {
            assertArrayEquals(floats, file.floats());
        }
    }

    @Test
    void aSingleNumberHasNoAxesAndAnEmptyArrayNoElements() {
        try (NpyFile single = NpyFile.open(Written.byNumPy("single.npy"));
                NpyFile none = NpyFile.open(Written.byNumPy("none.npy"))) {
            assertEquals(List.of(), single.header().shape());
            assertArrayEquals(new double[] {-2.5}, single.doubles());
            assertEquals(List.of(0, 3), none.header().shape());
            assertEquals(0, none.floats().length);
        }
    }

    @Test
    void numbersThatAreNoneKeepTheirBits() {
        try (NpyFile file = NpyFile.open(Written.byNumPy("special.npy"))) {
            float[] read = file.floats();
            assertTrue(Float.isNaN(read[0]));
            assertEquals(Float.POSITIVE_INFINITY, read[1]);
            assertEquals(Float.NEGATIVE_INFINITY, read[2]);
            assertEquals(Float.floatToRawIntBits(-0.0f), Float.floatToRawIntBits(read[3]));
            assertEquals(Float.MIN_VALUE, read[4]);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"float32.npy", "float64.npy", "single.npy", "none.npy", "special.npy"})
    void whatIsWrittenAreTheBytesOfNumPy(String name) throws IOException {
        Path numpy = Written.byNumPy(name);
        Path ours = folder.resolve(name);
        try (NpyFile file = NpyFile.open(numpy);
                OutputStream out = Files.newOutputStream(ours)) {
            List<Integer> shape = file.header().shape();
            switch (file.header().type()) {
                case FLOAT32 -> NpyWriter.write(out, shape, file.floats());
                case FLOAT64 -> NpyWriter.write(out, shape, file.doubles());
            }
        }
        assertArrayEquals(Files.readAllBytes(numpy), Files.readAllBytes(ours));
    }

    @Test
    void arraysThatAreLongerThanABufferAreReadAsTheyWereWritten() throws IOException {
        Random random = new Random(3);
        float[] floats = new float[300_007];
        double[] doubles = new double[100_003];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = random.nextFloat();
        }
        Arrays.setAll(doubles, i -> random.nextGaussian());
        Path path = folder.resolve("long.npy");
        try (OutputStream out = Files.newOutputStream(path)) {
            NpyWriter.write(out, List.of(floats.length), floats);
        }
        try (NpyFile file = NpyFile.open(path)) {
            assertArrayEquals(floats, file.floats());
        }
        try (OutputStream out = Files.newOutputStream(path)) {
            NpyWriter.write(out, List.of(1, doubles.length, 1), doubles);
        }
        try (NpyFile file = NpyFile.open(path)) {
            assertArrayEquals(doubles, file.doubles());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"'=f4'", "'f4'", "\"=f4\""})
    void withoutAnOrderOfBytesItIsThatOfTheMachine(String descr) throws IOException {
        byte[] number = ByteBuffer.allocate(4)
                .order(ByteOrder.nativeOrder())
                .putFloat(1.5f)
                .array();
        Path path =
                Files.write(folder.resolve("x.npy"), Written.byHand(1, Written.header(descr, "False", "(1,)"), number));
        try (NpyFile file = NpyFile.open(path)) {
            assertArrayEquals(new float[] {1.5f}, file.floats());
        }
    }

    /** Where one size alone is not 1, columns and rows are the same; Python 2 wrote sizes with an L. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"True; (1, 2)", "True; (2,)", "False; (1L, 2L)", "False; (2, 1, 1,)"})
    void otherWaysToSayTheSameAreRead(String fortranOrder, String shape) throws IOException {
        byte[] numbers = ByteBuffer.allocate(8).putFloat(1.5f).putFloat(-2).array();
        Path path = Files.write(
                folder.resolve("x.npy"), Written.byHand(1, Written.header("'>f4'", fortranOrder, shape), numbers));
        try (NpyFile file = NpyFile.open(path)) {
            assertArrayEquals(new float[] {1.5f, -2}, file.floats());
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS) // no mkfifo
    void aPipeIsRead() throws IOException, InterruptedException {
        Path pipe = folder.resolve("pipe");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        byte[] bytes = Files.readAllBytes(Written.byNumPy("float64.npy"));
        Thread writer = new Thread(() -> {
            try (OutputStream out = Files.newOutputStream(pipe)) {
                for (byte one : bytes) {
                    out.write(one);
                }
            } catch (IOException shown) {
                throw new IllegalStateException(shown);
            }
        });
        writer.start();
        try (NpyFile file = NpyFile.open(pipe)) {
            assertArrayEquals(GRID, file.doubles());
        }
        writer.join();
    }
}
