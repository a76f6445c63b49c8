package dev.normc.runtime.literature;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;

/** Norms in which an axis meets itself: neighbours, the past, ranks, likeness of tokens; and norms of a whole row. */
final class MeetingNorms {

    static final List<Entry> ENTRIES = List.of(
            Entry.of("LocalResponseNorm", "N=2, C=7, H=2, W=3", MeetingNorms::localResponse)
                    .constants("alpha=0.3"),
            Entry.of("DivisiveNorm", "N=3, C=7", MeetingNorms::divisive),
            Entry.of("Softmax", "N=3, D=5", s -> rows(s, MeetingNorms::softmax)),
            Entry.of("LogSoftmax", "N=3, D=5", s -> rows(s, row -> map(softmax(row), Scalar::log))),
            Entry.of("SoftmaxOne", "N=3, D=5", s -> rows(s, row -> softmaxOne(s, row))),
            Entry.of("MaskedSoftmax", "N=4, D=5", MeetingNorms::maskedSoftmax)
                    .draw("mask", (random, i) -> i % 5 == 0 || random.nextBoolean() ? 1 : 0),
            Entry.of("Sparsemax", "N=6, D=5", s -> rows(s, row -> sparsemax(s, row))),
            Entry.of("Sinkhorn", "N=2, I=3, J=4", MeetingNorms::sinkhorn),
            Entry.of("ContraNorm", "N=2, T=4, D=3", MeetingNorms::contra),
            Entry.of("CumulativeLayerNorm", "N=2, C=3, T=5", MeetingNorms::cumulative),
            Entry.of("PerChannelEnergyNorm", "N=2, T=6, F=3", MeetingNorms::energy)
                    .constants("s=0.2")
                    .draw("x", Draw.POSITIVE));

    private MeetingNorms() {}

    private interface Row {
        Scalar[] of(Scalar[] row);
    }

    private static void rows(Step s, Row norm) {
        Grid x = s.get("x");
        Grid y = s.output("y", s.size("N"), s.size("D"));
        for (int n = 0; n < s.size("N"); n++) {
            int at = n;
            Scalar[] results = norm.of(scalars(s.size("D"), d -> x.at(at, d)));
            for (int d = 0; d < s.size("D"); d++) {
                y.set(results[d], n, d);
            }
        }
    }

    private static Scalar[] scalars(int n, IntFunction<Scalar> elements) {
        Scalar[] row = new Scalar[n];
        for (int i = 0; i < n; i++) {
            row[i] = elements.apply(i);
        }
        return row;
    }

    private static Scalar[] map(Scalar[] row, java.util.function.UnaryOperator<Scalar> function) {
        return scalars(row.length, i -> function.apply(row[i]));
    }

    private static Scalar sum(Scalar[] row) {
        Scalar sum = row[0];
        for (int i = 1; i < row.length; i++) {
            sum = sum.plus(row[i]);
        }
        return sum;
    }

    /** Without a shift: the numbers here are small. */
    private static Scalar[] softmax(Scalar[] row) {
        Scalar[] powers = map(row, Scalar::exp);
        Scalar sum = sum(powers);
        return map(powers, power -> power.over(sum));
    }

    private static Scalar[] softmaxOne(Step s, Scalar[] row) {
        Scalar[] powers = map(row, Scalar::exp);
        Scalar sum = s.number(1).plus(sum(powers));
        return map(powers, power -> power.over(sum));
    }

    private static void maskedSoftmax(Step s) {
        Grid x = s.get("x");
        Grid y = s.output("y", s.size("N"), s.size("D"));
        for (int n = 0; n < s.size("N"); n++) {
            List<Integer> admitted = new ArrayList<>();
            for (int d = 0; d < s.size("D"); d++) {
                if (s.get("mask").value(n, d) != 0) {
                    admitted.add(d);
                }
                y.set(s.number(0), n, d);
            }
            int at = n;
            Scalar[] weights = softmax(scalars(admitted.size(), i -> x.at(at, admitted.get(i))));
            for (int i = 0; i < weights.length; i++) {
                y.set(weights[i], n, admitted.get(i));
            }
        }
    }

    /** Algorithm 1 of the paper, with its sort. */
    private static Scalar[] sparsemax(Step s, Scalar[] row) {
        List<Scalar> sorted = new ArrayList<>(List.of(row));
        sorted.sort(
                Comparator.comparingDouble((Scalar element) -> element.value).reversed());
        Scalar sum = s.number(0);
        Scalar threshold = s.number(0);
        for (int j = 1; j <= row.length; j++) {
            sum = sum.plus(sorted.get(j - 1));
            if (1 + j * sorted.get(j - 1).value > sum.value) {
                threshold = sum.minus(1).over(j);
            }
        }
        Scalar tau = threshold;
        return map(row, element -> element.minus(tau).relu());
    }

    private static void localResponse(Step s) {
        int size = (int) s.constant("size");
        Grid x = s.get("x");
        Grid y = s.output("y", s.size("N"), s.size("C"), s.size("H"), s.size("W"));
        for (int n = 0; n < s.size("N"); n++) {
            for (int h = 0; h < s.size("H"); h++) {
                for (int w = 0; w < s.size("W"); w++) {
                    for (int c = 0; c < s.size("C"); c++) {
                        Scalar sum = s.number(0);
                        for (int e = c - size / 2; e <= c + (size - 1) / 2; e++) {
                            sum = e >= 0 && e < s.size("C")
                                    ? sum.plus(x.at(n, e, h, w).square())
                                    : sum;
                        }
                        Scalar denominator =
                                sum.times(s.constant("alpha") / size).plus(s.constant("k"));
                        y.set(x.at(n, c, h, w).over(denominator.pow(s.constant("beta"))), n, c, h, w);
                    }
                }
            }
        }
    }

