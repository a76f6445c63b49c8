package dev.normc.dsl.parse;

import dev.normc.dsl.diagnostic.Findings;
import dev.normc.dsl.diagnostic.Messages;
import dev.normc.dsl.grammar.NormParser;
import dev.normc.dsl.source.Span;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.Token;

/**
 * Decides which line ends end a statement, and makes all brackets close.
 *
 * <p>A line end ends a statement unless a bracket is open, or a binary operator, {@code then} or {@code else} stands
 * beside it, or a comma before it; {@code ;} always does. A line that can only be the beginning of a statement ends
 * whatever is open: so a forgotten bracket costs one error and one statement, not the rest of the program. Missing
 * brackets are reported here and then supplied.
 */
final class Layout {

    /** With these before or behind it a line end is a blank. */
    private static final Set<Integer> JOINING = Set.of(
            NormParser.PLUS,
            NormParser.MINUS,
            NormParser.TIMES,
            NormParser.DIVIDE,
            NormParser.POWER,
            NormParser.LESS,
            NormParser.LESS_OR_EQUAL,
            NormParser.GREATER,
            NormParser.GREATER_OR_EQUAL,
            NormParser.EQUAL,
            NormParser.NOT_EQUAL,
            NormParser.AND,
            NormParser.OR,
            NormParser.THEN,
            NormParser.ELSE);

    private final List<Token> tokens;
    private final Findings findings;
    private final List<Token> arranged = new ArrayList<>();
    private final Deque<Token> open = new ArrayDeque<>();
    private boolean inHead;

    private Layout(List<Token> tokens, Findings findings) {
        this.tokens = tokens;
        this.findings = findings;
    }

    /** The tokens for the parser: statement ends instead of line ends, every bracket closed. */
    static List<Token> arrange(List<Token> tokens, Findings findings) {
        Layout layout = new Layout(tokens, findings);
        boolean lineBegins = true;
        for (int i = 0; i < tokens.size(); i++) {
            if (Tokens.is(tokens.get(i), NormParser.NEWLINE)) {
                lineBegins = true;
            } else {
                if (lineBegins) {
                    layout.beginLine(i);
                }
                layout.place(i);
                lineBegins = false;
            }
        }
        return layout.arranged;
    }

    private void beginLine(int i) {
        if (beginsNorm(i)) {
            closeAll();
        } else if (beginsStatement(i)) {
            endStatement();
        } else if (!insideBrackets() && !joins(i)) {
            endStatement();
        }
    }

    private void place(int i) {
        Token token = tokens.get(i);
        boolean headEnds = inHead && open.isEmpty() && Tokens.is(last(), NormParser.RIGHT_PARENTHESIS);
        if (headEnds && !Tokens.closes(token)) {
            beginBody(token);
        }
        inHead |= open.isEmpty() && Tokens.is(token, NormParser.NORM) && !wantsOperand();
        if (Tokens.opens(token)) {
            open.push(token);
            arranged.add(token);
        } else if (Tokens.closes(token)) {
            close(token);
        } else if (Tokens.is(token, NormParser.SEMICOLON)) {
            endStatement();
        } else if (Tokens.is(token, Token.EOF)) {
            closeAll();
            arranged.add(token);
        } else {
            arranged.add(token);
        }
    }

    /** Whether a value must follow, so that {@code norm} is the name of one: in {@code def f(norm) = 2 * norm}. */
    private boolean wantsOperand() {
        return !arranged.isEmpty()
                && (JOINING.contains(last().getType())
                        || Tokens.is(last(), NormParser.ASSIGN)
                        || Tokens.is(last(), NormParser.NOT)
                        || Tokens.is(last(), NormParser.IF));
    }

    /** Behind the head of a norm stands its body. */
    private void beginBody(Token token) {
        inHead = false;
        if (!Tokens.is(token, NormParser.LEFT_BRACE)) {
            findings.add(Messages.missingBody(new Span(end(last()), 0)));
            Token brace = Tokens.made(NormParser.LEFT_BRACE, "{", end(last()));
            open.push(brace);
            arranged.add(brace);
        }
    }

