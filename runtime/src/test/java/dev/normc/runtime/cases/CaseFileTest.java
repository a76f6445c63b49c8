package dev.normc.runtime.cases;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reading and writing case files: what is said about each that is none. */
class CaseFileTest {

    private static final String X = "{\"x\": {\"shape\": [2], \"data\": [1, 2]}}";

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``                          | c.json is empty.",
                "hello                       | c.json:1:1 is not valid JSON: Unrecognized token 'hello'",
                "{\"steps\": [{\"mode\":     | c.json is truncated: it ends in the middle of its JSON.",
                "[]                          | c.json:1:1: expected a case, {...}, found [.",
                "{}                          | c.json has no steps.",
                "{\"steps\": []}             | c.json has no steps.",
                "{\"stepps\": []}            | c.json:1:12: unknown entry stepps; did you mean steps?",
                "{\"axes\": {\"N\": -1}}     | c.json:1:16: expected the size of axis N, a whole number from 0, found"
                        + " -1.",
                "{\"axes\": {\"N\": 1.5}}    | c.json:1:16: expected the size of axis N, a whole number from 0, found"
                        + " 1.5.",
                "{\"axes\": {\"N\": 9999999999}} | c.json:1:16: expected the size of axis N, a whole number from 0,"
                        + " found 9999999999.",
                "{\"constants\": {\"eps\": \"small\"}} | c.json:1:23: expected a number for constant eps, found"
                        + " \"small\".",
            })
    void aFileThatIsNoCaseIsRefused(String text, String message) {
        assertEquals(message, messageFor(text == null ? "" : text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                          | c.json:1:12: the step has no mode.",
                "{\"mode\": \"train\"}       | c.json:1:12: the step has no inputs.",
                "{\"mode\": \"training\"}    | c.json:1:21: expected the mode \"train\" or \"infer\".",
                "{\"input\": {}}             | c.json:1:22: unknown entry of a step input; did you mean inputs?",
                "{\"inputs\": {\"x\": [1]}}  | c.json:1:29: expected inputs x as {\"shape\": [...], \"data\": [...]},"
                        + " found [.",
                "{\"inputs\": {\"x\": {\"shape\": [3], \"data\": [1, 2]}}} | c.json:1:58: inputs x has 2 elements, but"
                        + " its shape [3] needs 3.",
                "{\"inputs\": {\"x\": {\"shape\": [1], \"data\": [true]}}} | c.json:1:53: expected a number in inputs"
                        + " x, found true.",
                "{\"inputs\": {\"x\": {\"data\": []}}} | c.json:1:40: inputs x has no shape.",
                "{\"inputs\": {\"x\": {\"dat\": []}}} | c.json:1:37: unknown entry of a tensor dat; did you mean data?",
            })
    void aStepThatIsNoneIsRefused(String step, String message) {
        assertEquals(message, messageFor("{\"steps\": [" + step + "]}"));
    }

    @Test
    void aTensorNamedTwiceIsRefused() {
        String message = messageFor("{\"steps\": [{\"inputs\": {\"x\": {\"shape\": [], \"shape\": []}}}]}");
        assertTrue(message.contains("Duplicate"), message);
    }

    @Test
    void aMissingFileAndADirectoryAreSaidToBeThat() {
        Path missing = folder.resolve("missing.json");
        assertEquals(
                "There is no file " + missing + ".",
                assertThrows(CaseException.class, () -> CaseFile.read(missing)).getMessage());
        assertEquals(
                folder + " is a directory, not a file.",
                assertThrows(CaseException.class, () -> CaseFile.read(folder)).getMessage());
    }

    @Test
    void numbersThatAreNotFiniteAreTextsOrBare() throws IOException {
        String tensor = "{\"x\": {\"shape\": [4], \"data\": [\"NaN\", NaN, \"-Infinity\", Infinity]}}";
        CaseFile file = read("{\"steps\": [{\"mode\": \"infer\", \"inputs\": " + tensor + "}]}");
        double[] expected = {Double.NaN, Double.NaN, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY};
        assertArrayEquals(expected, data(file));
        Path copy = folder.resolve("copy.json");
        file.write(copy);
        assertTrue(Files.readString(copy).contains("[\"NaN\",\"NaN\",\"-Infinity\",\"Infinity\"]"));
        assertArrayEquals(expected, data(CaseFile.read(copy)));
    }

    private static double[] data(CaseFile file) {
        return List.copyOf(file.steps().get(0).inputs().values()).get(0).data();
    }

    @Test
    void whatCannotBeWrittenLeavesNothingBehind() throws IOException {
        CaseFile file = read("{\"steps\": [{\"mode\": \"train\", \"inputs\": " + X + "}]}");
        Path inTheWay = Files.writeString(folder.resolve("file"), "");
        Path below = inTheWay.resolve("out.json");
        assertEquals(
                below + " cannot be written: " + inTheWay + " is not a directory.",
                assertThrows(WholeFile.Unwritable.class, () -> file.write(below))
                        .getMessage());
        Path directory = Files.createDirectory(folder.resolve("directory"));
        assertEquals(
                directory + " cannot be written: it is a directory.",
                assertThrows(WholeFile.Unwritable.class, () -> file.write(directory))
                        .getMessage());
        try (var left = Files.walk(folder)) {
            assertEquals(4, left.count(), "the folder, case, file and directory");
        }
    }

    private CaseFile read(String text) throws IOException {
        return CaseFile.read(Files.writeString(folder.resolve("c.json"), text));
    }

    private String messageFor(String text) {
        String message = String.valueOf(
                assertThrows(CaseException.class, () -> read(text)).getMessage());
        return message.replace(folder + java.io.File.separator, "");
    }
}
