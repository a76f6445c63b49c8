package dev.normc.runtime.npy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A file that cannot be read is refused in a sentence that says what it holds and what to do. */
class RefusedFilesTest {

    private static final String READ = ", and normc reads float32 and float64";
    private static final String FLOATS = READ + "; save np.ascontiguousarray(x, dtype=np.float32).";

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    private Path folder;

    /** What opening and reading {@code path} says, without its folder. */
    private static String refusal(Path path) {
        NpyException refused = assertThrows(NpyException.class, () -> {
            try (NpyFile file = NpyFile.open(path)) {
                file.floats();
            }
        });
        return String.valueOf(refused.getMessage()).replace(String.valueOf(path), "x.npy");
    }

    private String refusal(byte... content) throws IOException {
        return refusal(Files.write(folder.resolve("x.npy"), content));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "bool; bool ('|b1')",
                "int64; int64 ('<i8')",
                "uint8; uint8 ('|u1')",
                "float16; float16 ('<f2')",
                "objects; pickled Python objects ('|O')",
                "raw; raw bytes, or a type of another library ('|V2')"
            })
    void numbersOfOtherTypesAreToBeConverted(String name, String held) {
        assertEquals("x.npy holds " + held + FLOATS, refusal(Written.byNumPy(name + ".npy")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "text; text ('<U2')",
                "bytes; byte strings ('|S2')",
                "dates; dates ('<M8[D]')",
                "durations; durations ('<m8[s]')"
            })
    void whatIsNoNumberIsNamed(String name, String held) {
        assertEquals("x.npy holds " + held + READ + ".", refusal(Written.byNumPy(name + ".npy")));
    }

    @Test
    void longerComplexAndStructuredNumbersHaveWaysOutOfTheirOwn() {
        assertEquals(
                "x.npy holds float128 ('<f16')" + READ + "; save np.ascontiguousarray(x, dtype=np.float64).",
                refusal(Written.byNumPy("float128.npy")));
        assertEquals(
                "x.npy holds complex64 ('<c8')" + READ
                        + "; save np.ascontiguousarray(x.real, dtype=np.float32) and x.imag likewise.",
                refusal(Written.byNumPy("complex64.npy")));
        assertEquals(
                "x.npy holds a structured array" + READ + "; save np.ascontiguousarray(x['FIELD'], dtype=np.float32).",
                refusal(Written.byNumPy("structured.npy")));
    }

    @Test
    void columnsAndArchivesAreToBeSavedOtherwise() {
        assertEquals(
                "x.npy is in Fortran order, column by column, and normc reads C order, row by row; save"
                        + " np.ascontiguousarray(x).",
                refusal(Written.byNumPy("fortran.npy")));
        assertEquals(
                "x.npy is a zip archive, as np.savez writes it; np.save writes a single array.",
                refusal(Written.byNumPy("several.npz")));
    }

    @Test
    void whatIsNoSuchFileIsToldApart() throws IOException {
        assertEquals("There is no file x.npy.", refusal(folder.resolve("missing.npy")));
        assertEquals("x.npy is a directory, not a file.", refusal(folder));
        assertEquals("x.npy is empty.", refusal());
        assertEquals(
                "x.npy is no .npy file, it begins otherwise; np.save writes one.",
                refusal(new byte[] {(byte) 0x80, 4, 'N', 'U', 'M', 'P', 'Y', 1, 0, 0, 0}));
        assertEquals(
                "x.npy is in version 4.0 of NumPy's format; normc reads 1.0, 2.0 and 3.0.",
                refusal(Written.byHand(4, "{}")));
    }

    @Test
    void aFileThatEndsTooEarlyIsTruncatedWhereverItEnds() throws IOException {
        byte[] whole = Files.readAllBytes(Written.byNumPy("float32.npy"));
        for (int length = 1; length < 128; length++) {
            assertEquals("x.npy is truncated: it ends within its header.", refusal(Arrays.copyOf(whole, length)));
        }
        for (int length = 128; length < whole.length; length++) {
            assertEquals(
                    "x.npy is truncated: float32 (3, 4) takes 48 bytes, and there are " + (length - 128) + ".",
                    refusal(Arrays.copyOf(whole, length)));
        }
    }

    @Test
    void aFileThatGoesOnIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(Written.byNumPy("float32.npy"));
        assertEquals(
                "x.npy goes on behind its array, float32 (3, 4); normc reads files of one array, as np.save writes"
                        + " them.",
                refusal(Arrays.copyOf(whole, whole.length + 1)));
    }

    @Test
    void aHeaderOfAbsurdLengthIsNotRead() throws IOException {
        byte[] bytes = Written.byHand(2, Written.header("'<f4'", "False", "()"));
        Arrays.fill(bytes, 8, 12, (byte) 0xff);
        assertEquals(
                "x.npy is damaged: it says that its header has 4294967295 bytes, and that of an array has about a"
                        + " hundred.",
                refusal(bytes));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "(2147483648,); (2147483648,)",
                "(65536, 65536); (65536, 65536)",
                "(3037000500, 3037000500, 4); (3037000500, 3037000500, 4)",
                "(99999999999999999999999999, 0); (9223372036854775807, 0)"
            })
    void aShapeThatNoArrayHoldsIsRefused(String shape, String said) throws IOException {
        assertEquals(
                "x.npy has the shape " + said + "; an array of Java has at most 2147483647 elements.",
                refusal(Written.byHand(1, Written.header("'<f4'", "False", shape))));
    }

    /** A gigabyte is said and not there: nothing is allocated for it. */
    @Test
    void aShapeThatTheFileDoesNotBearOutIsTruncated() throws IOException {
        assertEquals(
                "x.npy is truncated: float64 (2147483647,) takes 17179869176 bytes, and there are 8.",
                refusal(Written.byHand(1, Written.header("'<f8'", "False", "(2147483647,)"), new byte[8])));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '@',
            quoteCharacter = '~',
            value = {
                "{'descr': '<f4'@ has a header that cannot be read: expected }, found its end.",
                "{'descr': '<f4, @ has a header that cannot be read: expected a quote, found its end.",
                "{'descr': f4}@ has a header that cannot be read: expected a value, found f4}.",
                "{'descr': __import__('os').system('date')}@ has a header that cannot be read: expected a value,"
                        + " found __import__('os').sys....",
                "{1: 2}@ has a header that cannot be read: expected a name, found : 2}.",
                "{'shape': (-,)}@ has a header that cannot be read: expected a number, found ,)}.",
                "{'shape': (), 'shape': ()}@ has a header that cannot be read: it has 'shape' twice.",
                "()@ has a header that cannot be read: it is no dictionary.",
                "{} {}@ has a header that cannot be read: expected its end, found {}.",
                "{}@ has a header with no entries; expected descr, fortran_order and shape.",
                "{'descr': '<f4', 'shape': ()}@ has a header with the entries descr, shape; expected descr,"
                        + " fortran_order and shape."
            })
    void aHeaderThatIsNoneIsRefused(String header, String sentence) throws IOException {
        assertEquals("x.npy " + sentence, refusal(Written.byHand(1, header)));
    }

    @Test
    void entriesOfOtherKindsAreRefused() throws IOException {
        assertEquals(
                "x.npy has a header whose shape is no tuple of sizes: [3, -4].",
                refusal(Written.byHand(1, Written.header("'<f4'", "False", "(3, -4)"))));
        assertEquals(
                "x.npy has a header whose shape is no tuple of sizes: 3.",
                refusal(Written.byHand(1, Written.header("'<f4'", "False", "3"))));
        assertEquals(
                "x.npy has a header whose fortran_order is neither True nor False.",
                refusal(Written.byHand(1, Written.header("'<f4'", "None", "(3,)"))));
        assertEquals(
                "x.npy has a header whose descr is no type: 4.",
                refusal(Written.byHand(1, Written.header("4", "False", "(3,)"))));
        assertEquals(
                "x.npy holds elements of the type 'quad'" + READ + ".",
                refusal(Written.byHand(1, Written.header("'quad'", "False", "(3,)"))));
        assertEquals(
                "x.npy has elements of the type '|f4', which does not say the order of their bytes; expected '<f4' or"
                        + " '>f4'.",
                refusal(Written.byHand(1, Written.header("'|f4'", "False", "(3,)"))));
    }

    /** Far more brackets than a header has, and far more than a stack holds. */
    @ParameterizedTest
    @ValueSource(strings = {"(", "[", "{'a':"})
    void bracketsHaveADepth(String bracket) throws IOException {
        assertEquals(
                "x.npy has a header that cannot be read: its brackets are too deep.",
                refusal(Written.byHand(2, bracket.repeat(100_000))));
    }

    /** Whatever byte changes, there is an array of as many elements or a sentence, and never another exception. */
    @Test
    void aDamagedHeaderIsRefusedOrRead() throws IOException {
        byte[] whole = Files.readAllBytes(Written.byNumPy("float32.npy"));
        Random random = new Random(5);
        Path path = folder.resolve("x.npy");
        int refused = 0;
        for (int place = 0; place < 80; place++) {
            for (int attempt = 0; attempt < 8; attempt++) {
                byte[] damaged = whole.clone();
                damaged[place] = (byte) random.nextInt(256);
                Files.write(path, damaged);
                try (NpyFile file = NpyFile.open(path)) {
                    assertEquals(12, file.floats().length);
                } catch (NpyException sentence) {
                    assertTrue(String.valueOf(sentence.getMessage()).startsWith(path.toString()));
                    refused++;
                }
            }
        }
        assertTrue(refused > 400, () -> "fewer than expected of 640 damaged headers were refused");
    }
}
