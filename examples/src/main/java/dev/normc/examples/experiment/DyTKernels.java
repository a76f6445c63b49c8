package dev.normc.examples.experiment;

import dev.normc.examples.bench.MarkdownTable;
import java.util.ArrayList;
import java.util.List;

/** What the kernels of dynamic tanh take beside those of other norms. */
final class DyTKernels {

    private DyTKernels() {}

    static Study.Table table(Results results) {
        MarkdownTable table = new MarkdownTable(1, List.of("kernel", "microseconds", "to RmsNorm", "quartiles"));
        List<Row> rows = results.first(subject -> subject.part().equals(KernelTimesJob.PART));
        for (String kernel : Results.layers(rows, KernelTimesJob.MICROS)) {
            table.row(List.of(
                    kernel,
                    Figures.of(Results.last(rows, kernel, KernelTimesJob.MICROS)),
                    Figures.of(Results.last(rows, kernel, KernelTimesJob.RATIO)),
                    Figures.of(Results.last(rows, kernel, KernelTimesJob.LOWER)) + " to "
                            + Figures.of(Results.last(rows, kernel, KernelTimesJob.UPPER))));
        }
        return new Study.Table(
                "Times of generated kernels",
                "Training, float, one thread, while nothing else of the experiment runs: the median time of a call, and"
                        + " its ratio to that of RmsNorm in the same rounds.",
                table);
    }

    static Claim faster(Results results) {
        List<Row> rows = results.first(subject -> subject.part().equals(KernelTimesJob.PART));
        List<String> parts = new ArrayList<>();
        List<Verdict> verdicts = new ArrayList<>();
        for (String kernel : Results.layers(rows, KernelTimesJob.RATIO)) {
            if (kernel.startsWith("DyT ")) {
                double lower = Results.last(rows, kernel, KernelTimesJob.LOWER);
                double upper = Results.last(rows, kernel, KernelTimesJob.UPPER);
                parts.add(kernel + " " + Figures.of(Results.last(rows, kernel, KernelTimesJob.RATIO)));
                verdicts.add(upper < 1 ? Verdict.HOLDS : lower > 1 ? Verdict.DOES_NOT_HOLD : Verdict.NOT_RESOLVED);
            }
        }
        return new Claim(
                DyTStudy.PAPER + ", efficiency of DyT",
                "DyT takes less time than RMSNorm, forward and backward (on a GPU, without fused kernels).",
                "Time of generated kernels over that of RmsNorm: " + String.join(", ", parts)
                        + ". Resolved where the quartiles of the ratio are on one side of 1.",
                Verdict.all(verdicts.toArray(Verdict[]::new)));
    }
}
