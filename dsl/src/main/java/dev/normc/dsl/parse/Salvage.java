package dev.normc.dsl.parse;

import dev.normc.dsl.ast.Definition;
import dev.normc.dsl.ast.Expression;
import dev.normc.dsl.ast.Name;
import dev.normc.dsl.ast.Statement;
import dev.normc.dsl.ast.Statement.Output;
import dev.normc.dsl.grammar.NormParser;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Token;

/**
 * What a broken statement was going to define, with an unreadable value: so that later uses of its names are not errors
 * too.
 */
final class Salvage {

    private final List<Token> tokens;
    private final Expression unreadable;
    private final List<Statement> statements = new ArrayList<>();

    private Salvage(List<Token> tokens) {
        this.tokens = tokens;
        this.unreadable =
                Expression.unreadable(Tokens.span(tokens.get(0)).to(Tokens.span(tokens.get(tokens.size() - 1))));
    }

    /** The statements that stand for the tokens of a broken one, its END the last of them. */
    static List<Statement> of(List<Token> tokens) {
        Salvage salvage = new Salvage(tokens);
        int beginning = salvage.beginning();
        for (int i = beginning; i < tokens.size() - 1; i++) {
            salvage.further(tokens.get(i), tokens.get(i + 1));
        }
        return List.copyOf(salvage.statements);
    }

    /** A definition of which only the name could be read. */
    static Definition definition(Name name) {
        return new Definition(name, List.of(), List.of(), Expression.unreadable(name.span()), name.span());
    }

    /** What the first words say, {@code param gamma[D]}, {@code update s}, {@code mu}; gives how many they are. */
    private int beginning() {
        List<Token> words = tokens.stream().takeWhile(Tokens::isWord).limit(2).toList();
        if (words.size() == 1) {
            let(words.get(0));
        } else if (words.size() == 2) {
            statements.add(declaration(words.get(0).getType(), name(words.get(1))));
        }
        return words.size();
    }

    private Statement declaration(int type, Name name) {
        return switch (type) {
            case NormParser.STATE -> new Statement.State(name, axes(), unreadable, unreadable.span());
            case NormParser.UPDATE -> new Statement.Update(name, unreadable, unreadable.span());
            case NormParser.AXIS -> new Statement.AxisSize(name, unreadable, unreadable.span());
            case NormParser.CONST -> new Statement.Const(name, unreadable, unreadable.span());
            default -> new Statement.Param(name, axes(), unreadable, unreadable.span());
        };
    }

    /** A second statement that was not separated from the first. */
    private void further(Token token, Token next) {
        boolean assigned = Tokens.is(next, NormParser.ASSIGN);
        if (Tokens.isWord(token) && assigned) {
            let(token);
        } else if (Tokens.is(token, NormParser.RETURN) && !assigned) {
            Output output = new Output(new Name("y", unreadable.span()), List.of(), unreadable, unreadable.span());
            statements.add(new Statement.Return(List.of(output), unreadable.span()));
        }
    }

    private void let(Token name) {
        statements.add(new Statement.Let(name(name), unreadable, unreadable.span()));
    }

    /** The names in the brackets behind the two first words. */
    private List<Name> axes() {
        List<Name> axes = new ArrayList<>();
        boolean listed = Tokens.is(tokens.get(2), NormParser.LEFT_BRACKET);
        for (int i = 3; listed && !Tokens.is(tokens.get(i), NormParser.RIGHT_BRACKET); i++) {
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
