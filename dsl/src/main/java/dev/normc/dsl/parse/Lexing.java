package dev.normc.dsl.parse;

import dev.normc.dsl.diagnostic.Findings;
import dev.normc.dsl.diagnostic.Messages;
import dev.normc.dsl.grammar.NormLexer;
import dev.normc.dsl.source.Source;
import dev.normc.dsl.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.Token;

/** Text to tokens: the grammar's lexer, whose words and numbers are judged here, and whose foreign text is left out. */
final class Lexing {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final Source source;
    private final Findings findings;
    private final List<Token> tokens = new ArrayList<>();

    private Lexing(Source source, Findings findings) {
        this.source = source;
        this.findings = findings;
    }

    /** The tokens of the text, line ends among them, the last one EOF. */
    static List<Token> tokens(Source source, Findings findings) {
        Lexing lexing = new Lexing(source, findings);
        all(source).filter(token -> !isComment(token)).forEach(lexing::judge);
        lexing.tokens.add(Tokens.made(Token.EOF, "", source.text().length()));
        return lexing.tokens;
    }

    /** The places of the comments, in their order. */
    static List<Span> comments(Source source) {
        return all(source).filter(Lexing::isComment).map(Tokens::span).toList();
    }

    private static Stream<? extends Token> all(Source source) {
        NormLexer lexer = new NormLexer(CharStreams.fromString(inUnits(source.text())));
        lexer.removeErrorListeners();
        return lexer.getAllTokens().stream();
    }

    private static boolean isComment(Token token) {
        return token.getChannel() == Token.HIDDEN_CHANNEL;
    }

    /** ANTLR counts code points, spans count units: whatever takes two units becomes two that no program holds. */
    private static String inUnits(String text) {
        return text.replaceAll("[\\x{10000}-\\x{10FFFF}]", "\uFFFF\uFFFF");
    }

    private void judge(Token token) {
        switch (token.getType()) {
            case NormLexer.NAME -> judgeName(token);
            case NormLexer.NUMBER -> judgeNumber(token);
            case NormLexer.FOREIGN -> reportForeign(token);
            default -> tokens.add(token);
        }
    }

    private void judgeName(Token token) {
        String name = token.getText();
        Span span = Tokens.span(token);
        OptionalInt foreign = IntStream.range(0, name.length())
                .filter(i -> name.charAt(i) > Tokens.LAST_PLAIN)
                .findFirst();
        if (name.length() > Tokens.LONGEST_NAME) {
            findings.add(Messages.nameTooLong(span, name.length(), Tokens.LONGEST_NAME));
        } else if (foreign.isPresent()) {
            int letter = foreign.getAsInt();
            Span place = new Span(span.start() + letter, 1);
            findings.add(Messages.foreignLetter(place, name.charAt(letter), ForeignText.hintForName(name)));
        }
        tokens.add(token);
    }

    private void judgeNumber(Token token) {
        Numbers.refuse(token.getText(), Tokens.span(token)).ifPresent(findings::add);
        tokens.add(token);
    }

    private void reportForeign(Token token) {
        Span span = Tokens.span(token);
        String text = source.textOf(span);
        if (span.start() > 0 || !text.startsWith(BYTE_ORDER_MARK)) {
            findings.add(Messages.unexpectedCharacter(span, text, ForeignText.hint(text)));
        }
    }
}
