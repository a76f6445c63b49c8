package dev.normc.dsl.parse;

import dev.normc.dsl.ast.Norm;
import dev.normc.dsl.ast.NormFile;
import dev.normc.dsl.ast.Statement;
import dev.normc.dsl.diagnostic.Feature;
import dev.normc.dsl.diagnostic.Findings;
import dev.normc.dsl.grammar.NormParser.DefinitionContext;
import dev.normc.dsl.grammar.NormParser.FileContext;
import dev.normc.dsl.grammar.NormParser.NormContext;
import dev.normc.dsl.grammar.NormParser.StatementContext;
import dev.normc.dsl.source.Documentation;
import dev.normc.dsl.source.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.Token;

/**
 * ANTLR's tree of a program to ours. A norm that uses what this version does not have is left out, since nothing
 * sensible can be said about the rest of it.
 */
final class NormBuilder {

    private final Source source;
    private final List<Token> tokens;
    private final NotYet notYet;
    private final StatementBuilder statements;

    NormBuilder(Source source, List<Token> tokens, Findings findings, NotYet notYet) {
        this.source = source;
        this.tokens = tokens;
        this.notYet = notYet;
        this.statements = new StatementBuilder(findings, notYet);
    }

    NormFile build(FileContext file) {
        for (DefinitionContext definition : file.definition()) {
            notYet.report(Feature.DEFINITION, Tokens.span(definition.getStart()));
        }
        List<Norm> norms = file.norm().stream()
                .filter(norm -> norm.exception == null)
                .map(this::norm)
                .flatMap(Optional::stream)
                .toList();
        return new NormFile(source, file.definition().isEmpty() ? norms : List.of());
    }

    private Optional<Norm> norm(NormContext context) {
        int before = notYet.uses();
        List<Norm.Input> inputs = context.input().stream()
                .map(input ->
                        new Norm.Input(Tokens.name(input.name()), statements.axes(input.axes()), Tokens.span(input)))
                .toList();
        List<Statement> body = new ArrayList<>();
        context.body().statement().forEach(statement -> body.addAll(statements(statement)));
        String documentation = Documentation.above(source, context.getStart().getStartIndex());
        return notYet.uses() == before
                ? Optional.of(new Norm(Tokens.name(context.name()), documentation, inputs, body, Tokens.span(context)))
                : Optional.empty();
    }

    private List<Statement> statements(StatementContext context) {
        if (context.exception == null) {
            return context.accept(statements).stream().toList();
        }
        List<Token> broken = tokens.subList(
                context.getStart().getTokenIndex(), context.getStop().getTokenIndex() + 1);
        Optional<Feature> beyond = Wording.beyond(broken);
        beyond.ifPresent(feature -> notYet.report(feature, Tokens.span(context.getStart())));
        return beyond.isPresent() ? List.of() : Salvage.of(broken);
    }
}
