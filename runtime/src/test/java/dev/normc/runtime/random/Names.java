package dev.normc.runtime.random;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Names, each given out once: plain ones, words of Java, words of the language, and what generated code likes to use.
 */
final class Names {

    private static final List<String> PLAIN = List.of(
            "a", "b", "c", "e", "f", "g", "h", "k", "m", "p", "q", "r", "s", "t", "u", "v", "w", "z", "mu", "sigma",
            "gamma", "beta", "alpha", "eps", "x1", "x2", "_", "hidden", "scale", "o", "l", "x3", "x4", "x5", "x6", "x7",
            "left", "right", "first", "inner", "outer", "aa", "bb", "cc", "u1", "u2", "u3", "v1", "v2", "v3", "w1",
            "w2", "w3", "low", "high", "total", "part", "share", "rest");

    private static final List<String> ODD = List.of(
            "class",
            "int",
            "double",
            "float",
            "static",
            "final",
            "for",
            "new",
            "null",
            "true",
            "this",
            "void",
            "long",
            "Math",
            "StrictMath",
            "System",
            "Arrays",
            "workspace",
            "Workspace",
            "lane",
            "lanes",
            "row",
            "rows",
            "i",
            "n",
            "dx",
            "dy",
            "d",
            "sum",
            "mean",
            "max",
            "exp",
            "sqrt",
            "stop",
            "norm",
            "def",
            "param",
            "data",
            "update",
            "init",
            "where",
            "running",
            "index",
            "y_",
            "chunk",
            "block",
            "forward",
            "backward",
            "x_",
            "from",
            "to");

    private static final List<String> DEFINITIONS = List.of(
            "twice",
            "bounded",
            "mix",
            "blend",
            "unit",
            "damped",
            "f1",
            "f2",
            "Shape",
            "f3",
            "f4",
            "f5",
            "f6",
            "f7",
            "relu",
            "variance",
            "softmax");

    private static final List<String> WHOLES = List.of("CG", "E", "K1", "Whole", "boolean", "F");

    private static final List<String> AXES = List.of("N", "D", "C", "H", "W", "T");

    private static final List<String> ODD_AXES = List.of("short", "char", "B0", "size", "Double", "L_", "j", "Object");

    private static final List<String> NORMS = List.of("R", "Example", "A1", "Norm_", "Mixed");

    private static final List<String> ODD_NORMS = List.of("Math", "String", "import", "Integer", "InferenceWorkspace");

    private final Random random;
    private final List<String> left;
    private final List<String> definitions;
    private final String norm;

    Names(Random random) {
        this.random = random;
        boolean odd = random.nextInt(100) < 35;
        this.left = new ArrayList<>(PLAIN);
        if (odd) {
            left.addAll(ODD);
        }
        Collections.shuffle(left, random);
        this.definitions = new ArrayList<>(DEFINITIONS);
        Collections.shuffle(definitions, random);
        this.norm = draw(NORMS, ODD_NORMS);
    }

    /** A new name of a value. */
    String value() {
        return left.remove(left.size() - 1);
    }

    /** A new name of a definition. */
    String definition() {
        return definitions.remove(definitions.size() - 1);
    }

    /** The name of a split axis. */
    String whole() {
        return WHOLES.get(random.nextInt(WHOLES.size()));
    }

    /** The names of {@code count} axes. */
    List<String> axes(int count) {
        List<String> axes = new ArrayList<>();
        while (axes.size() < count) {
            String axis = draw(AXES, ODD_AXES);
            if (!axes.contains(axis)) {
                axes.add(axis);
            }
        }
        return axes;
    }

    String norm() {
        return norm;
    }

    private String draw(List<String> plain, List<String> odd) {
        List<String> choices = random.nextInt(100) < 10 ? odd : plain;
        return choices.get(random.nextInt(choices.size()));
    }
}
