package dev.normc.dsl.parse;

import dev.normc.dsl.ast.Name;
import dev.normc.dsl.diagnostic.Messages;
import dev.normc.dsl.grammar.NormLexer;
import dev.normc.dsl.grammar.NormParser;
import dev.normc.dsl.source.Span;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/** What the steps of the parser ask about single tokens. */
final class Tokens {

    /** Names are made of letters up to this one. */
    static final char LAST_PLAIN = 0x7F;

    /** Names become names of Java, which end at 65,535 bytes; nobody reads names of this length. */
    static final int LONGEST_NAME = 200;

    /** Words that may be names; the rule `name` of the grammar says the same. */
    private static final Set<Integer> WORDS = Set.of(
            NormParser.NAME,
            NormParser.NORM,
            NormParser.DEF,
            NormParser.PARAM,
            NormParser.CONST,
            NormParser.DATA,
            NormParser.STATE,
            NormParser.AXIS,
            NormParser.UPDATE,
            NormParser.BACKWARD,
            NormParser.RUNNING,
            NormParser.ITERATE,
            NormParser.INIT,
            NormParser.WHERE);

    private static final Set<Integer> STARTERS = Set.of(
            NormParser.NORM,
            NormParser.DEF,
            NormParser.PARAM,
            NormParser.CONST,
            NormParser.DATA,
            NormParser.STATE,
            NormParser.AXIS,
            NormParser.UPDATE,
            NormParser.BACKWARD);

    private static final Set<Integer> RESERVED = Set.of(
            NormParser.RETURN,
            NormParser.IF,
            NormParser.THEN,
            NormParser.ELSE,
            NormParser.AND,
            NormParser.OR,
            NormParser.NOT);

    private static final Map<Integer, Integer> CLOSING = Map.of(
            NormParser.LEFT_PARENTHESIS, NormParser.RIGHT_PARENTHESIS,
            NormParser.LEFT_BRACKET, NormParser.RIGHT_BRACKET,
            NormParser.LEFT_BRACE, NormParser.RIGHT_BRACE);

    private Tokens() {}

    static boolean isWord(Token token) {
        return WORDS.contains(token.getType());
    }

    /** Whether the lexer's step has reported the name: it is too long, or has a letter of another alphabet. */
    static boolean isRefused(Name name) {
        return name.text().length() > LONGEST_NAME || name.text().chars().anyMatch(letter -> letter > LAST_PLAIN);
    }

    /** Whether the word begins a statement or a norm, if a name follows it. */
    static boolean isStarter(Token token) {
        return STARTERS.contains(token.getType());
    }

    static boolean isReserved(Token token) {
        return RESERVED.contains(token.getType());
    }

    static boolean opens(Token token) {
        return CLOSING.containsKey(token.getType());
    }

    static boolean closes(Token token) {
        return CLOSING.containsValue(token.getType());
    }

    /** The type of the bracket that closes {@code opening}. */
    static int closing(Token opening) {
        return CLOSING.getOrDefault(opening.getType(), Token.INVALID_TYPE);
    }

    static boolean is(Token token, int type) {
        return token.getType() == type;
    }

    /** Whether an operand may end with the token, so that a minus behind it subtracts. */
    static boolean endsOperand(Token token) {
        int type = token.getType();
        return isWord(token)
                || type == NormParser.NUMBER
                || type == NormParser.RIGHT_PARENTHESIS
                || type == NormParser.RIGHT_BRACKET;
    }

    /** Whether an operand may begin with the token; a minus may, but stands for subtraction where both are possible. */
    static boolean beginsOperand(Token token) {
        int type = token.getType();
        return isWord(token)
                || type == NormParser.NUMBER
                || type == NormParser.LEFT_PARENTHESIS
                || type == NormParser.IF
                || type == NormParser.NOT;
    }

    /** The words of these types as they are written; a name has no one text. */
    private static List<String> texts(Set<Integer> types) {
        return types.stream()
                .map(type -> NormLexer.VOCABULARY.getLiteralName(type))
                .filter(Objects::nonNull)
                .map(literal -> literal.substring(1, literal.length() - 1))
                .sorted()
                .toList();
    }

    /** The words of the grammar that may be names. */
    static List<String> words() {
        return texts(WORDS);
    }

    /** The words of the grammar that are never names. */
    static List<String> reservedWords() {
        return texts(RESERVED);
    }

    static Span span(Token token) {
        int start = Math.max(0, token.getStartIndex());
        return new Span(start, Math.max(0, token.getStopIndex() + 1 - start));
    }

    /** From the first token of a rule to its last. */
    static Span span(ParserRuleContext context) {
        return span(context.getStart()).to(span(context.getStop()));
    }

    static Name name(ParserRuleContext name) {
        return new Name(name.getStart().getText(), span(name.getStart()));
    }

    /** A token that no text stands for, at {@code offset}. */
    static Token made(int type, String text, int offset) {
        CommonToken token = new CommonToken(type, text);
        token.setStartIndex(offset);
        token.setStopIndex(offset - 1);
        return token;
    }

    /** The token as a sentence speaks of it. */
    static String describe(Token token) {
        return switch (token.getType()) {
            case NormParser.END -> "the end of the statement";
            case Token.EOF -> "the end of the program";
            default -> Messages.quote(token.getText());
        };
    }
}
