package dev.normc.examples.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.normc.examples.transformer.Placement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What studies think of rows that are made up. */
class StudyTest {

    private static final Setting SETTING = new Setting(LaboratoryTest.TINY, List.of(), 3);

    /** All runs of a study, each with the rows that {@code rows} makes up for it. */
    private static Results results(Study study, Function<Job, List<Row>> rows) {
        Map<Job, List<Row>> results = new LinkedHashMap<>();
        study.jobs().forEach(job -> results.put(job, rows.apply(job)));
        return new Results(results);
    }

    private static List<Verdict> verdicts(Study study, Function<Job, List<Row>> rows) {
        return study.claims(results(study, rows)).stream().map(Claim::verdict).toList();
    }

    /** A little different for each seed. */
    private static double near(double value, Job job) {
        return value * (1 + 0.001 * job.subject().seed());
    }

    private static Row row(String layer, String quantity, double value) {
        return new Row(6, layer, quantity, value);
    }

    /** Gradients of the given power of the depth in the last block, and what the first has of it. */
    private static List<Row> gradients(Job job, double exponent, double first, double scale) {
        int layers = job.subject().layers();
        List<Row> rows = new ArrayList<>();
        for (int block = 0; block < layers; block++) {
            double last = near(scale * Math.pow(layers, exponent), job);
            double part = block == layers - 1 ? 1 : first;
            rows.add(row(InitialGradientsJob.block(block), InitialGradientsJob.QUANTITY, part * last));
        }
        return rows;
    }

    private static List<Row> asInThePaper(Job job) {
        Subject subject = job.subject();
        boolean post = subject.placement() == Placement.POST;
        if (job instanceof InitialGradientsJob) {
            return post ? gradients(job, 0, 0.2, 8) : gradients(job, -0.5, 0.9, 1);
        }
        double perplexity = post ? (subject.warmup() == 0 ? Double.POSITIVE_INFINITY : 6) : 5;
        return List.of(row("", TrainingJob.PERPLEXITY, near(perplexity, job)));
    }

    @Test
    void placementsThatDoAsTheTheorySaysConfirmIt() {
        Study study = new PlacementStudy(SETTING);
        assertEquals(
                List.of(Verdict.HOLDS, Verdict.HOLDS, Verdict.HOLDS, Verdict.HOLDS, Verdict.HOLDS),
                verdicts(study, StudyTest::asInThePaper));
        Results results = results(study, StudyTest::asInThePaper);
        String exponents = study.tables(results).get(1).table().toString();
        assertTrue(exponents.contains("| LayerNorm | Pre-LN    | -0.500 (-0.500 to -0.500) |   -0.5 |"), exponents);
    }

    @Test
    void placementsThatDoTheContraryContradictIt() {
        List<Verdict> verdicts = verdicts(new PlacementStudy(SETTING), job -> {
            boolean post = job.subject().placement() == Placement.POST;
            if (job instanceof InitialGradientsJob) {
                return post ? gradients(job, -0.5, 1, 1) : gradients(job, 0, 5, 8);
            }
            double perplexity = post ? (job.subject().warmup() == 0 ? 5 : 6) : 7;
            return List.of(row("", TrainingJob.PERPLEXITY, near(perplexity, job)));
        });
        assertEquals(Collections.nCopies(5, Verdict.DOES_NOT_HOLD), verdicts);
    }

    @Test
    void differencesBelowTheSpreadOfTheSeedsAreNotResolved() {
        List<Verdict> verdicts = verdicts(
                new PlacementStudy(SETTING),
                job -> job instanceof InitialGradientsJob
                        ? asInThePaper(job)
                        : List.of(row(
                                "",
                                TrainingJob.PERPLEXITY,
                                5 + (double) job.subject().seed())));
        assertEquals(Verdict.NOT_RESOLVED, verdicts.get(3));
        assertEquals(Verdict.NOT_RESOLVED, verdicts.get(4));
    }

    /** Statistics and perplexities of a run of the study of power normalization. */
    private static List<Row> statistics(Job job, double distance, double perplexity, double late) {
        return List.of(
                row("a", StatisticsProbe.MEAN + StatisticsProbe.ON_AVERAGE, near(distance, job)),
                row("a", StatisticsProbe.VARIANCE + StatisticsProbe.ON_AVERAGE, near(distance, job)),
                row("a", StatisticsProbe.QUADRATIC_MEAN + StatisticsProbe.ON_AVERAGE, near(distance, job)),
                row("a", StatisticsProbe.GRADIENT_MEAN + StatisticsProbe.ON_AVERAGE, near(distance, job)),
                row("a", StatisticsProbe.GRADIENT_VARIANCE + StatisticsProbe.ON_AVERAGE, near(distance, job)),
                row("a", StatisticsProbe.GRADIENT_QUADRATIC_MEAN + StatisticsProbe.ON_AVERAGE, near(distance, job)),
                row("a", StatisticsProbe.GRADIENT_VARIANCE + StatisticsProbe.LARGEST, near(distance, job)),
                row("a", StatisticsProbe.GRADIENT_QUADRATIC_MEAN + StatisticsProbe.LARGEST, near(distance, job)),
                row("", TrainingJob.PERPLEXITY, near(perplexity, job)),
                row("", TrainingJob.LARGEST_EARLY_GRADIENT, 2),
                row("a", StatisticsProbe.INPUT_GRADIENT + StatisticsProbe.LARGEST, 1),
                row("", TrainingJob.LARGEST_LATE_GRADIENT, late));
    }

