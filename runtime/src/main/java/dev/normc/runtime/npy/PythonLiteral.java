package dev.normc.runtime.npy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads what a header is written in: a literal of Python made of dictionaries, tuples, lists, texts, whole numbers,
 * {@code True}, {@code False} and {@code None}. It evaluates nothing.
 */
final class PythonLiteral {

    /** What is wrong, as the end of a sentence. */
    static final class Malformed extends Exception {

        private static final long serialVersionUID = 1L;

        Malformed(String sentence) {
            super(sentence);
        }
    }

    /** {@code None}. */
    enum None {
        NONE
    }

    private static final int DEEPEST = 32;

    /** A number with more digits than these is taken for the largest. */
    private static final int MOST_DIGITS = 18;

    private static final int LONGEST_EXCERPT = 20;

    /** Stands for the character behind the last one. */
    private static final char END = '\0';

    private final String text;
    private int at;

    private PythonLiteral(String text) {
        this.text = text;
    }

    /** The dictionary that {@code text} is, up to white space around it. */
    static Map<String, Object> dictionary(String text) throws Malformed {
        PythonLiteral literal = new PythonLiteral(text);
        Object value = literal.value(0);
        if (literal.next() != END) {
            throw literal.expected("its end");
        }
        if (!(value instanceof Map<?, ?> map)) {
            throw new Malformed("it is no dictionary");
        }
        Map<String, Object> entries = new LinkedHashMap<>();
        map.forEach((key, entry) -> entries.put(String.valueOf(key), entry));
        return entries;
    }

    /** A text, a Long, a Boolean, {@link None}, a List for a tuple or a list, or a Map. */
    private Object value(int depth) throws Malformed {
        if (depth > DEEPEST) {
            throw new Malformed("its brackets are too deep");
        }
        char first = next();
        if (first == '{') {
            return map(depth);
        } else if (first == '(') {
            return sequence(')', depth);
        } else if (first == '[') {
            return sequence(']', depth);
        } else if (first == '\'' || first == '"') {
            return string(first);
        } else if (first == '-' || Character.isDigit(first)) {
            return number();
        } else if (taken("True")) {
            return true;
        } else if (taken("False")) {
            return false;
        } else if (taken("None")) {
            return None.NONE;
        }
        throw expected("a value");
    }

    private Map<String, Object> map(int depth) throws Malformed {
        Map<String, Object> entries = new LinkedHashMap<>();
        take("{");
        while (!taken("}")) {
            if (!(value(depth + 1) instanceof String key)) {
                throw expected("a name");
            }
            take(":");
            if (entries.put(key, value(depth + 1)) != null) {
                throw new Malformed("it has '" + key + "' twice");
            }
            if (!taken(",")) {
                take("}");
                return entries;
            }
        }
        return entries;
    }

    /** Of one value without a comma in round brackets Python makes that value, not a tuple; here it is one of one. */
    private List<Object> sequence(char end, int depth) throws Malformed {
        List<Object> values = new ArrayList<>();
        at++;
        while (!taken(String.valueOf(end))) {
            values.add(value(depth + 1));
            if (!taken(",")) {
                take(String.valueOf(end));
                return values;
            }
        }
        return values;
    }

    private String string(char quote) throws Malformed {
        StringBuilder value = new StringBuilder();
        for (at++; at < text.length() && text.charAt(at) != quote; at++) {
            if (text.charAt(at) == '\\') {
                at++; // what names of fields may have; no code of a type does
            }
            value.append(at < text.length() ? text.charAt(at) : ' ');
        }
        if (at >= text.length()) {
            throw expected("a quote");
        }
        at++;
        return value.toString();
    }

    /** A whole number, with the L of Python 2 behind it or not. */
    private Long number() throws Malformed {
        int start = at;
        at += text.charAt(at) == '-' ? 1 : 0;
        int digits = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (at == digits) {
            throw expected("a number");
        }
        boolean negative = digits > start;
        long value = at - digits > MOST_DIGITS ? Long.MAX_VALUE : Long.parseLong(text.substring(digits, at));
        at += at < text.length() && text.charAt(at) == 'L' ? 1 : 0;
        return negative ? -value : value;
    }

    private void take(String token) throws Malformed {
        if (!taken(token)) {
            throw expected(token);
        }
    }

    private boolean taken(String token) {
        boolean found = next() != END && text.startsWith(token, at);
        at += found ? token.length() : 0;
        return found;
    }

    /** The next character that is no white space, which is not taken. */
    private char next() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at < text.length() ? text.charAt(at) : END;
    }

    private Malformed expected(String what) {
        String found = next() == END
                ? "its end"
                : text.length() - at > LONGEST_EXCERPT
                        ? text.substring(at, at + LONGEST_EXCERPT) + "..."
                        : text.substring(at);
        return new Malformed("expected " + what + ", found " + found);
    }
}
