package dev.normc.dsl.parse;

import dev.normc.dsl.diagnostic.CallMessages;
import dev.normc.dsl.diagnostic.Diagnostic;
import dev.normc.dsl.diagnostic.DidYouMean;
import dev.normc.dsl.diagnostic.Findings;
import dev.normc.dsl.diagnostic.Messages;
import dev.normc.dsl.grammar.NormParser;
import dev.normc.dsl.grammar.NormParser.BodyContext;
import dev.normc.dsl.grammar.NormParser.DefinitionContext;
import dev.normc.dsl.grammar.NormParser.FileContext;
import dev.normc.dsl.grammar.NormParser.NormContext;
import dev.normc.dsl.grammar.NormParser.StatementContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.InputMismatchException;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.RuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenStream;

/**
 * What happens at a syntax error: the statement or the head of a norm that holds it is reported once and left, and
 * reading goes on behind it. Nothing is guessed inside a statement. What the earlier steps have reported about the same
 * statement is not reported again in the parser's words.
 */
final class Recovery extends DefaultErrorStrategy {

    private final Findings findings;

    Recovery(Findings findings) {
        this.findings = findings;
    }

    /** ANTLR's guess is to drop or to insert one token; ours is none. */
    @Override
    public Token recoverInline(Parser parser) {
        throw new InputMismatchException(parser);
    }

    @Override
    public void reportError(Parser parser, RecognitionException error) {
        ParserRuleContext place = parser.getContext();
        TokenStream tokens = parser.getInputStream();
        Token found = error.getOffendingToken();
        if (place instanceof StatementContext) {
            reportStatement(tokens, place.getStart(), found, Optional.ofNullable(error.getCtx()));
        } else if (place instanceof NormContext) {
            Diagnostic message = Messages.malformedNorm(Tokens.span(found), Tokens.describe(found));
            report(place.getStart(), found, message);
        } else if (place instanceof DefinitionContext && place.getParent() instanceof FileContext) {
            Diagnostic message = CallMessages.malformedDefinition(Tokens.span(found), Tokens.describe(found));
            report(place.getStart(), found, message);
        }
    }

    @Override
    public void recover(Parser parser, RecognitionException error) {
        ParserRuleContext place = parser.getContext();
        TokenStream tokens = parser.getInputStream();
        if (place instanceof StatementContext) {
            tokens.seek(endOfStatement(tokens) + 1);
        } else if (place instanceof NormContext) {
            tokens.seek(endOfNorm(tokens));
        } else if (place.getParent() instanceof FileContext) {
            tokens.seek(nextNorm(tokens));
        } else {
            throw error;
        }
    }

    /** Before each element of the list of norms and of a list of statements: leaves what cannot begin one. */
    @Override
    public void sync(Parser parser) {
        ParserRuleContext place = parser.getContext();
        TokenStream tokens = parser.getInputStream();
        Token token = tokens.LT(1);
        if (place instanceof FileContext && !fits(parser, token)) {
            int next = nextNorm(tokens);
            report(token, tokens.get(next), outsideNorm(token, tokens.LT(2)));
            tokens.seek(next);
        }
        while (place instanceof BodyContext && !fits(parser, token)) {
            reportStatement(tokens, token, token, Optional.of(place));
            tokens.seek(endOfStatement(tokens) + 1);
            token = tokens.LT(1);
        }
    }

    private static boolean fits(Parser parser, Token token) {
        return parser.getATN()
                .nextTokens(parser.getATN().states.get(parser.getState()))
                .contains(token.getType());
    }

    private void reportStatement(TokenStream tokens, Token start, Token found, Optional<RuleContext> rule) {
        List<Token> statement = new ArrayList<>();
        int end = endOfStatement(tokens);
        for (int i = start.getTokenIndex(); i <= end; i++) {
            statement.add(tokens.get(i));
        }
        int position = found.getTokenIndex() - start.getTokenIndex();
        report(start, statement.get(statement.size() - 1), new Wording(statement, position, rule).diagnostic());
    }

    private void report(Token first, Token last, Diagnostic diagnostic) {
        if (!findings.touch(Tokens.span(first).to(Tokens.span(last)))) {
            findings.add(diagnostic);
        }
    }

    private static Diagnostic outsideNorm(Token token, Token next) {
        Optional<String> meant = Tokens.isWord(token) && Tokens.isWord(next)
                ? DidYouMean.nearest(token.getText(), List.of("norm"))
                : Optional.empty();
        return Messages.outsideNorm(Tokens.span(token), token.getText(), meant);
    }

    /** The index of the END of the statement that the stream stands in; a block in it has ENDs of its own. */
    private static int endOfStatement(TokenStream tokens) {
        int depth = 0;
        int index = tokens.index();
        while (depth > 0 || !Tokens.is(tokens.get(index), NormParser.END)) {
            depth += depthChange(tokens.get(index));
            index++;
        }
        return index;
    }

    /** The index behind the closing brace of the norm whose head the stream stands in. */
    private static int endOfNorm(TokenStream tokens) {
        int depth = 0;
        int index = tokens.index();
        while (!Tokens.is(tokens.get(index), Token.EOF)) {
            int change = depthChange(tokens.get(index));
            depth += change;
            index++;
            if (change < 0 && depth <= 0) {
                return index;
            }
        }
        return index;
    }

    private static int depthChange(Token token) {
        return switch (token.getType()) {
            case NormParser.LEFT_BRACE -> 1;
            case NormParser.RIGHT_BRACE -> -1;
            default -> 0;
        };
    }

    /** The index of the next norm or definition at the beginning of a line, or of the end of the program. */
    private static int nextNorm(TokenStream tokens) {
        int index = tokens.index() + 1;
        while (!Tokens.is(tokens.get(index), Token.EOF) && !beginsNorm(tokens, index)) {
            index++;
        }
        return index;
    }

    private static boolean beginsNorm(TokenStream tokens, int index) {
        Token token = tokens.get(index);
        boolean begins = Tokens.is(token, NormParser.NORM) || Tokens.is(token, NormParser.DEF);
        Token before = tokens.get(index - 1);
        return begins && (Tokens.is(before, NormParser.END) || Tokens.is(before, NormParser.RIGHT_BRACE));
    }
}
