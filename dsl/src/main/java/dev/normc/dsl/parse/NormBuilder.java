package dev.normc.dsl.parse;

import dev.normc.dsl.ast.Definition;
import dev.normc.dsl.ast.Norm;
import dev.normc.dsl.ast.NormFile;
import dev.normc.dsl.ast.Statement;
import dev.normc.dsl.diagnostic.Findings;
import dev.normc.dsl.grammar.NormParser.DefinitionContext;
import dev.normc.dsl.grammar.NormParser.FileContext;
import dev.normc.dsl.grammar.NormParser.NormContext;
import dev.normc.dsl.source.Documentation;
import dev.normc.dsl.source.Source;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.Token;

/** ANTLR's tree of a program to ours. */
final class NormBuilder {

    private final Source source;
    private final List<Token> tokens;
    private final Findings findings;

    NormBuilder(Source source, List<Token> tokens, Findings findings) {
        this.source = source;
        this.tokens = tokens;
        this.findings = findings;
    }

    NormFile build(FileContext file) {
        StatementBuilder outside = new StatementBuilder(tokens, findings);
        List<Definition> definitions = file.definition().stream()
                .flatMap(definition -> definition(definition, outside).stream())
                .toList();
        List<Norm> norms = file.norm().stream()
                .filter(norm -> norm.exception == null)
                .map(this::norm)
                .toList();
        return new NormFile(source, definitions, norms);
    }

    /** Of a broken one its name, so that calls of it are not errors too. */
    private static Optional<Definition> definition(DefinitionContext context, StatementBuilder outside) {
        if (context.exception == null) {
            return Optional.of(outside.definition(context));
        }
        return context.name().stream().findFirst().map(name -> Salvage.definition(Tokens.name(name)));
    }

    private Norm norm(NormContext context) {
        StatementBuilder statements = new StatementBuilder(tokens, findings);
        List<Norm.Input> inputs = context.input().stream()
                .map(input ->
                        new Norm.Input(Tokens.name(input.name()), statements.axes(input.axes()), Tokens.span(input)))
                .toList();
        List<Statement> body = statements.body(context.body());
        String documentation = Documentation.above(source, context.getStart().getStartIndex());
        return new Norm(
                Tokens.name(context.name()), documentation, inputs, statements.splits(), body, Tokens.span(context));
    }
}
