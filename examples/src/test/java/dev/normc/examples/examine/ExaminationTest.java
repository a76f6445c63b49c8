package dev.normc.examples.examine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.normc.compiler.Options;
import dev.normc.examples.HandwrittenKernel;
import dev.normc.examples.HandwrittenKernels;
import dev.normc.examples.compare.Contender;
import dev.normc.examples.compare.Pass;
import dev.normc.examples.compare.Shape;
import dev.normc.examples.source.Scratch;
import dev.normc.examples.source.SourceChoice;
import dev.normc.examples.source.SourceKernel;
import dev.normc.runtime.CompiledNorm;
import dev.normc.runtime.Normc;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Kernels as people write them, right and wrong: the right ones pass, and of the others the mistake is named. */
class ExaminationTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final List<String> warnings = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({
        "LayerNorm, MyLayerNorm, 24",
        "LayerNorm, RowsLayerNorm, 12",
        "RmsNorm, SavingRmsNorm, 24",
        "RmsNorm, VectorRmsNorm, 12",
        "BatchNorm, MyBatchNorm, 24",
    })
    void aRightKernelPassesOnAllProblems(String norm, String file, int findings) {
        Examination examination = examine(norm, file, LIMIT);
        assertFalse(examination.wrong(), () -> ExaminationText.table(examination) + examination);
        assertEquals(findings, examination.findings().size(), () -> ExaminationText.table(examination));
        assertEquals(List.of(), examination.explanations());
    }

    static List<String> handwritten() {
        return HandwrittenKernels.all().stream()
                .map(kernel -> kernel.norm() + " " + kernel.label())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("handwritten")
    void theShippedKernelsPass(String which) {
        HandwrittenKernel kernel = find(which);
        Contender contender = Contender.handwritten(kernel.label(), () -> find(which));
        Examination examination = Examination.of(
                compiled(kernel.norm()), contender, contender, List.of(), 1, LIMIT, (a, b, c) -> {}, warnings::add);
        assertFalse(examination.wrong(), () -> ExaminationText.table(examination) + examination);
    }

    private static HandwrittenKernel find(String which) {
        return HandwrittenKernels.all().stream()
                .filter(kernel -> which.equals(kernel.norm() + " " + kernel.label()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aVarianceInOnePassIsFoundByTheOffsetAlone() {
        Examination examination = examine("LayerNorm", "OnePassLayerNorm", LIMIT);
        assertEquals(
                List.of("offset"),
                examination.findings().stream()
                        .filter(Finding::wrong)
                        .map(Finding::values)
                        .toList(),
                () -> ExaminationText.table(examination));
        assertEquals(1, examination.explanations().size());
        String said = examination.explanations().get(0);
        assertTrue(said.startsWith("With a mean of 10000 and a spread of 1, y of the forward errs by "), said);
        assertTrue(said.endsWith("a mean of squares minus a squared mean loses its digits so."), said);
    }

    @Test
    void whatIsWrongOnOrdinaryValuesIsNotExaminedFurther() {
        Examination examination = examine("LayerNorm", "SwappedMean", LIMIT);
        assertTrue(examination.wrong());
        assertEquals(1, examination.findings().size());
        assertTrue(examination.explanations().get(0).startsWith("On ordinary values, y of the forward errs by "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "LayerNorm|CentresInPlace|its forward changes x, which it may only read, on ordinary values, at 13x257.",
                "RmsNorm|RunsTooFar|its forward threw ArrayIndexOutOfBoundsException (Index 3341 out of bounds for"
                        + " length 3341) at RunsTooFar.java:8, on ordinary values, at 13x257.",
                "RmsNorm|AddsUp|it is right only if arrays that it is to write hold zeros before: it adds to what it finds"
                        + " there; normc hands in arrays full of NaN.",
                "RmsNorm|StopsShort|it leaves elements of y unwritten.",
                "RmsNorm|FailsEarly|its forward threw IllegalStateException (no table) at FailsEarly.java:11, on"
                        + " ordinary values, at 13x257.",
                "RmsNorm|Remembers|a second call with the same values gives another y.",
                "RmsNorm|LeaksNan|with a NaN in one place it changes elements of y that do not depend on that place.",
            })
    void aFaultIsNamed(String norm, String file, String fault) {
        Examination examination = examine(norm, file, LIMIT);
        assertTrue(examination.wrong());
        assertEquals(file + ": " + fault, examination.faults().get(0));
    }

    @Test
    void whatNeverEndsIsGivenUpAfterAWarning() {
        Examination examination = examine("RmsNorm", "NeverEnds", Duration.ofMillis(500));
        assertEquals(
                List.of("NeverEnds: its forward has not come back after 0.5 s, on ordinary values, at 13x257."),
                examination.faults());
        assertEquals(
                List.of("NeverEnds, on ordinary values, at 13x257, has been running for 0.1 s;"
                        + " after 0.5 s it will be given up"),
                warnings);
        assertEquals(List.of(), examination.findings());
    }

    @Test
    void aKernelThatFailsAtATimedShapeAloneIsFound() {
        Contender generated = Contender.generated();
        Contender small = new Contender("small", problem -> {
            if (problem.shape().elements() > 10_000) {
                throw new IllegalStateException("too large");
            }
            return generated.binder().bind(problem);
        });
        List<Shape> timed = List.of(Shape.of(2, 3), Shape.of(101, 100));
        Examination examination =
                Examination.of(compiled("RmsNorm"), small, small, timed, 1, LIMIT, (a, b, c) -> {}, warnings::add);
        assertEquals(
                List.of("small: its forward threw IllegalStateException (too large), at 101x100."),
                examination.faults());
    }

    @Test
    void whoRefusesAnEmptyTensorIsNotWrong() {
        Contender generated = Contender.generated();
        Contender proud = new Contender("proud", problem -> {
            if (problem.shape().elements() == 0) {
                throw new IllegalArgumentException();
            }
            return generated.binder().bind(problem);
        });
        Examination examination =
                Examination.of(compiled("RmsNorm"), proud, proud, List.of(), 1, LIMIT, (a, b, c) -> {}, warnings::add);
        assertFalse(examination.wrong());
        assertEquals(
                List.of("proud is not made for no rows: its forward threw IllegalArgumentException, without any rows,"
                        + " at 0x7."),
                examination.notes());
    }

    @Test
    void everyProblemAndPassHasARow() {
        Examination examination = examine("RmsNorm", "SavingRmsNorm", LIMIT);
        String table = ExaminationText.table(examination);
        assertEquals(examination.findings().size() + 1, table.lines().count());
        for (Pass pass : Pass.values()) {
            for (String values : List.of("ordinary", "offset", "one NaN", "size 1027", "no rows")) {
                assertTrue(
                        table.lines().anyMatch(line -> line.matches(values + " +\\d+x\\d+ +" + pass + " .*")),
                        () -> values + " " + pass + "\n" + table);
            }
        }
    }

    private Examination examine(String norm, String file, Duration limit) {
        CompiledNorm compiled = compiled(norm);
        SourceChoice choice = new SourceChoice(Optional.empty(), Optional.empty(), List.of(Scratch.of("scale", "N")));
        SourceKernel kernel = SourceKernel.read(path(file), choice, compiled);
        return Examination.of(
                compiled, kernel.contender(), kernel.contender(0), List.of(), 1, limit, (a, b, c) -> {}, warnings::add);
    }

    private static CompiledNorm compiled(String norm) {
        return new Normc(0).compile(norm, Options.DEFAULT);
    }

    private static Path path(String file) {
        String resource = "/dev/normc/examples/source/" + file + ".java";
        try {
            return Path.of(Objects.requireNonNull(ExaminationTest.class.getResource(resource), resource)
                    .toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
