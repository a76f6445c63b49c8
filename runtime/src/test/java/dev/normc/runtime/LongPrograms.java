package dev.normc.runtime;

import dev.normc.runtime.Programs.Program;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Programs of thousands of operations, as a generator of programs might write them. */
enum LongPrograms {
    /** One chain of operators that lean to the left. */
    LEFT_CHAIN(
            5_000,
            n -> "return y = x"
                    + repeat(n, i -> switch (i % 4) {
                        case 0 -> " + gamma";
                        case 1 -> " - x";
                        case 2 -> " * 0.5";
                        default -> " + tanh(x * " + i + ")";
                    })),
    /** Calls within one another, nearly as deep as the parser allows. */
    NESTED_CALLS(190, n -> "return y = " + "sin(x + ".repeat(n) + "gamma" + ")".repeat(n)),
    /** Each value from the one before. */
    LETS(5_000, n -> "v0 = x\n" + lines(n, i -> "v" + i + " = v" + (i - 1) + " * 0.99 + gamma") + "return y = v" + n),
    /** Each value from the one before, which it uses twice. */
    SQUARES(
            2_000,
            n -> "v0 = x\n" + lines(n, i -> "v%d = v%d * v%d * 0.01 + x * 0.1".formatted(i, i - 1, i - 1))
                    + "return y = v" + n),
    /** Values that all live until the end. */
    WIDE(
            1_000,
            n -> lines(n, i -> "v" + i + " = sin(x * " + i + ") + gamma") + "return y = x" + repeat(n, i -> " + v" + i)
                    + repeat(n, i -> " + v" + i + " * v" + i)),
    LONG_SUM(5_000, n -> "return y = x" + repeat(n, i -> " + cos(x * " + i + ")")),
    LONG_PRODUCT(1_000, n -> "return y = x" + repeat(n, i -> " * sin(x + " + i + ")")),
    MANY_OUTPUTS(500, n -> "return y0 = x * gamma" + repeat(n, i -> ", y" + i + " = x * " + i)),
    MANY_PARAMETERS(
            500,
            n -> lines(n, i -> "param g" + i + "[D] = 1") + "return y = x * gamma" + repeat(n, i -> " + x * g" + i)),
    REDUCTIONS_ALONG_ROWS(300, n -> "return y = x * gamma" + repeat(n, i -> " + mean[D](sin(x * " + i + "))")),
    REDUCTIONS_OVER_ROWS(300, n -> "return y = x * gamma" + repeat(n, i -> " + mean[N](sin(x * " + i + "))")),
    /** Each reduction needs the one before. */
    CHAIN_ALONG_ROWS(
            300,
            n -> "v0 = x * gamma\n" + lines(n, i -> "v%d = v%d - 0.1 * mean[D](v%d^2)".formatted(i, i - 1, i - 1))
                    + "return y = v" + n),
    CHAIN_OVER_ROWS(
            100,
            n -> "v0 = x * gamma\n" + lines(n, i -> "v%d = v%d - 0.1 * mean[N](v%d^2)".formatted(i, i - 1, i - 1))
                    + "return y = v" + n),
    /** Values of the outer axis alone: no sweep. */
    WITHOUT_SWEEP(
            600,
            n -> "m = mean[D](x * gamma)\nv0 = m\n" + lines(n, i -> "v%d = sin(v%d) + m".formatted(i, i - 1))
                    + "return y = x + v" + n),
    CONDITIONS(
            300,
            n -> "c0 = x > 0\n"
                    + lines(n, i -> "c%d = (c%d and x < %d) or not c%d".formatted(i, i - 1, i, i - 1))
                    + "return y = if c" + n + " then x else 2 * x * gamma"),
    BRANCHES(
            500,
            n -> "v0 = x * gamma\n" + lines(n, i -> "v%d = if v%d > 0 then v%d * 0.9 else x".formatted(i, i - 1, i - 1))
                    + "return y = v" + n),
    /** Numbers of sizes that would be of any length if they were written out. */
    CONSTANTS(
            300,
            n -> "const c0 = D\n" + lines(n, i -> "const c%d = (c%d + c%d) / 2 + 1".formatted(i, i - 1, i - 1))
                    + "return y = x * gamma / c" + n),
    DIVISORS(500, n -> "return y = x * gamma" + repeat(n, i -> " + x / (N + " + i + ")")),
    /** Reductions along parts of a split axis, and over the rows as well. */
    SPLIT_REDUCTIONS(
            300,
            "D = G*K",
            n -> "const G = 2\nreturn y = x * gamma"
                    + repeat(
                            n,
                            i -> " + mean[" + (i % 3 == 0 ? "N, K" : i % 3 == 1 ? "K" : "G") + "](sin(x * " + i
                                    + "))")),
    INDICES(2_000, n -> "return y = x * gamma" + repeat(n, i -> " + sin(x * " + i + " + index(D) * index(N))")),
    /** A long backward that is written, not derived. */
    BACKWARD_BLOCK(
            5_000,
            n -> "z = x * gamma\nbackward z {\nq0 = dz\n" + lines(n, i -> "q%d = q%d * 0.99 + x".formatted(i, i - 1))
                    + "dx = q%d * gamma\ndgamma = sum[N](q%d * x)\n}\nreturn y = z".formatted(n, n)),
    /** Many blocks, each with a state that its backward moves. */
    BACKWARD_BLOCKS(
            200,
            n -> lines(n, i -> "state e" + i + "[D] = 0") + "z0 = x * gamma\n"
                    + lines(n, i -> """
                            z%2$d = tanh(z%1$d)
                            backward z%2$d {
                            q%2$d = dz%2$d - 0.1 * e%2$d * z%2$d
                            dz%1$d = q%2$d * 0.9
                            update e%2$d = 0.9 * e%2$d + mean[N](q%2$d * z%2$d)
                            }""".formatted(i - 1, i))
                    + "return y = z" + n),
    /** States without axes, which are double among arrays of the kernel's type. */
    COUNTERS(
            200,
            n -> lines(n, i -> "state c" + i + " = 0") + lines(n, i -> "update c%d = c%d + %d".formatted(i, i, i))
                    + "return y = x * gamma" + repeat(n, i -> " + x / (1 + c" + i + ")")),
    OPTIONAL_DATA(
            300,
            n -> lines(n, i -> "data m" + i + "[N] = 1") + "return y = x * gamma"
                    + repeat(n, i -> " + mean[D](x * m" + i + ")"));

    private final int length;
    private final String columns;
    private final IntFunction<String> body;

    LongPrograms(int length, IntFunction<String> body) {
        this(length, "D", body);
    }

    LongPrograms(int length, String columns, IntFunction<String> body) {
        this.length = length;
        this.columns = columns;
        this.body = body;
    }

    /** The program at its full length. */
    Program program() {
        return program(length);
    }

    /** The same with {@code n} repetitions. */
    Program program(int n) {
        return Programs.text("norm Long(x[N, " + columns + "]) {\nparam gamma[D] = 1\n" + body.apply(n) + "\n}\n");
    }

    private static Stream<String> each(int n, IntFunction<String> text) {
        return IntStream.rangeClosed(1, n).mapToObj(text);
    }

    private static String repeat(int n, IntFunction<String> text) {
        return each(n, text).collect(Collectors.joining());
    }

    private static String lines(int n, IntFunction<String> text) {
        return each(n, text).collect(Collectors.joining("\n", "", "\n"));
    }
}
