package dev.normc.dsl.check;

import dev.normc.dsl.parse.Parser;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The words of the language, for those who show or complete them. */
public final class Vocabulary {

    /** The word that tells training from inference. */
    public static final String TRAIN = Scope.TRAIN;

    private static final Map<String, String> OF_REDUCTIONS = Map.of(
            "sum", "the sum over the axes",
            "mean", "the sum over the axes, divided by the number of places",
            "max", "the largest along the axes",
            "min", "the smallest along the axes");

    /**
     * Something that is called.
     *
     * @param usage a call as an example, {@code clip(v, low, high)}
     * @param meaning its value, in a few words
     */
    public record Entry(String name, String usage, String meaning) {}

    private Vocabulary() {}

    /** The words of the grammar; some of them are names where nothing else fits. */
    public static List<String> keywords() {
        return Parser.words();
    }

    /** The words of the grammar that are never names. */
    public static List<String> reservedWords() {
        return Parser.reservedWords();
    }

    /** The pointwise functions, in the order of the reference. */
    public static List<Entry> functions() {
        return Arrays.stream(Function.values())
                .map(function -> new Entry(function.spelling(), function.usage(), function.meaning()))
                .toList();
    }

    /** The reductions. */
    public static List<Entry> reductions() {
        return CallChecker.REDUCTIONS.stream()
                .map(name -> new Entry(name, CallChecker.usageOfReduction(name), OF_REDUCTIONS.getOrDefault(name, "")))
                .toList();
    }

    /** The function that gives a coordinate. */
    public static Entry coordinate() {
        return new Entry(CallChecker.INDEX, CallChecker.USAGE_OF_INDEX, "the coordinate along an axis, counted from 0");
    }
}
