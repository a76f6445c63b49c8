package dev.normc.runtime.literature;

import java.util.List;

/** Norms that a model can take back, and a loss between normalized numbers. */
final class ReversibleNorms {

    static final List<Entry> ENTRIES = List.of(
            Entry.of("RevIn", "N=2, T=5, C=3", ReversibleNorms::revIn),
            Entry.of("RevInDenorm", "N=2, T=4, C=3", ReversibleNorms::revInDenorm)
                    .draw("mu", Draw.around(0, 1))
                    .draw("sigma", Draw.POSITIVE),
            Entry.of("ActNorm", "N=3, C=4, H=3, W=2", ReversibleNorms::actNorm),
            Entry.of("NormInNorm", "N=5", ReversibleNorms::normInNorm).draw("target", Draw.around(1, 2)));

    private ReversibleNorms() {}

    private static void revIn(Step s) {
        Grid x = s.get("x");
        Grid y = s.output("y", x.shape());
        Grid mu = s.output("mu", s.size("N"), s.size("C"));
        Grid sigma = s.output("sigma", s.size("N"), s.size("C"));
        for (int[] series : Elements.of(s.size("N"), s.size("C"))) {
            List<int[]> places = Elements.of(x, p -> p[0] == series[0] && p[2] == series[1]);
            int c = series[1];
            mu.set(Elements.mean(s, x, places).stop(), series);
            Scalar var = Elements.variance(s, x, places).plus(s.constant("eps"));
            sigma.set(var.sqrt().stop(), series);
            for (int[] p : places) {
                Scalar h = x.at(p).minus(mu.at(series)).over(sigma.at(series));
                y.set(s.get("gamma").at(c).times(h).plus(s.get("beta").at(c)), p);
            }
        }
    }

    private static void revInDenorm(Step s) {
        Grid x = s.get("x");
        Grid y = s.output("y", x.shape());
        double eps = s.constant("eps");
        for (int[] p : Elements.of(x.shape())) {
            Scalar h = x.at(p)
                    .minus(s.get("beta").at(p[2]))
                    .over(s.get("gamma").at(p[2]).plus(eps * eps));
            y.set(h.times(s.get("sigma").value(p[0], p[2])).plus(s.get("mu").value(p[0], p[2])), p);
        }
    }

    /** The first step finds bias and logs, as numbers; all others keep them. */
    private static void actNorm(Step s) {
        Grid x = s.get("x");
        boolean first = s.get("step").value() == 0;
        Grid y = s.output("y", x.shape());
        Scalar logdet = s.number(0);
        for (int c = 0; c < s.size("C"); c++) {
            int channel = c;
            List<int[]> places = Elements.of(x, p -> p[1] == channel);
            double b0 = first ? -Elements.mean(s, x, places).value : s.get("b0").value(c);
            double variance = Elements.variance(s, x, places).value;
            double logs0 = first
                    ? Math.log(1 / (Math.sqrt(variance) + s.constant("eps")))
                    : s.get("logs0").value(c);
            s.next("b0", b0, c);
            s.next("logs0", logs0, c);
            Scalar b = s.get("b").at(c).plus(b0);
            Scalar logs = s.get("logs").at(c).plus(logs0);
            places.forEach(p -> y.set(x.at(p).plus(b).times(logs.exp()), p));
            logdet = logdet.plus(logs.times(s.size("H") * s.size("W")));
        }
        s.next("step", s.get("step").value() + 1);
        s.output("logdet").set(logdet);
    }

    private static void normInNorm(Step s) {
        int n = s.size("N");
        Grid prediction = normalized(s, s.get("prediction"));
        Grid target = normalized(s, s.get("target"));
        Scalar distance =
                s.sum(n, i -> prediction.at(i).minus(target.at(i).stop()).abs());
        s.output("loss").set(distance.over(2 * Math.sqrt(n)));
    }

    private static Grid normalized(Step s, Grid v) {
        Grid h = s.grid(v.shape());
        List<int[]> all = Elements.of(v.shape());
        Scalar mu = Elements.mean(s, v, all);
        Scalar length = Elements.variance(s, v, all).times(all.size()).sqrt();
        all.forEach(p -> h.set(v.at(p).minus(mu).over(length.plus(s.constant("eps"))), p));
        return h;
    }
}
