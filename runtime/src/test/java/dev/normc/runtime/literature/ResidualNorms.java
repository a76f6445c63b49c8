package dev.normc.runtime.literature;

import java.util.List;
import java.util.function.Function;

/** Norms around a residual connection, where x is the residual and f the output of the sub-layer. */
final class ResidualNorms {

    private static final String ROWS = "N=3, D=5";

    static final List<Entry> ENTRIES = List.of(
            Entry.of("PostNorm", ROWS, ResidualNorms::postNorm),
            Entry.of("PeriNorm", ROWS, ResidualNorms::periNorm),
            Entry.of("SandwichNorm", ROWS, ResidualNorms::sandwichNorm),
            Entry.of("DeepNorm", ROWS, ResidualNorms::deepNorm).constants("layers=3"),
            Entry.of("NormFormer", "N=3, D=6", ResidualNorms::normFormer).constants("A=2"),
            Entry.of("SubLayerNorm", ROWS, ResidualNorms::subLayerNorm),
            Entry.of("HybridNorm", "N=3, M=2, D=5", ResidualNorms::hybridNorm),
            Entry.of("LayerNormScaling", ROWS, ResidualNorms::layerNormScaling).constants("layer=5"),
            Entry.of("ResiDual", ROWS, ResidualNorms::resiDual),
            Entry.of("Keel", ROWS, ResidualNorms::keel),
            Entry.of("LayerScale", ROWS, ResidualNorms::layerScale),
            Entry.of("ReZero", ROWS, ResidualNorms::reZero));

    private ResidualNorms() {}

    private static Grid each(Step s, Grid shape, Function<int[], Scalar> formula) {
        Grid grid = s.grid(shape.shape());
        Elements.of(shape.shape()).forEach(p -> grid.set(formula.apply(p), p));
        return grid;
    }

    private static void output(Step s, String name, Grid values) {
        Grid output = s.output(name, values.shape());
        Elements.of(values.shape()).forEach(p -> output.set(values.at(p), p));
    }

    /** Of each row, with the parameters and the eps of the call called {@code call}. */
    private static Grid layerNorm(Step s, String call, Grid v) {
        return each(s, v, p -> {
            List<int[]> row = Elements.of(v, q -> q[0] == p[0]);
            Scalar sigma =
                    Elements.variance(s, v, row).plus(s.constant(call + "_eps")).sqrt();
            Scalar h = v.at(p).minus(Elements.mean(s, v, row)).over(sigma);
            return s.get(call + "_gamma")
                    .at(p[1])
                    .times(h)
                    .plus(s.get(call + "_beta").at(p[1]));
        });
    }

    private static Grid rmsNorm(Step s, String call, Grid v) {
        return each(s, v, p -> {
            Scalar square = s.mean(s.size("D"), d -> v.at(p[0], d).square());
            Scalar rms = square.plus(s.constant(call + "_eps")).sqrt();
            return s.get(call + "_gamma").at(p[1]).times(v.at(p)).over(rms);
        });
    }

    private static Grid residual(Step s, double alpha, Grid f) {
        return each(s, f, p -> s.get("x").at(p).times(alpha).plus(f.at(p)));
    }

    private static void postNorm(Step s) {
        output(s, "y", layerNorm(s, "y", residual(s, 1, s.get("f"))));
    }

    private static void periNorm(Step s) {
        output(s, "y", residual(s, 1, rmsNorm(s, "RmsNorm", s.get("f"))));
    }

    private static void sandwichNorm(Step s) {
        output(s, "y", residual(s, 1, layerNorm(s, "LayerNorm", s.get("f"))));
    }

    private static void deepNorm(Step s) {
        double alpha = Math.sqrt(Math.sqrt(2 * s.constant("layers")));
        output(s, "y", layerNorm(s, "y", residual(s, alpha, s.get("f"))));
    }

    private static void keel(Step s) {
        output(s, "y", layerNorm(s, "y", residual(s, 24, s.get("f"))));
    }

    private static void resiDual(Step s) {
        output(s, "y", layerNorm(s, "y", residual(s, 1, s.get("f"))));
        output(
                s,
                "dual",
                each(s, s.get("d"), p -> s.get("f").at(p).plus(s.get("d").at(p))));
    }

    private static void normFormer(Step s) {
        output(
                s,
                "y",
                each(
                        s,
                        s.get("heads"),
                        p -> s.get("heads").at(p).times(s.get("gamma").at(p[1]))));
    }

    /** The exact gelu: u Phi(u). */
    private static void subLayerNorm(Step s) {
        Grid u = s.get("u");
        Grid activations = each(s, u, p -> {
            Scalar phi = u.at(p).over(Math.sqrt(2)).erf().plus(1).over(2);
            return u.at(p).times(phi);
        });
        output(s, "y", layerNorm(s, "y", activations));
    }

    private static void hybridNorm(Step s) {
        output(s, "query", rmsNorm(s, "query", s.get("q")));
        output(s, "key", rmsNorm(s, "key", s.get("k")));
        output(s, "value", rmsNorm(s, "value", s.get("v")));
    }

    private static void layerNormScaling(Step s) {
        Grid h = layerNorm(s, "h", s.get("x"));
        output(s, "y", each(s, h, p -> h.at(p).over(Math.sqrt(s.constant("layer")))));
    }

    private static void layerScale(Step s) {
        Grid f = s.get("f");
        output(s, "y", residual(s, 1, each(s, f, p -> s.get("gamma").at(p[1]).times(f.at(p)))));
    }

    private static void reZero(Step s) {
        Grid f = s.get("f");
        output(s, "y", residual(s, 1, each(s, f, p -> s.get("alpha").at().times(f.at(p)))));
    }
}
