package dev.normc.dsl.parse;

import dev.normc.dsl.ast.NormFile;
import dev.normc.dsl.diagnostic.Diagnostic;
import dev.normc.dsl.diagnostic.Findings;
import dev.normc.dsl.diagnostic.Messages;
import dev.normc.dsl.grammar.NormParser;
import dev.normc.dsl.source.Source;
import dev.normc.dsl.source.Span;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.Token;

/** Reads a program: the front door of this package. */
public final class Parser {

    /** In UTF-16 units; a long norm has a few thousand. */
    public static final int LONGEST_PROGRAM = 1_000_000;

    /** Brackets, {@code if}s and prefix operators within one another. */
    public static final int DEEPEST = 200;

    private Parser() {}

    /** The tree of the program and all its syntax errors. */
    public static ParseResult parse(Source source) {
        Optional<Diagnostic> noText = TextGuard.refuse(source);
        if (noText.isPresent()) {
            return refused(source, noText.get());
        }
        Findings findings = new Findings();
        List<Token> tokens = Layout.arrange(Lexing.tokens(source, findings), findings);
        Optional<Diagnostic> tooDeep = Nesting.refuse(tokens, DEEPEST);
        if (tooDeep.isPresent()) {
            return refused(source, tooDeep.get());
        }
        return read(source, tokens, findings);
    }

    private static ParseResult read(Source source, List<Token> tokens, Findings findings) {
        CommonTokenStream stream = new CommonTokenStream(new ListTokenSource(tokens));
        stream.fill();
        NormParser parser = new NormParser(stream);
        parser.removeErrorListeners();
        parser.setErrorHandler(new Recovery(findings));
        NormFile file = new NormBuilder(source, tokens, findings).build(parser.file());
        List<Diagnostic> diagnostics = findings.sorted();
        boolean empty = file.norms().isEmpty() && diagnostics.isEmpty();
        return new ParseResult(file, empty ? List.of(Messages.noNorm(Span.NONE)) : diagnostics);
    }

    private static ParseResult refused(Source source, Diagnostic reason) {
        return new ParseResult(new NormFile(source, List.of(), List.of()), List.of(reason));
    }
}
