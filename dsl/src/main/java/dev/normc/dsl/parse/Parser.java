package dev.normc.dsl.parse;

import dev.normc.dsl.ast.NormFile;
import dev.normc.dsl.diagnostic.Diagnostic;
import dev.normc.dsl.diagnostic.Findings;
import dev.normc.dsl.diagnostic.InvalidNormException;
import dev.normc.dsl.diagnostic.Messages;
import dev.normc.dsl.grammar.NormParser;
import dev.normc.dsl.grammar.NormParser.FileContext;
import dev.normc.dsl.source.Source;
import dev.normc.dsl.source.Span;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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
        Reading reading = read(source);
        List<Diagnostic> diagnostics = reading.diagnostics();
        boolean empty = reading.file().norms().isEmpty() && diagnostics.isEmpty();
        return new ParseResult(reading.file(), empty ? List.of(Messages.noNorm(Span.NONE)) : diagnostics);
    }

    /**
     * The tree of the grammar, with all words as they are written, and the comments.
     *
     * @throws InvalidNormException if the program has syntax errors
     */
    public static ConcreteTree concrete(Source source) {
        Reading reading = read(source);
        if (!reading.diagnostics().isEmpty()) {
            throw new InvalidNormException(source, reading.diagnostics());
        }
        return new ConcreteTree(source, reading.tree().orElseThrow(), Lexing.comments(source));
    }

    /** The places of the comments, in their order. */
    public static List<Span> comments(Source source) {
        return TextGuard.refuse(source).isPresent() ? List.of() : Lexing.comments(source);
    }

    /** The words of the grammar, in alphabetical order. */
    public static List<String> words() {
        return Stream.concat(Tokens.words().stream(), Tokens.reservedWords().stream())
                .sorted()
                .toList();
    }

    /** The words of the grammar that are never names, in alphabetical order. */
    public static List<String> reservedWords() {
        return Tokens.reservedWords();
    }

    /** What became of a text; one that is refused unread has no tree of the grammar. */
    private record Reading(Optional<FileContext> tree, NormFile file, List<Diagnostic> diagnostics) {}

    private static Reading read(Source source) {
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
        CommonTokenStream stream = new CommonTokenStream(new ListTokenSource(tokens));
        stream.fill();
        NormParser parser = new NormParser(stream);
        parser.removeErrorListeners();
        parser.setErrorHandler(new Recovery(findings));
        FileContext tree = parser.file();
        NormFile file = new NormBuilder(source, tokens, findings).build(tree);
        return new Reading(Optional.of(tree), file, findings.sorted());
    }

    private static Reading refused(Source source, Diagnostic reason) {
        return new Reading(Optional.empty(), new NormFile(source, List.of(), List.of()), List.of(reason));
    }
}
