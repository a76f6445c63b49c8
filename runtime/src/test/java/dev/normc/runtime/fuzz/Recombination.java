package dev.normc.runtime.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Nearly right programs: one that exists, with words, lines and expressions of it and of others changed. */
final class Recombination {

    private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z_0-9]*|[0-9.][0-9a-zA-Z.]*|\\s+|[<>=!]=|.");
    private static final int MOST_CHANGES = 6;

    private static final Set<String> KEYWORDS = Set.of(
            "norm",
            "def",
            "param",
            "const",
            "data",
            "state",
            "update",
            "backward",
            "return",
            "running",
            "init",
            "where",
            "if",
            "then",
            "else",
            "and",
            "or",
            "not",
            "train",
            "sum",
            "mean",
            "max",
            "min",
            "index");

    private static final List<String> NUMBERS = List.of(
            "0",
            "1",
            "2",
            "3",
            "0.5",
            "1e-5",
            "64",
            "65",
            "1e308",
            "1e-320",
            "2147483647",
            "2147483648",
            "1e10",
            "0.1",
            "N",
            "D",
            "C",
            "G",
            "H");

    private static final List<String> WRAPPERS = List.of(
            "sqrt(%s)",
            "rsqrt(%s)",
            "exp(%s)",
            "log(%s)",
            "tanh(%s)",
            "erf(%s)",
            "sigmoid(%s)",
            "softplus(%s)",
            "sin(%s)",
            "cos(%s)",
            "atan(%s)",
            "asinh(%s)",
            "abs(%s)",
            "stop(sign(%s))",
            "stop(floor(%s))",
            "min(%s, 0.5)",
            "max(x, %s)",
            "clip(%s, -1, 1)",
            "stop(%s)",
            "sum[D](%s)",
            "mean[N](%s)",
            "max[D](%s)",
            "min[N](%s)",
            "mean[N, D](%s)",
            "sum[C](%s)",
            "mean[C](%s where x > 0)",
            "running[0.9](%s, init 1)",
            "(%s)^2",
            "(%s)^-1",
            "(%s)^0.5",
            "2^(%s)",
            "-%s",
            "(if x > 0 then %s else 1)",
            "(if train then %s else 0)",
            "(%s - %s)",
            "(%s / %s)",
            "silu(%s)",
            "variance[D](%s)",
            "softmax[N](%s)",
            "%s * index(D)",
            "%s + N",
            "(if %s > 0.5 and not %s < 2 then x else 0)",
            "LayerNorm[D = C](%s)",
            "x * %s");

    private final Choices choices;
    private final List<String> programs;

    private Recombination(Choices choices, List<String> programs) {
        this.choices = choices;
        this.programs = programs;
    }

    static String of(Choices choices, List<String> programs) {
        return new Recombination(choices, programs).program();
    }

    private String program() {
        String program = choices.oneOf(programs);
        int changes = 1 + choices.below(MOST_CHANGES);
        for (int change = 0; change < changes && choices.areLeft(); change++) {
            program = switch (choices.below(10)) {
                case 0 -> anyWordReplaced(program);
                case 1, 2, 3 -> nameReplaced(program);
                case 4, 5, 6 -> nameWrapped(program);
                case 7 -> lineTaken(program);
                case 8 -> lineMoved(program);
                default -> numberReplaced(program);
            };
        }
        return program;
    }

    private String anyWordReplaced(String program) {
        List<String> words = words(program);
        words.set(choices.below(words.size()), choices.oneOf(words(choices.oneOf(programs))));
        return String.join("", words);
    }

    /** One place where an axis stands gets another axis of the program, or a value another value. */
    private String nameReplaced(String program) {
        List<String> words = words(program);
        boolean axes = choices.below(4) == 0;
        return replaced(words, places(words, word -> isName(word) && isAxis(word) == axes), word -> {
            List<String> others = words.stream()
                    .filter(other -> isName(other) && isAxis(other) == axes)
                    .toList();
            return choices.oneOf(others);
        });
    }

    private String nameWrapped(String program) {
        List<String> words = words(program);
        List<Integer> read = places(words, word -> isName(word) && !isAxis(word));
        read.removeIf(place -> isWritten(words, place));
        return replaced(words, read, word -> choices.oneOf(WRAPPERS).replace("%s", word));
    }

    private String numberReplaced(String program) {
        List<String> words = words(program);
        List<Integer> numbers = places(words, word -> Character.isDigit(word.charAt(0)));
        return replaced(words, numbers, word -> choices.oneOf(NUMBERS));
    }

    private String replaced(List<String> words, List<Integer> places, UnaryOperator<String> change) {
        if (!places.isEmpty()) {
            int place = choices.oneOf(places);
            words.set(place, change.apply(words.get(place)));
        }
        return String.join("", words);
    }

    private String lineTaken(String program) {
        List<String> lines = lines(program);
        List<String> others = lines(choices.oneOf(programs));
        lines.add(inside(lines), others.get(inside(others)));
        return String.join("\n", lines);
    }

    private String lineMoved(String program) {
        List<String> lines = lines(program);
        int from = inside(lines);
        String line = choices.below(2) == 0 ? lines.remove(from) : lines.get(from);
        lines.add(inside(lines), line);
        return String.join("\n", lines);
    }

    /** The index of a line behind the head of the norm and before its end. */
    private int inside(List<String> lines) {
        return Math.max(0, Math.min(1 + choices.below(Math.max(1, lines.size() - 2)), lines.size() - 1));
    }

    /** Whether the name is not read at {@code place}, but declared, called or indexed. */
    private static boolean isWritten(List<String> words, int place) {
        String before = place < 2 ? "" : words.get(place - 2);
        String behind = String.join("", words.subList(place + 1, Math.min(place + 3, words.size())));
        return KEYWORDS.contains(before) || behind.stripLeading().matches("(?s)([\\[(]|=[^=]).*");
    }

    private static boolean isName(String word) {
        return Character.isLetter(word.charAt(0)) && !KEYWORDS.contains(word);
    }

    private static boolean isAxis(String name) {
        return Character.isUpperCase(name.charAt(0));
    }

    private static List<String> words(String program) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(program);
        while (matcher.find()) {
            words.add(matcher.group());
        }
        return words;
    }

    private static List<String> lines(String program) {
        return new ArrayList<>(List.of(program.split("\n", -1)));
    }

    private static List<Integer> places(List<String> words, Predicate<String> kind) {
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            if (kind.test(words.get(i))) {
                places.add(i);
            }
        }
        return places;
    }
}
