package dev.normc.lsp;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/**
 * Where in a program something is being typed, as far as the text in front of it tells: such a text seldom parses.
 * Words and brackets are all that is looked at.
 */
final class Cursor {

    private static final String OPERATORS = "+-*/^<>=!,";
    private static final Set<String> OPERATORS_IN_WORDS =
            Set.of("and", "or", "not", "if", "then", "else", "where", "return", "init");

    /** An open bracket, the word in front of it, and the commas so far. */
    private static final class Open {

        private final char bracket;
        private final String word;
        private final boolean behindAxes;
        private int commas;

        Open(char bracket, String word, boolean behindAxes) {
            this.bracket = bracket;
            this.word = word;
            this.behindAxes = behindAxes;
        }
    }

    private final String text;
    private final int offset;
    private final Deque<Open> open = new ArrayDeque<>();
    private boolean inComment;
    private boolean statementBegins = true;
    private String last = "";
    private String lastWord = "";
    private String prefix = "";
    private String firstWord = "";
    private boolean behindFirstWord;

    private Cursor(String text, int offset) {
        this.text = text;
        this.offset = offset;
    }

    static Cursor at(Text text, int offset) {
        Cursor cursor = new Cursor(text.text(), offset);
        cursor.read();
        return cursor;
    }

    private void read() {
        int at = 0;
        while (at < offset) {
            char unit = text.charAt(at);
            if (unit == '/' && at + 1 < text.length() && text.charAt(at + 1) == '/') {
                at = comment(at);
            } else if (isWordUnit(unit) || unit == '.') {
                at = word(at);
            } else {
                sign(unit);
                at++;
            }
        }
    }

    /** A comment that the cursor is in or behind goes on to the end of its line. */
    private int comment(int start) {
        int end = start;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        inComment = end >= offset;
        return Math.min(end, offset);
    }

    private int word(int start) {
        int end = start;
        while (end < offset && (isWordUnit(text.charAt(end)) || text.charAt(end) == '.')) {
            end++;
        }
        String word = text.substring(start, end);
        if (end == offset) {
            prefix = word;
        } else {
            behindFirstWord = statementBegins;
            firstWord = statementBegins ? word : firstWord;
            statementBegins = false;
            last = word;
            lastWord = word;
        }
        return end;
    }

    private void sign(char unit) {
        if (unit == '\n' || unit == '\r') {
            statementBegins |= !insideBrackets() && !joins();
        } else if (unit == '(' || unit == '[' || unit == '{') {
            open.push(new Open(unit, lastWord, last.equals("]")));
            statementBegins = unit == '{';
            sign(String.valueOf(unit), "");
        } else if (unit == ')' || unit == ']' || unit == '}') {
            close(unit);
        } else if (unit == ';') {
            statementBegins = true;
            sign("", "");
        } else if (!Character.isWhitespace(unit)) {
            if (unit == ',' && !open.isEmpty()) {
                open.peek().commas++;
            }
            statementBegins = false;
            sign(String.valueOf(unit), "");
        }
    }

    private void sign(String sign, String word) {
        last = sign;
        lastWord = word;
        behindFirstWord = false;
    }

    private void close(char unit) {
        char opening = unit == ')' ? '(' : unit == ']' ? '[' : '{';
        String word = "";
        if (open.stream().anyMatch(one -> one.bracket == opening)) {
            while (open.peek().bracket != opening) {
                open.pop();
            }
            word = open.pop().word;
        }
        statementBegins = unit == '}';
        sign(unit == '}' ? "" : String.valueOf(unit), unit == ']' ? word : "");
    }

    private boolean insideBrackets() {
        return !open.isEmpty() && open.peek().bracket != '{';
    }

    /** Whether the line goes on behind its end: an operator or a comma ends it. */
    private boolean joins() {
        return (!last.isEmpty() && OPERATORS.contains(last) && !last.equals("="))
                || last.equals("then")
                || last.equals("else");
    }

    private static boolean isWordUnit(char unit) {
        return Character.isLetterOrDigit(unit) || unit == '_';
    }

    boolean inComment() {
        return inComment;
    }

    /** The part of a word in front of the cursor. */
    String prefix() {
        return prefix;
    }

    /** Where the word begins that the cursor is in. */
    int start() {
        return offset - prefix.length();
    }

    /** Whether the cursor is in or behind a number, where no word can begin. */
    boolean isInNumber() {
        return !prefix.isEmpty() && !Character.isLetter(prefix.charAt(0)) && prefix.charAt(0) != '_';
    }

    /** Whether the cursor is outside of norms, where a norm or a definition may begin. */
    boolean isOutside() {
        return open.isEmpty() && statementBegins;
    }

    boolean beginsStatement() {
        return !open.isEmpty() && open.peek().bracket == '{' && statementBegins;
    }

    /** The first word of the statement in front of the cursor; empty if the cursor is in it. */
    String statement() {
        return statementBegins ? "" : firstWord;
    }

    /** Whether the cursor is directly behind the first word of a statement, {@code update |}. */
    boolean isBehindFirstWord() {
        return behindFirstWord;
    }

    /** Whether the innermost open bracket is this one. */
    boolean isIn(char bracket) {
        return !open.isEmpty() && open.peek().bracket == bracket;
    }

    /** The word in front of the innermost open bracket; for a parenthesis, that in front of its axes. */
    String callee() {
        return open.isEmpty() ? "" : open.peek().word;
    }

    /** Whether axes stand between that word and the bracket. */
    boolean isBehindAxes() {
        return !open.isEmpty() && open.peek().behindAxes;
    }

    /** How many commas stand between the innermost open bracket and the cursor. */
    int argument() {
        return open.isEmpty() ? 0 : open.peek().commas;
    }

    /** Whether a value may begin here. */
    boolean wantsOperand() {
        boolean begins = last.isEmpty() || last.equals("(") || last.equals("[") || last.equals("{");
        boolean behindOperator = !last.isEmpty() && (OPERATORS.contains(last) || OPERATORS_IN_WORDS.contains(last));
        return !beginsStatement() && !isOutside() && (begins || behindOperator);
    }

    /** Whether a value ends in front of the cursor. */
    boolean isBehindOperand() {
        return !statementBegins && !wantsOperand() && !isBehindFirstWord();
    }
}
