package dev.normc.examples.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.normc.examples.bench.Entrant.Kind;
import dev.normc.examples.compare.Pass;
import dev.normc.examples.compare.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How made-up findings look. To write the file anew: {@code -Dnormc.updateGoldens=true}; then read the difference. */
class ReportTest {

    private static final Path GOLDEN = Path.of("src/test/resources/goldens/bench.md");

    @Test
    void everythingThatWasFoundIsTold() throws IOException {
        String report = Report.of(full());
        if (Boolean.getBoolean("normc.updateGoldens")) {
            Files.writeString(GOLDEN, report);
        }
        assertEquals(
                Files.readString(GOLDEN).replace("\r\n", "\n"),
                report,
                "if the new text is right, run with -Dnormc.updateGoldens=true");
    }

    @Test
    void aReportOfNothingSaysSo() {
        String report = Report.of(new MadeUp().contenders().findings());
        assertTrue(report.contains("Nobody was there to be compared with."), report);
        assertTrue(report.contains("- spread: no times"), report);
    }

    @Test
    void noLossIsSaidToo() {
        Findings findings = new MadeUp()
                .contenders()
                .time(MadeUp.cell("DyT", Pass.FORWARD, 64, 768), "generated", 1, 0)
                .time(MadeUp.cell("DyT", Pass.FORWARD, 64, 768), "naive", 2, 0)
                .findings();
        assertTrue(Report.of(findings).contains("## Lost cells\n\nNone.\n"), () -> Report.of(findings));
    }

    @Test
    void thereIsAChartForEachShapeThatIsNotTiny(@TempDir Path folder) throws IOException {
        List<Path> written = BenchChart.write(full(), folder.resolve("charts"));
        assertEquals(List.of(folder.resolve("charts/bench-512x1024.svg")), written);
        String svg = Files.readString(written.get(0));
        assertTrue(svg.contains("<svg") && svg.strip().endsWith("</svg>"), svg);
        assertEquals(List.of(), BenchChart.write(new MadeUp().findings(), folder.resolve("none")));
    }

    private static Findings full() {
        Cell forward = MadeUp.cell("LayerNorm", Pass.FORWARD, 512, 1024);
        Cell backward = MadeUp.cell("LayerNorm", Pass.BACKWARD, 512, 1024);
        Cell tiny = MadeUp.cell("LayerNorm", Pass.FORWARD, 3, 7);
        Shape shape = Shape.of(64, 768);
        return new MadeUp()
                .contenders()
                .contender("copy-2-threads", Kind.COPY, 2)
                .time(forward, "generated", 170, 5)
                .time(forward, "naive", 1020.5, 20)
                .time(forward, "vector", 168, 4)
                .time(forward, "copy", 131, 2)
                .time(backward, "generated", 250, 1000)
                .time(backward, "naive", 600, 7)
                .time(backward, "vector", 230, 5)
                .time(tiny, "generated", 0.0456, 0.001)
                .time(tiny, "naive", 0.0512, 0.001)
                .precision(new Precision("LayerNorm", "ordinary", shape, Pass.FORWARD, "generated", "y", 3.5))
                .precision(new Precision("LayerNorm", "ordinary", shape, Pass.FORWARD, "naive", "y", 13.46))
                .precision(new Precision("LayerNorm", "ordinary", shape, Pass.BACKWARD, "generated", "dgamma", 5))
                .precision(new Precision(
                        "LayerNorm", "offset of 1e4", shape, Pass.FORWARD, "naive", "y", Double.POSITIVE_INFINITY))
                .compileTime(new CompileTime("LayerNorm", 912.4, 14.25, 100))
                .allocation(new Allocation("LayerNorm", Pass.FORWARD, "generated", 0))
                .allocation(new Allocation("LayerNorm", Pass.BACKWARD, "generated", 0))
                .allocation(new Allocation("LayerNorm", Pass.FORWARD, "naive", 24))
                .omitted("BatchNorm at 1x257: N must be at least 2")
                .failure(new Failure("LayerNorm forward 3x7", "vector", "the JVM ended with exit code 1"))
                .findings();
    }
}
