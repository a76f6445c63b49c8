package dev.normc.dsl.check;

import static java.util.Map.entry;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Functions that people know from elsewhere: what to write instead, or that there is nothing to write. */
final class ForeignFunctions {

    private static final String VARIANCE = "mean[D]((v - mean[D](v))^2)";

    private static final Map<String, String> INSTEAD = Map.ofEntries(
            entry("matmul", "sum[D](a * b)"),
            entry("einsum", "sum[D](a * b)"),
            entry("cumsum", meeting("index(S) <= index(T)")),
            entry("prefix", meeting("index(S) <= index(T)")),
            entry("shift", meeting("index(S) == index(T) - 1")),
            entry("roll", meeting("index(S) == index(T) - 1")),
            entry("window", meeting("abs(index(S) - index(T)) <= 2")),
            entry("unfold", meeting("abs(index(S) - index(T)) <= 2")),
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

    /** What the language leaves out, and why. */
    enum Outside {
        SCAN(
                "a scan",
                "each element would wait for the one before; a sum over the places before is"
                        + " `sum[S](rename[T, S](v) where index(S) <= index(T))` with `axis S = T`",
                "cummax cummin cumprod scan fold"),
        ORDER(
                "sorting",
                "its order of work depends on the data, that of a kernel never does; compute it outside and pass it as"
                        + " `data`",
                "argmax argmin argsort median quantile rank sort top_k topk"),
        WINDOW(
                "a convolution or pooling",
                "it is a layer of its own; a sum over near places is `sum[S](rename[T, S](v) where abs(index(S) -"
                        + " index(T)) <= 2)` with `axis S = T`",
                "avg_pool conv conv1d conv2d convolve max_pool pad pool"),
        MATRIX(
                "a decomposition of matrices",
                "its gradient breaks down where eigenvalues meet; iterate products of matrices, `iterate[5](step(p))`",
                "cholesky det eig eigh inv inverse qr solve svd"),
        TRANSFORM("a Fourier transform", "it is a layer of its own; pass its result as an input", "fft ifft rfft"),
        RANDOM(
                "randomness",
                "the same arguments give the same bits; pass random numbers, or a mask of dropout, as `data`",
                "bernoulli dropout normal rand randn random uniform");

        private final String noun;
        private final String reason;
        private final Set<String> names;

        Outside(String noun, String reason, String names) {
            this.noun = noun;
            this.reason = reason;
            this.names = Set.of(names.split(" "));
        }

        String noun() {
            return noun;
        }

        String reason() {
            return reason;
        }
    }

    private ForeignFunctions() {}

    /** A sum over those other places of an axis for which {@code condition} holds. */
    private static String meeting(String condition) {
        return "axis S = T` and `sum[S](rename[T, S](v) where " + condition + ")";
    }

    /** The same in this language. */
    static Optional<String> instead(String name) {
        return Optional.ofNullable(INSTEAD.get(name));
    }

    /** What it is, if the language leaves it out. */
    static Optional<Outside> outside(String name) {
        return Arrays.stream(Outside.values())
                .filter(kind -> kind.names.contains(name))
                .findFirst();
    }
}
