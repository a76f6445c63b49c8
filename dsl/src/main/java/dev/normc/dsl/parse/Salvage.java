package dev.normc.dsl.parse;

import dev.normc.dsl.ast.Expression;
import dev.normc.dsl.ast.Name;
import dev.normc.dsl.ast.Statement;
import dev.normc.dsl.ast.Statement.Output;
import dev.normc.dsl.grammar.NormParser;
import dev.normc.dsl.source.Span;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Token;

/**
 * What a broken statement was going to define, with an unreadable value: so that later uses of its names are not
 * errors too.
 */
final class Salvage {

    private Salvage() {}

    /** The statements that stand for the tokens of a broken one. */
    static List<Statement> of(List<Token> tokens) {
        Token first = tokens.get(0);
        Span span = Tokens.span(first).to(Tokens.span(tokens.get(tokens.size() - 1)));
        Expression unreadable = Expression.unreadable(span);
        if (Tokens.is(first, NormParser.RETURN)) {
            return List.of(new Statement.Return(List.of(new Output(new Name("y", span), List.of(), unreadable, span)), span));
        }
        List<Token> words = tokens.stream().takeWhile(Tokens::isWord).limit(2).toList();
        if (words.isEmpty()) {
            return List.of();
        }
        Name name = name(words.get(words.size() - 1));
        List<Name> axes = axes(tokens, words.size());
        if (words.size() == 1) {
            return List.of(new Statement.Let(name, unreadable, span));
        }
        return switch (first.getType()) {
            case NormParser.STATE -> List.of(new Statement.State(name, axes, unreadable, span));
            case NormParser.UPDATE -> List.of(new Statement.Update(name, unreadable, span));
            case NormParser.CONST -> List.of(new Statement.Const(name, unreadable, span));
            default -> List.of(new Statement.Param(name, axes, unreadable, span));
        };
    }

    private static List<Name> axes(List<Token> tokens, int from) {
        List<Name> axes = new ArrayList<>();
        boolean listed = Tokens.is(tokens.get(from), NormParser.LEFT_BRACKET);
        for (int i = from + 1; listed && !Tokens.is(tokens.get(i), NormParser.RIGHT_BRACKET); i++) {
            if (Tokens.isWord(tokens.get(i))) {
                axes.add(name(tokens.get(i)));
            }
        }
        return axes;
    }

    private static Name name(Token token) {
        return new Name(token.getText(), Tokens.span(token));
    }
}
