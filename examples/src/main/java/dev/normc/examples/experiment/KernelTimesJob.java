package dev.normc.examples.experiment;

import dev.normc.compiler.Options;
import dev.normc.compiler.graph.Sizes;
import dev.normc.examples.compare.Budget;
import dev.normc.examples.compare.Contender;
import dev.normc.examples.compare.Pass;
import dev.normc.examples.compare.Problem;
import dev.normc.examples.compare.Quantiles;
import dev.normc.examples.compare.Shape;
import dev.normc.examples.compare.Stopwatch;
import dev.normc.examples.transformer.NormChoice;
import dev.normc.runtime.CompiledNorm;
import java.util.ArrayList;
import java.util.List;

/**
 * The times of generated kernels, all in the same rounds, each divided by that of the first norm in its round.
 *
 * @param norms the first is what the others are divided by
 * @param programs the texts of their programs
 */
record KernelTimesJob(Subject subject, List<NormChoice> norms, List<String> programs, List<Size> sizes, Budget budget)
        implements Job {

    static final String PART = "kernels";
    static final String MICROS = Row.TIME + "micros";
    static final String RATIO = Row.TIME + "ratio";
    static final String LOWER = Row.TIME + "ratio_lower_quartile";
    static final String UPPER = Row.TIME + "ratio_upper_quartile";

    /** Tokens, and features of each. */
    record Size(int tokens, int width) {

        @Override
        public String toString() {
            return tokens + "x" + width;
        }
    }

    @Override
    public String identity() {
        return String.join("\n", subject.toString(), norms.toString(), sizes.toString(), String.join("\n", programs));
    }

    @Override
    public long steps() {
        return (long) sizes.size() * Pass.values().length;
    }

    @Override
    public boolean isAlone() {
        return true;
    }

    @Override
    public List<Row> run(Surroundings surroundings) {
        List<CompiledNorm> compiled = norms.stream()
                .map(norm ->
                        surroundings.normc().compile(norm.program(), Options.DEFAULT.withConstants(norm.constants())))
                .toList();
        List<Row> rows = new ArrayList<>();
        int done = 0;
        for (Size size : sizes) {
            List<Contender.Bound> kernels = compiled.stream()
                    .map(norm -> Contender.generated().binder().bind(Problem.random(norm, shape(norm, size), 1)))
                    .toList();
            kernels.forEach(Contender.Bound::forward);
            for (Pass pass : Pass.values()) {
                if (surroundings.isStopRequested()) {
                    throw new java.util.concurrent.CancellationException();
                }
                double[][] micros = Stopwatch.micros(
                        kernels.stream()
                                .<Runnable>map(kernel -> () -> kernel.run(pass))
                                .toList(),
                        budget);
                addRows(rows, size + " " + pass, micros);
                surroundings.at(++done);
            }
        }
        return rows;
    }

    private void addRows(List<Row> rows, String cell, double[][] micros) {
        for (int norm = 0; norm < micros.length; norm++) {
            double[] ratios = new double[micros[norm].length];
            for (int round = 0; round < ratios.length; round++) {
                ratios[round] = micros[norm][round] / micros[0][round];
            }
            String layer = norms.get(norm).label() + " " + cell;
            rows.add(new Row(0, layer, MICROS, Quantiles.median(micros[norm])));
            rows.add(new Row(0, layer, RATIO, Quantiles.median(ratios)));
            rows.add(new Row(0, layer, LOWER, Quantiles.quantile(ratios, 0.25)));
            rows.add(new Row(0, layer, UPPER, Quantiles.quantile(ratios, 0.75)));
        }
    }

    /** A norm of three axes sees the tokens as sequences of equal length, as many as there are positions if it can. */
    private static Shape shape(CompiledNorm norm, Size size) {
        int axes = Sizes.of(norm.signature()).given().size();
        if (axes == 3) {
            int sequences = Integer.highestOneBit((int) Math.sqrt(size.tokens()));
            return Shape.of(sequences, size.tokens() / sequences, size.width());
        }
        return Shape.of(size.tokens(), size.width());
    }
}
