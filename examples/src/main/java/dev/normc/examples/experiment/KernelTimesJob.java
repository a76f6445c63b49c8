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
import java.util.concurrent.CancellationException;

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
            List<Timed> kernels = kernels(compiled, size, surroundings);
            kernels.forEach(kernel -> kernel.bound().forward());
            for (Pass pass : Pass.values()) {
                if (surroundings.isStopRequested()) {
                    throw new CancellationException();
                }
                double[][] micros = Stopwatch.micros(
                        kernels.stream()
                                .<Runnable>map(kernel -> () -> kernel.bound().run(pass))
                                .toList(),
                        budget);
                addRows(rows, kernels, size + " " + pass, micros);
                surroundings.at(++done);
            }
        }
        return rows;
    }

    /**
     * A norm with sizes of its own serves the model of the experiment, but not every size that kernels are timed at.
     */
    private List<Timed> kernels(List<CompiledNorm> compiled, Size size, Surroundings surroundings) {
        List<Timed> kernels = new ArrayList<>();
        for (int i = 0; i < compiled.size(); i++) {
            CompiledNorm norm = compiled.get(i);
            try {
                Problem problem = Problem.random(norm, shape(norm, size), 1);
                kernels.add(new Timed(
                        norms.get(i).label(), Contender.generated().binder().bind(problem)));
            } catch (IllegalArgumentException misfit) {
                surroundings.note(norms.get(i).label() + " is not timed at " + size + ": " + misfit.getMessage());
            }
        }
        return kernels;
    }

    private record Timed(String label, Contender.Bound bound) {}

    private static void addRows(List<Row> rows, List<Timed> kernels, String cell, double[][] micros) {
        for (int norm = 0; norm < micros.length; norm++) {
            double[] ratios = new double[micros[norm].length];
            for (int round = 0; round < ratios.length; round++) {
                ratios[round] = micros[norm][round] / micros[0][round];
            }
            String layer = kernels.get(norm).label() + " " + cell;
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
