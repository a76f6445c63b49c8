package dev.normc.dsl.check;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Functions that people know from elsewhere: what to write instead, or that there is nothing to write. */
final class ForeignFunctions {

    private static final String VARIANCE = "mean[D]((v - mean[D](v))^2)";

    private static final Map<String, String> INSTEAD = Map.ofEntries(
            entry("arcsinh", "asinh(v)"),
            entry("arctan", "atan(v)"),
            entry("average", "mean[D](v)"),
            entry("avg", "mean[D](v)"),
            entry("clamp", "clip(v, low, high)"),
            entry("detach", "stop(v)"),
            entry("dot", "sum[D](a * b)"),
            entry("expm1", "exp(v) - 1"),
            entry("fabs", "abs(v)"),
            entry("ln", "log(v)"),
            entry("log1p", "log(1 + v)"),
            entry("maximum", "max(a, b)"),
            entry("minimum", "min(a, b)"),
            entry("norm", "sqrt(sum[D](v^2))"),
            entry("pow", "a^b"),
            entry("power", "a^b"),
            entry("relu", "max(v, 0)"),
            entry("rms", "sqrt(mean[D](v^2))"),
            entry("select", "if c then a else b"),
            entry("sg", "stop(v)"),
            entry("silu", "v * sigmoid(v)"),
            entry("square", "v^2"),
            entry("std", "sqrt(" + VARIANCE + ")"),
            entry("stop_gradient", "stop(v)"),
            entry("swish", "v * sigmoid(v)"),
            entry("var", VARIANCE),
            entry("variance", VARIANCE),
            entry("where", "if c then a else b"));

    private static final Set<String> OUTSIDE =
            Set.of(("argmax argmin argsort avg_pool cholesky conv conv1d conv2d convolve cummax cumprod cumsum "
                            + "det eig eigh einsum fft inv inverse matmul max_pool median pad pool prefix qr quantile "
                            + "rank roll scan shift solve sort svd top_k topk unfold window")
                    .split(" "));

    private ForeignFunctions() {}

    /** The same in this language. */
    static Optional<String> instead(String name) {
        return Optional.ofNullable(INSTEAD.get(name));
    }

    /** Whether it is a scan, a sorting, a window or a matrix operation. */
    static boolean isOutside(String name) {
        return OUTSIDE.contains(name);
    }
}
