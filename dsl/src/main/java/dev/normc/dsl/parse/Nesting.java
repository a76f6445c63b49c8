package dev.normc.dsl.parse;

import dev.normc.dsl.diagnostic.Diagnostic;
import dev.normc.dsl.diagnostic.Messages;
import dev.normc.dsl.grammar.NormParser;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.antlr.v4.runtime.Token;

/**
 * Counts how deep the parser will nest, on tokens alone, before it does. Open are brackets, and the operators that wait
 * for an operand on their right; a binary operator ends the waiting of all that bind tighter than itself. Chains of
 * operators that bind left do not nest.
 */
final class Nesting {

    private static final int BRACKET = 0;
    private static final int IF = 1;
    private static final int NOT = 4;
    private static final int NEGATION = 8;
    private static final int POWER = 9;

    /** How tight the operators bind between two operands. */
    private static final Map<Integer, Integer> STRENGTH = Map.ofEntries(
            Map.entry(NormParser.END, BRACKET),
            Map.entry(NormParser.COMMA, BRACKET),
            Map.entry(NormParser.THEN, IF),
            Map.entry(NormParser.ELSE, IF),
            Map.entry(NormParser.OR, 2),
            Map.entry(NormParser.AND, 3),
            Map.entry(NormParser.LESS, 5),
            Map.entry(NormParser.LESS_OR_EQUAL, 5),
            Map.entry(NormParser.GREATER, 5),
            Map.entry(NormParser.GREATER_OR_EQUAL, 5),
            Map.entry(NormParser.EQUAL, 5),
            Map.entry(NormParser.NOT_EQUAL, 5),
            Map.entry(NormParser.PLUS, 6),
            Map.entry(NormParser.MINUS, 6),
            Map.entry(NormParser.TIMES, 7),
            Map.entry(NormParser.DIVIDE, 7));

    private final Deque<Integer> waiting = new ArrayDeque<>();

    private Nesting() {}

    /** Where the tokens nest deeper than {@code limit}, if they do. The brackets of {@code tokens} all close. */
    static Optional<Diagnostic> refuse(List<Token> tokens, int limit) {
        Nesting nesting = new Nesting();
        boolean afterOperand = false;
        for (Token token : tokens) {
            nesting.read(token, afterOperand);
            if (nesting.waiting.size() > limit) {
                return Optional.of(Messages.nestingTooDeep(Tokens.span(token), limit));
            }
            afterOperand = Tokens.endsOperand(token);
        }
        return Optional.empty();
    }

    private void read(Token token, boolean afterOperand) {
        int type = token.getType();
        if (Tokens.opens(token)) {
            waiting.push(BRACKET);
        } else if (Tokens.closes(token)) {
            endTighterThan(BRACKET);
            waiting.pop();
        } else if (type == NormParser.IF) {
            waiting.push(IF);
        } else if (type == NormParser.NOT) {
            waiting.push(NOT);
        } else if (type == NormParser.POWER) {
            waiting.push(POWER);
        } else if (type == NormParser.MINUS && !afterOperand) {
            waiting.push(NEGATION);
        } else if (type == NormParser.WHERE && afterOperand) {
            endTighterThan(BRACKET);
        } else if (STRENGTH.containsKey(type)) {
            endTighterThan(STRENGTH.getOrDefault(type, BRACKET));
        }
    }

    private void endTighterThan(int strength) {
        while (!waiting.isEmpty() && waiting.peek() > strength) {
            waiting.pop();
        }
    }
}