    private static void divisive(Step s) {
        int channels = s.size("C");
        Grid y = s.output("y", s.size("N"), channels);
        for (int n = 0; n < s.size("N"); n++) {
            int at = n;
            Scalar[] x = scalars(channels, c -> s.get("x").at(at, c));
            Scalar[] v = scalars(channels, c -> x[c].minus(around(s, x, c)));
            Scalar[] squares = map(v, Scalar::square);
            for (int c = 0; c < channels; c++) {
                Scalar spread = around(s, squares, c).plus(s.get("sigma").at().square());
                y.set(v[c].over(spread.sqrt()), n, c);
            }
        }
    }

    private static Scalar around(Step s, Scalar[] row, int c) {
        int radius = (int) s.constant("radius");
        int from = Math.max(0, c - radius);
        int to = Math.min(row.length - 1, c + radius);
        return s.mean(to - from + 1, i -> row[from + i]);
    }

    private static void sinkhorn(Step s) {
        int rows = s.size("I");
        int columns = s.size("J");
        double eps = s.constant("eps");
        Grid y = s.output("y", s.size("N"), rows, columns);
        for (int n = 0; n < s.size("N"); n++) {
            Scalar[][] p = new Scalar[rows][];
            for (int i = 0; i < rows; i++) {
                int image = n;
                int row = i;
                p[i] = map(softmax(scalars(columns, j -> s.get("x").at(image, row, j))), weight -> weight.plus(eps));
            }
            for (int turn = 0; turn < 20; turn++) {
                for (int i = 0; i < rows && turn > 0; i++) {
                    Scalar sum = sum(p[i]).plus(eps);
                    p[i] = map(p[i], weight -> weight.over(sum));
                }
                for (int j = 0; j < columns; j++) {
                    int column = j;
                    Scalar sum = s.sum(rows, i -> p[i][column]).plus(eps);
                    for (int i = 0; i < rows; i++) {
                        p[i][j] = p[i][j].over(sum);
                    }
                }
            }
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < columns; j++) {
                    y.set(p[i][j], n, i, j);
                }
            }
        }
    }

    private static void contra(Step s) {
        int tokens = s.size("T");
        int width = s.size("D");
        double scale = s.constant("scale");
        Grid x = s.get("x");
        Grid y = s.output("y", s.size("N"), tokens, width);
        for (int n = 0; n < s.size("N"); n++) {
            int image = n;
            Scalar[] lengths = scalars(
                    tokens, t -> s.sum(width, d -> x.at(image, t, d).square()).sqrt());
            for (int t = 0; t < tokens; t++) {
                int token = t;
                Scalar[] weights = softmax(scalars(
                        tokens,
                        other -> s.sum(width, d -> x.at(image, token, d).times(x.at(image, other, d)))
                                .over(lengths[token].times(lengths[other]))));
                for (int d = 0; d < width; d++) {
                    int feature = d;
                    Scalar mixed = s.sum(tokens, other -> weights[other].times(x.at(image, other, feature)));
                    y.set(x.at(n, t, d).times(1 + scale).minus(mixed.times(scale)), n, t, d);
                }
            }
        }
    }

    private static void cumulative(Step s) {
        int channels = s.size("C");
        Grid x = s.get("x");
        Grid y = s.output("y", s.size("N"), channels, s.size("T"));
        for (int n = 0; n < s.size("N"); n++) {
            int image = n;
            for (int t = 0; t < s.size("T"); t++) {
                int seen = channels * (t + 1);
                IntFunction<Scalar> past = i -> x.at(image, i % channels, i / channels);
                Scalar mu = s.mean(seen, past);
                Scalar deviation =
                        s.variance(seen, past).plus(s.constant("eps")).sqrt();
                for (int c = 0; c < channels; c++) {
                    Scalar h = x.at(n, c, t).minus(mu).over(deviation);
                    y.set(s.get("gamma").at(c).times(h).plus(s.get("beta").at(c)), n, c, t);
                }
            }
        }
    }

    /** The recurrence, step by step in time. */
    private static void energy(Step s) {
        double share = s.constant("s");
        Grid x = s.get("x");
        Grid y = s.output("y", s.size("N"), s.size("T"), s.size("F"));
        for (int n = 0; n < s.size("N"); n++) {
            for (int f = 0; f < s.size("F"); f++) {
                Scalar smooth = x.at(n, 0, f);
                Scalar delta = s.get("delta").at(f);
                Scalar r = s.get("r").at(f);
                for (int t = 0; t < s.size("T"); t++) {
                    smooth = t == 0
                            ? smooth
                            : smooth.times(1 - share).plus(x.at(n, t, f).times(share));
                    Scalar gain =
                            smooth.plus(s.constant("eps")).pow(s.get("alpha").at(f));
                    y.set(x.at(n, t, f).over(gain).plus(delta).pow(r).minus(delta.pow(r)), n, t, f);
                }
            }
        }
    }
}
