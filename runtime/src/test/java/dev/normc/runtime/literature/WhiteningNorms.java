package dev.normc.runtime.literature;

import java.util.List;

/** Norms that make channels uncorrelated. */
final class WhiteningNorms {

    static final List<Entry> ENTRIES = List.of(
            Entry.of("IterNorm", "N=3, C=4, H=2, W=2", WhiteningNorms::iterNorm).constants("G=2"));

    private WhiteningNorms() {}

    /** Newton's iteration on matrices, group by group; the state is the running whitening matrix less the identity. */
    private static void iterNorm(Step s) {
        int places = s.size("N") * s.size("H") * s.size("W");
        int width = s.size("K");
        double momentum = s.constant("momentum");
        Grid y = s.output("y", s.size("N"), s.size("G"), width, s.size("H"), s.size("W"));
        for (int g = 0; g < s.size("G"); g++) {
            Scalar[][] h = new Scalar[width][places];
            for (int k = 0; k < width; k++) {
                centre(s, g, k, h[k], momentum);
            }
            Scalar[][] whitening = whitening(s, h);
            for (int k = 0; k < width; k++) {
                for (int l = 0; l < width; l++) {
                    double one = k == l ? 1 : 0;
                    double old = s.get("running").value(g, k, l);
                    s.next("running", (1 - momentum) * old + momentum * (whitening[k][l].value - one), g, k, l);
                    whitening[k][l] = s.train() ? whitening[k][l] : s.number(one + old);
                }
            }
            for (int k = 0; k < width; k++) {
                for (int i = 0; i < places; i++) {
                    int row = k;
                    int place = i;
                    Scalar white = s.sum(width, l -> whitening[row][l].times(h[l][place]));
                    Scalar scaled = s.get("gamma").at(g, k).times(white);
                    set(y, scaled.plus(s.get("beta").at(g, k)), s, g, k, i);
                }
            }
        }
    }

    private static void centre(Step s, int g, int k, Scalar[] h, double momentum) {
        Scalar mu = s.mean(h.length, i -> at(s.get("x"), s, g, k, i));
        double old = s.get("running_mean").value(g, k);
        s.next("running_mean", (1 - momentum) * old + momentum * mu.value, g, k);
        for (int i = 0; i < h.length; i++) {
            h[i] = at(s.get("x"), s, g, k, i).minus(s.train() ? mu : s.number(old));
        }
    }

    private static Scalar[][] whitening(Step s, Scalar[][] h) {
        int width = h.length;
        Scalar[][] sigma = new Scalar[width][width];
        Scalar[][] root = new Scalar[width][width];
        for (int k = 0; k < width; k++) {
            for (int l = 0; l < width; l++) {
                Scalar[] left = h[k];
                Scalar[] right = h[l];
                sigma[k][l] = s.mean(left.length, i -> left[i].times(right[i])).plus(k == l ? s.constant("eps") : 0);
                root[k][l] = s.number(k == l ? 1 : 0);
            }
        }
        Scalar trace = s.sum(width, k -> sigma[k][k]);
        Scalar[][] scaled = scaled(sigma, trace.inverse());
        for (int i = 0; i < 5; i++) {
            Scalar[][] cube = product(s, product(s, product(s, root, root), root), scaled);
            for (int k = 0; k < width; k++) {
                for (int l = 0; l < width; l++) {
                    root[k][l] = root[k][l].times(1.5).minus(cube[k][l].times(0.5));
                }
            }
        }
        return scaled(root, trace.sqrt().inverse());
    }

    private static Scalar[][] scaled(Scalar[][] matrix, Scalar factor) {
        Scalar[][] result = new Scalar[matrix.length][matrix.length];
        for (int k = 0; k < matrix.length; k++) {
            for (int l = 0; l < matrix.length; l++) {
                result[k][l] = matrix[k][l].times(factor);
            }
        }
        return result;
    }

    private static Scalar[][] product(Step s, Scalar[][] a, Scalar[][] b) {
        Scalar[][] result = new Scalar[a.length][a.length];
        for (int k = 0; k < a.length; k++) {
            for (int l = 0; l < a.length; l++) {
                int row = k;
                int column = l;
                result[k][l] = s.sum(a.length, m -> a[row][m].times(b[m][column]));
            }
        }
        return result;
    }

    private static Scalar at(Grid x, Step s, int g, int k, int i) {
        return x.at(i / (s.size("H") * s.size("W")), g, k, i / s.size("W") % s.size("H"), i % s.size("W"));
    }

    private static void set(Grid y, Scalar value, Step s, int g, int k, int i) {
        y.set(value, i / (s.size("H") * s.size("W")), g, k, i / s.size("W") % s.size("H"), i % s.size("W"));
    }
}
