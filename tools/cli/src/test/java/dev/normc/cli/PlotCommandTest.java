package dev.normc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

/** {@code normc plot}: the files and the words; what is drawn is tested where it is computed. */
class PlotCommandTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    private Path folder;

    @Test
    void theSuffixSaysTheForm() throws Exception {
        Path png = folder.resolve("made/curve.png");
        Outcome.of("plot", "BatchNorm", "--out", png.toString()).succeeds().says("Wrote " + png + "\n");
        assertEquals(900, ImageIO.read(png.toFile()).getWidth());
        Path svg = folder.resolve("curve.SVG");
        Outcome.of("plot", "BatchNorm", "--mode", "inference", "--out", svg.toString())
                .succeeds();
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        Document drawing = factory.newDocumentBuilder().parse(new ByteArrayInputStream(Files.readAllBytes(svg)));
        assertEquals("svg", drawing.getDocumentElement().getTagName());
    }

    @Test
    void theModesAndTheLineAreChosen() {
        String file = folder.resolve("curve.svg").toString();
        Outcome both = Outcome.of("plot", "BatchNorm", "--out", file, "--json").succeeds();
        both.says("\"mode\":\"training\"").says("\"mode\":\"inference\"");
        Outcome one = Outcome.of(
                "plot",
                "BatchNorm",
                "--mode",
                "training",
                "--from",
                "1",
                "--to",
                "2",
                "--size",
                "N=3",
                "--json",
                "--out",
                file);
        one.succeeds().says("\"x\":[1.0,1.0025,").says("\"sizes\":{\"N\":3,\"C\":16}");
        assertTrue(!one.out().contains("\"mode\":\"inference\""), one::out);
    }

    @Test
    void misuseIsOneSentence() throws IOException {
        String file = folder.resolve("curve.svg").toString();
        Outcome.of("plot", "DyT", "--out", "curve.gif")
                .isMisused("normc plot", "A picture is written as .svg or .png, given curve.gif.");
        Outcome.of("plot", "DyT", "--out", file, "--mode", "both")
                .isMisused(
                        "normc plot", "Invalid value for option '--mode': expected training or inference, given both.");
        Outcome.of("plot", "DyT", "--out", file, "--from", "4")
                .failsWith(ExitCode.USAGE, "normc: a curve goes from a number to a larger one, given 4.0 and 4.0");
        Outcome.of("plot", "DyT", "--out", file, "--input", "q")
                .failsWith(ExitCode.USAGE, "normc: DyT has no input q; it has x.");
        Outcome.of("plot", "DyT", "--out", file, "--const", "eps=1")
                .isMisused("normc plot", "DyT has no constant eps; it has none.");
        assertTrue(Files.notExists(Path.of(file)));
    }

    @Test
    void aPlaceThatCannotBeWrittenIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "kept");
        Path below = file.resolve("curve.svg");
        Outcome.of("plot", "DyT", "--out", below.toString())
                .failsWith(ExitCode.FAILED, "normc: " + below + " cannot be written: " + file + " is not a directory.");
    }
}