    @Test
    void powerNormalizationIsJudgedByWhatWasMeasured() {
        Study study = new PowerNormStudy(SETTING);
        List<String> order = List.of("PowerNorm", "PowerNormReleased (warmup = 2)", "LayerNorm", "PowerNormV");
        List<Verdict> verdicts = verdicts(study, job -> {
            int place = order.indexOf(job.subject().norm());
            return statistics(job, place == 3 ? 0.1 : 0.3, place < 0 ? 9 : 5 + place, 3.9);
        });
        // PowerNormV is better than BatchNorm and PowerNorm better than all; the fifth and all others hold.
        assertEquals(Collections.nCopies(8, Verdict.HOLDS), verdicts);
        List<Verdict> contrary = verdicts(study, job -> {
            int place = order.indexOf(job.subject().norm());
            return statistics(job, place == 3 ? 0.3 : 0.1, place < 0 ? 1 : 9 - place, 4.1);
        });
        assertEquals(Collections.nCopies(8, Verdict.DOES_NOT_HOLD), contrary);
    }

    @Test
    void aDynamicTanhIsJudgedByWhatWasMeasured() {
        Study study = new DyTStudy(SETTING);
        List<Verdict> verdicts = verdicts(study, job -> dynamicTanh(job, 0.3, 1, 5, 0.8));
        // That nothing differs can be contradicted but not shown.
        assertEquals(
                List.of(
                        Verdict.HOLDS,
                        Verdict.HOLDS,
                        Verdict.HOLDS,
                        Verdict.HOLDS,
                        Verdict.NOT_RESOLVED,
                        Verdict.HOLDS),
                verdicts);
        List<Verdict> contrary = verdicts(study, job -> dynamicTanh(job, 0.01, -1, 7, 1.2));
        assertEquals(
                List.of(
                        Verdict.DOES_NOT_HOLD,
                        Verdict.DOES_NOT_HOLD,
                        Verdict.DOES_NOT_HOLD,
                        Verdict.DOES_NOT_HOLD,
                        Verdict.NOT_RESOLVED,
                        Verdict.DOES_NOT_HOLD),
                contrary);
    }

    /** With one initial alpha a run diverges, and with the others none does. */
    @Test
    void aDivergenceAtOneAlphaIsSensitive() {
        List<Verdict> verdicts = verdicts(new DyTStudy(SETTING), job -> {
            boolean diverges = job.subject().norm().contains("alpha = 0.8")
                    && job.subject().seed() == 2;
            return dynamicTanh(job, 0.3, 1, diverges ? Double.POSITIVE_INFINITY : 5, 0.8);
        });
        assertEquals(Verdict.DOES_NOT_HOLD, verdicts.get(4));
    }

    /**
     * Rows of a run of the study of the dynamic tanh.
     *
     * @param bent what part of the rest of a line a tanh explains in the last layer
     * @param follows the sign of the correlation
     */
    private static List<Row> dynamicTanh(Job job, double bent, int follows, double perplexity, double ratio) {
        if (job instanceof KernelTimesJob) {
            return List.of(
                    row("DyT 4x4 forward", KernelTimesJob.MICROS, 1),
                    row("DyT 4x4 forward", KernelTimesJob.RATIO, ratio),
                    row("DyT 4x4 forward", KernelTimesJob.LOWER, ratio - 0.1),
                    row("DyT 4x4 forward", KernelTimesJob.UPPER, ratio + 0.1));
        }
        boolean tanh = job.subject().norm().startsWith("DyT");
        List<Row> rows = new ArrayList<>();
        rows.add(row("", TrainingJob.PERPLEXITY, near(tanh ? perplexity : 6, job)));
        for (int layer = 1; layer <= 3; layer++) {
            String name = "layer" + layer;
            if (tanh) {
                for (int step = 1; step <= 3; step++) {
                    rows.add(new Row(step, name, AlphaProbe.ALPHA, 1 + 0.1 * step + layer));
                    rows.add(new Row(step, name, AlphaProbe.INVERSE_DEVIATION, 9 + follows * (0.1 * step + layer)));
                }
            } else {
                rows.add(row(name, ScatterProbe.LINE, 0.5));
                rows.add(row(name, ScatterProbe.TANH, 0.5 + 0.5 * near(layer == 1 ? 0.02 : bent, job)));
            }
        }
        return rows;
    }
}
