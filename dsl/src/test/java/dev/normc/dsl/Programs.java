package dev.normc.dsl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.normc.dsl.ast.Expression;
import dev.normc.dsl.ast.NormFile;
import dev.normc.dsl.ast.Statement;
import dev.normc.dsl.check.Checker;
import dev.normc.dsl.diagnostic.Diagnostic;
import dev.normc.dsl.diagnostic.DiagnosticRenderer;
import dev.normc.dsl.diagnostic.Findings;
import dev.normc.dsl.parse.ParseResult;
import dev.normc.dsl.parse.Parser;
import dev.normc.dsl.print.ExpressionPrinter;
import dev.normc.dsl.print.StatementPrinter;
import dev.normc.dsl.source.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Programs for tests, and what the language says about them. */
public final class Programs {

    private Programs() {}

    /** A norm with these statements over {@code x[N, D]}. */
    public static String norm(String... statements) {
        return "norm Example(x[N, D]) {\n" + String.join("\n", statements) + "\n}\n";
    }

    /** A norm that returns the expression. */
    public static String returning(String expression) {
        return norm("return " + expression);
    }

    /** Everything that parser and checker say, in the order of the source; all of it is about places in the source. */
    public static List<Diagnostic> diagnostics(Source source) {
        ParseResult result = Parser.parse(source);
        List<Diagnostic> diagnostics = new ArrayList<>(result.diagnostics());
        diagnostics.addAll(Checker.check(result.file()).diagnostics());
        diagnostics.forEach(diagnostic -> assertTrue(
                diagnostic.span().end() <= source.text().length(), () -> "outside of the text: " + diagnostic));
        return Findings.sorted(diagnostics);
    }

    /** The codes of everything that parser and checker say. */
    public static List<String> codes(String program) {
        return diagnostics(source(program)).stream().map(Diagnostic::code).toList();
    }

    /** Demands that the program has no error. */
    public static void assertClean(String program) {
        Source source = source(program);
        assertEquals("", DiagnosticRenderer.render(source, diagnostics(source)), "errors in " + program);
    }

    /** The file of a program that must parse. */
    public static NormFile parse(String program) {
        Source source = source(program);
        ParseResult result = Parser.parse(source);
        assertEquals("", DiagnosticRenderer.render(source, result.diagnostics()), "syntax errors in " + program);
        return result.file();
    }

    /** The program as the printer writes it. */
    public static String printed(String program) {
        return parse(program).norms().stream().map(StatementPrinter::print).collect(Collectors.joining());
    }

    /** The expression as the printer writes it: with as few parentheses as its tree needs. */
    public static String printedExpression(String expression) {
        return ExpressionPrinter.print(expression(expression));
    }

    /** The tree of the expression. */
    public static Expression expression(String expression) {
        List<Statement> body = parse(returning(expression)).norms().get(0).body();
        Statement.Return returned = (Statement.Return) body.get(0);
        return returned.outputs().get(0).value();
    }

    /** The program under a name. */
    public static Source source(String program) {
        return new Source("example.norm", program);
    }
}
