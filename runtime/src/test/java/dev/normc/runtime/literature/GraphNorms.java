package dev.normc.runtime.literature;

import java.util.List;

/** Norms of the nodes of graphs. */
final class GraphNorms {

    /** The graph of each of five nodes, of three graphs; the second one has no node. */
    private static final List<Integer> GRAPH = List.of(0, 2, 0, 0, 2);

    static final List<Entry> ENTRIES = List.of(
            Entry.of("PairNorm", "N=5, C=3", GraphNorms::pairNorm).constants("s=0.7"),
            Entry.of("PairNormSi", "N=5, C=3", GraphNorms::pairNormSi).constants("s=0.7"),
            Entry.of("PairNormScs", "N=5, C=3", GraphNorms::pairNormScs).constants("s=0.7"),
            Entry.of("GraphNorm", "N=5, C=3, G=3", GraphNorms::graphNorm)
                    .draw("assignment", (random, i) -> GRAPH.get(i / 3) == i % 3 ? 1 : 0));

    private GraphNorms() {}

    /** The mean square of the centred nodes by the distances of all pairs, which the paper keeps constant. */
    private static void pairNorm(Step s) {
        Grid x = s.get("x");
        Grid y = s.output("y", x.shape());
        double nodes = s.size("N");
        Scalar pairs = s.sum(s.size("C"), c -> Elements.squaredDifferences(s, x, Elements.of(x, p -> p[1] == c)));
        Scalar length = pairs.over(2 * nodes * nodes).plus(s.constant("eps")).sqrt();
        for (int[] p : Elements.of(x.shape())) {
            y.set(centred(s, x, p).times(s.constant("s")).over(length), p);
        }
    }

    private static void pairNormSi(Step s) {
        Grid x = s.get("x");
        Grid y = s.output("y", x.shape());
        for (int[] p : Elements.of(x.shape())) {
            Scalar square =
                    s.sum(s.size("C"), c -> centred(s, x, new int[] {p[0], c}).square());
            Scalar length = square.plus(s.constant("eps")).sqrt();
            y.set(centred(s, x, p).times(s.constant("s")).over(length), p);
        }
    }

    private static void pairNormScs(Step s) {
        Grid x = s.get("x");
        Grid y = s.output("y", x.shape());
        for (int[] p : Elements.of(x.shape())) {
            Scalar square = s.sum(s.size("C"), c -> x.at(p[0], c).square());
            Scalar length = square.plus(s.constant("eps")).sqrt();
            Scalar mean = x.at(p).minus(centred(s, x, p));
            y.set(x.at(p).times(s.constant("s")).over(length).minus(mean), p);
        }
    }

    private static Scalar centred(Step s, Grid x, int[] place) {
        return x.at(place).minus(s.mean(s.size("N"), n -> x.at(n, place[1])));
    }

    /** Graph by graph, over the nodes of each. */
    private static void graphNorm(Step s) {
        Grid x = s.get("x");
        Grid y = s.output("y", x.shape());
        for (int g = 0; g < s.size("G"); g++) {
            int graph = g;
            for (int c = 0; c < s.size("C"); c++) {
                int channel = c;
                List<int[]> nodes = Elements.of(x, p -> GRAPH.get(p[0]) == graph && p[1] == channel);
                if (nodes.isEmpty()) {
                    continue;
                }
                Scalar shift = Elements.mean(s, x, nodes).times(s.get("alpha").at(c));
                Scalar square = s.mean(
                        nodes.size(), i -> x.at(nodes.get(i)).minus(shift).square());
                Scalar sigma = square.plus(s.constant("eps")).sqrt();
                for (int[] p : nodes) {
                    Scalar h = x.at(p).minus(shift).over(sigma);
                    y.set(s.get("gamma").at(c).times(h).plus(s.get("beta").at(c)), p);
                }
            }
        }
    }
}
