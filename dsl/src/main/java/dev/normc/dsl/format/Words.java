package dev.normc.dsl.format;

import dev.normc.dsl.format.Word.Break;
import dev.normc.dsl.format.Word.Place;
import dev.normc.dsl.grammar.NormParser;
import dev.normc.dsl.grammar.NormParser.ApplicationContext;
import dev.normc.dsl.grammar.NormParser.AxisContext;
import dev.normc.dsl.grammar.NormParser.AxisSizeContext;
import dev.normc.dsl.grammar.NormParser.BinaryContext;
import dev.normc.dsl.grammar.NormParser.ConstContext;
import dev.normc.dsl.grammar.NormParser.DataContext;
import dev.normc.dsl.grammar.NormParser.DefinitionContext;
import dev.normc.dsl.grammar.NormParser.FileContext;
import dev.normc.dsl.grammar.NormParser.GroupContext;
import dev.normc.dsl.grammar.NormParser.LetContext;
import dev.normc.dsl.grammar.NormParser.NegationContext;
import dev.normc.dsl.grammar.NormParser.NormContext;
import dev.normc.dsl.grammar.NormParser.ParamContext;
import dev.normc.dsl.grammar.NormParser.StateContext;
import dev.normc.dsl.grammar.NormParser.StatementContext;
import dev.normc.dsl.grammar.NormParser.UpdateContext;
import dev.normc.dsl.source.Span;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;

/** The grammar's tree to its words: what each is to its neighbours depends on the rule that it stands in. */
final class Words {

    private final List<Word> words = new ArrayList<>();
    private final Set<ParseTree> amongAxes = new HashSet<>();
    private boolean behindComma;

    private Words() {}

    static List<Word> of(FileContext tree) {
        Words words = new Words();
        words.addAll(tree);
        return words.words;
    }

    /** In the order of the text; a long sum is too deep a tree for a recursion. */
    private void addAll(ParseTree tree) {
        Deque<ParseTree> pending = new ArrayDeque<>(List.of(tree));
        while (!pending.isEmpty()) {
            ParseTree node = pending.pop();
            if (node instanceof TerminalNode terminal) {
                add(terminal.getSymbol(), terminal.getParent());
            }
            if (node instanceof AxisContext
                    || (node instanceof BinaryContext && amongAxes.contains(node.getParent()))) {
                amongAxes.add(node);
            }
            for (int i = node.getChildCount() - 1; i >= 0; i--) {
                pending.push(node.getChild(i));
            }
        }
    }

    private void add(Token token, ParseTree parent) {
        int type = token.getType();
        if (type == NormParser.END || type == Token.EOF) {
            return;
        }
        Span span = new Span(token.getStartIndex(), token.getStopIndex() + 1 - token.getStartIndex());
        boolean tight = isTight(type, parent);
        boolean tightBefore = tight
                || type == NormParser.COMMA
                || type == NormParser.RIGHT_PARENTHESIS
                || type == NormParser.RIGHT_BRACKET
                || type == NormParser.LEFT_BRACKET
                || (type == NormParser.LEFT_PARENTHESIS && !(parent instanceof GroupContext));
        boolean tightBehind = tight
                || type == NormParser.LEFT_PARENTHESIS
                || type == NormParser.LEFT_BRACKET
                || (type == NormParser.MINUS && parent instanceof NegationContext);
        Break breaks = behindComma ? Break.PART : tight ? Break.NEVER : breakOf(type, parent);
        words.add(new Word(token.getText(), span, placeOf(token, parent), tightBefore, tightBehind, breaks));
        behindComma = type == NormParser.COMMA;
    }

    /** Powers hold to their operands, and so do the products among axes: {@code x[N, C = G*K]}. */
    private boolean isTight(int type, ParseTree parent) {
        return type == NormParser.POWER || (type == NormParser.TIMES && amongAxes.contains(parent));
    }

    private static Break breakOf(int type, ParseTree parent) {
        if (parent instanceof BinaryContext) {
            return switch (type) {
                case NormParser.OR -> Break.OR;
                case NormParser.AND -> Break.AND;
                case NormParser.PLUS, NormParser.MINUS -> Break.SUM;
                case NormParser.TIMES, NormParser.DIVIDE -> Break.PRODUCT;
                default -> Break.COMPARISON;
            };
        }
        boolean restricts = type == NormParser.WHERE && parent instanceof ApplicationContext;
        return restricts || type == NormParser.THEN || type == NormParser.ELSE ? Break.PART : Break.NEVER;
    }

    private static Place placeOf(Token token, ParseTree parent) {
        if (token.getType() == NormParser.LEFT_BRACE) {
            return Place.OPENS_BODY;
        } else if (token.getType() == NormParser.RIGHT_BRACE) {
            return Place.CLOSES_BODY;
        } else if (token.getType() == NormParser.ASSIGN && isAssignment(parent)) {
            return Place.ASSIGNS;
        }
        return begun(token, parent).map(Words::placeOfFirst).orElse(Place.INSIDE);
    }

    /** The norm or the statement that the token is the first of. */
    private static Optional<ParseTree> begun(Token token, ParseTree parent) {
        ParseTree node = parent;
        while (node != null && isFirst(token, node)) {
            if (node instanceof NormContext || node instanceof StatementContext || node instanceof DefinitionContext) {
                return Optional.of(node);
            }
            node = node.getParent();
        }
        return Optional.empty();
    }

    private static boolean isFirst(Token token, ParseTree node) {
        return node instanceof ParserRuleContext rule && rule.getStart() == token;
    }

    private static Place placeOfFirst(ParseTree begun) {
        if (begun instanceof NormContext) {
            return Place.BEGINS_NORM;
        }
        return isAssignment(begun) ? Place.BEGINS_ASSIGNMENT : Place.BEGINS_STATEMENT;
    }

    private static boolean isAssignment(ParseTree node) {
        return node instanceof ParamContext
                || node instanceof ConstContext
                || node instanceof DataContext
                || node instanceof StateContext
                || node instanceof AxisSizeContext
                || node instanceof UpdateContext
                || node instanceof LetContext
                || node instanceof DefinitionContext;
    }
}
