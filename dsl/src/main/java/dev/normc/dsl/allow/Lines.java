package dev.normc.dsl.allow;

import dev.normc.dsl.source.Source;
import dev.normc.dsl.source.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The lines of a program: what begins on each, and which hold a comment alone. */
final class Lines {

    private final TreeMap<Integer, Integer> numbers = new TreeMap<>();
    private final List<Span> statements;
    private final Map<Integer, List<Span>> beginning = new HashMap<>();
    private final Set<Integer> commented = new HashSet<>();

    Lines(Source source, List<Span> comments, List<Span> statements) {
        this.statements = statements;
        String text = source.text();
        numbers.put(0, 0);
        for (int i = 0; i < text.length(); i++) {
            boolean pairFollows = i + 1 < text.length() && text.charAt(i + 1) == '\n';
            if (text.charAt(i) == '\n' || (text.charAt(i) == '\r' && !pairFollows)) {
                numbers.put(i + 1, numbers.size());
            }
        }
        statements.forEach(span -> beginning
                .computeIfAbsent(lineOf(span.start()), line -> new ArrayList<>())
                .add(span));
        for (Span comment : comments) {
            int start = numbers.floorKey(comment.start());
            if (text.substring(start, comment.start()).isBlank()) {
                commented.add(lineOf(comment.start()));
            }
        }
    }

    private int lineOf(int offset) {
        return numbers.floorEntry(offset).getValue();
    }

    /**
     * What a comment is for: what begins on its line, or below it and other comments; else the innermost that goes on
     * there.
     */
    List<Span> targets(Span comment) {
        int line = lineOf(comment.start());
        while (commented.contains(line)) {
            line++;
        }
        List<Span> begin = beginning.get(line);
        return begin == null ? goingOn(line) : begin;
    }

    private List<Span> goingOn(int line) {
        List<Span> open = statements.stream()
                .filter(span -> lineOf(span.start()) < line && lineOf(Math.max(0, span.end() - 1)) >= line)
                .toList();
        return open.stream()
                .filter(span -> open.stream().noneMatch(other -> other != span && contains(span, other)))
                .filter(span -> statements.stream().noneMatch(other -> other != span && contains(span, other)))
                .toList();
    }

    private static boolean contains(Span outer, Span inner) {
        return outer.start() <= inner.start() && inner.end() <= outer.end();
    }
}