    private void close(Token token) {
        if (Tokens.is(token, NormParser.RIGHT_BRACE)) {
            closeBrackets();
            endStatement();
        }
        int type = token.getType();
        if (!open.isEmpty() && Tokens.closing(open.peek()) == type) {
            open.pop();
            arranged.add(token);
        } else if (!insideBrackets() || type == NormParser.RIGHT_BRACE) {
            findings.add(Messages.unmatchedBracket(Tokens.span(token), token.getText()));
        } else if (opensInside(type)) {
            closeUnclosed();
            while (Tokens.closing(open.peek()) != type) {
                supply(open.pop());
            }
            open.pop();
            arranged.add(token);
        } else {
            replace(token, open.pop());
        }
    }

    /** A bracket of the other kind: what is open is closed all the same. */
    private void replace(Token token, Token opening) {
        String expected = text(Tokens.closing(opening));
        findings.add(Messages.wrongBracket(Tokens.span(token), token.getText(), opening.getText(), expected));
        arranged.add(Tokens.made(Tokens.closing(opening), expected, token.getStartIndex()));
    }

    /** Whether, among the brackets that are open in this statement, one is closed by {@code closing}. */
    private boolean opensInside(int closing) {
        return open.stream()
                .limit(Parser.DEEPEST)
                .takeWhile(bracket -> !Tokens.is(bracket, NormParser.LEFT_BRACE))
                .anyMatch(bracket -> Tokens.closing(bracket) == closing);
    }

    private void endStatement() {
        closeBrackets();
        boolean begun = !arranged.isEmpty()
                && !inHead
                && !Tokens.is(last(), NormParser.END)
                && !Tokens.is(last(), NormParser.LEFT_BRACE);
        if (begun) {
            arranged.add(Tokens.made(NormParser.END, "", end(last())));
        }
    }

    /** Closes what the statement left open; the innermost bracket is the one to report. */
    private void closeBrackets() {
        if (insideBrackets()) {
            closeUnclosed();
        }
        while (insideBrackets()) {
            supply(open.pop());
        }
    }

    private void closeUnclosed() {
        Token opening = open.pop();
        findings.add(Messages.unclosedBracket(Tokens.span(opening), opening.getText(), text(Tokens.closing(opening))));
        supply(opening);
    }

    private void closeAll() {
        inHead = false;
        endStatement();
        while (!open.isEmpty()) {
            closeUnclosed();
            endStatement();
        }
    }

    private void supply(Token opening) {
        int type = Tokens.closing(opening);
        arranged.add(Tokens.made(type, text(type), end(last())));
    }

    private boolean insideBrackets() {
        return !open.isEmpty() && !Tokens.is(open.peek(), NormParser.LEFT_BRACE);
    }

    private boolean joins(int i) {
        Token token = tokens.get(i);
        return arranged.isEmpty()
                || JOINING.contains(last().getType())
                || JOINING.contains(token.getType())
                || Tokens.is(last(), NormParser.COMMA)
                || Tokens.is(token, NormParser.LEFT_BRACE);
    }

    private boolean beginsNorm(int i) {
        return Tokens.is(tokens.get(i), NormParser.NORM)
                && Tokens.isWord(tokens.get(i + 1))
                && Tokens.is(tokens.get(i + 2), NormParser.LEFT_PARENTHESIS);
    }

    /** Whether the line at {@code i} can be nothing but the beginning of a statement. */
    private boolean beginsStatement(int i) {
        Token token = tokens.get(i);
        if (Tokens.is(token, NormParser.RETURN)) {
            return true;
        }
        if (!Tokens.isWord(token)) {
            return false;
        }
        Token next = tokens.get(i + 1);
        boolean argument = !arranged.isEmpty() && (Tokens.is(last(), NormParser.COMMA) || Tokens.opens(last()));
        boolean declares = Tokens.isStarter(token) && Tokens.isWord(next) && !Tokens.is(next, NormParser.WHERE);
        return declares || (Tokens.is(next, NormParser.ASSIGN) && !argument);
    }

    private Token last() {
        return arranged.isEmpty() ? tokens.get(tokens.size() - 1) : arranged.get(arranged.size() - 1);
    }

    private static int end(Token token) {
        return Tokens.span(token).end();
    }

    private static String text(int type) {
        return NormParser.VOCABULARY.getLiteralName(type).replace("'", "");
    }
}
