package dev.normc.dsl.parse;

import static dev.normc.dsl.Programs.expression;
import static dev.normc.dsl.Programs.printedExpression;
import static dev.normc.dsl.Programs.returning;
import static dev.normc.dsl.Programs.source;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.normc.dsl.ast.Expression;
import dev.normc.dsl.print.ExpressionPrinter;
import dev.normc.dsl.source.Span;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The tree of an expression, told by where the printer needs parentheses and where it does not. */
class ExpressionTest {

    /** On the left with all its parentheses, on the right with those that the tree needs. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            (a + b) + c                               | a + b + c
            a + (b + c)                               | a + (b + c)
            (a - b) - c                               | a - b - c
            a - (b - c)                               | a - (b - c)
            (a * b) / c                               | a * b / c
            a / (b * c)                               | a / (b * c)
            a + (b * c)                               | a + b * c
            (a + b) * c                               | (a + b) * c
            a^(b^c)                                   | a^b^c
            (a^b)^c                                   | (a^b)^c
            -(x^2)                                    | -x^2
            (-x)^2                                    | (-x)^2
            a^(-b)                                    | a^-b
            a^(-(b^c))                                | a^-b^c
            (a^(-b)) * c                              | a^-b * c
            (-a) * b                                  | -a * b
            -(a * b)                                  | -(a * b)
            a * (-b)                                  | a * -b
            a - (-b)                                  | a - -b
            -(-a)                                     | --a
            (-a) + b                                  | -a + b
            (a + b) < (c * d)                         | a + b < c * d
            (not (a < b)) and (c < d)                 | not a < b and c < d
            not ((a < b) and (c < d))                 | not (a < b and c < d)
            (p and q) or (r and s)                    | p and q or r and s
            p and (q or r)                            | p and (q or r)
            not (not p)                               | not not p
            if p then a else (if q then b else c)     | if p then a else if q then b else c
            if p then (a + b) else (c + d)            | if p then a + b else c + d
            (if p then a else b) + c                  | (if p then a else b) + c
            a + (if p then b else c)                  | a + (if p then b else c)
            max((a + b), (if p then a else b))        | max(a + b, if p then a else b)
            mean[N, D]((a - b)^2)                     | mean[N, D]((a - b)^2)
            sum[D]((a) where ((a) > (b)))             | sum[D](a where a > b)
            running[(a)]((mean[N](x^2)), init (1))    | running[a](mean[N](x^2), init 1)
            """)
    void bindsAsDocumented(String withParentheses, String withFew) {
        assertEquals(withFew, printedExpression(withParentheses));
        assertEquals(withFew, printedExpression(withFew));
    }

    @Test
    void conditionalTakesAllThatFollows() {
        assertEquals("a + (if p then b else c + d)", printedExpression("a + if p then b else c + d"));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "1.0, 1",
        "1., 1",
        ".5, 0.5",
        "0.50, 0.5",
        "1e-5, 1e-5",
        "1E-5, 1e-5",
        "0.00001, 1e-5",
        "2.5e3, 2500",
        "1e20, 1e20",
        "007, 7",
        "1.5e-7, 1.5e-7"
    })
    void numberKeepsItsValue(String written, String printed) {
        assertEquals(printed, printedExpression(written));
        assertEquals(Double.parseDouble(written), ((Expression.Literal) expression(written)).value());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gamma * (x - mu) / sqrt(var + eps) + beta",
                "if train and not x > 0 or y <= 1 then -x^2^-z else clip(x, -1, 1) * mean[N, D](x^2 where m == 1)",
                "a - (b - (c - (d - e)))",
                "((a / b) / c) / (d / e)",
                "not (p == 1 and q != 2) and (p < 1 or q >= 2)",
            })
    void printsWhatItReads(String expression) {
        String once = printedExpression(expression);
        assertEquals(once, printedExpression(once));
    }

    @Test
    void spanCoversTheExpressionAsWritten() {
        String expression = "(a + b) * sqrt(c)";
        Expression.Binary product = (Expression.Binary) expression(expression);
        assertEquals(expression, source(returning(expression)).textOf(product.span()));
        assertEquals(
                "a + b", source(returning(expression)).textOf(product.left().span()));
        assertEquals(
                "sqrt(c)", source(returning(expression)).textOf(product.right().span()));
    }

    @Test
    void spanOfAChainEndsAtEachLink() {
        String chain = "a + b - c + d";
        Expression.Binary last = (Expression.Binary) expression(chain);
        assertEquals(
                List.of("a + b", "a + b - c", "a + b - c + d"),
                last.leftSpine().stream()
                        .map(link -> source(returning(chain)).textOf(link.span()))
                        .toList());
    }

    @Test
    void unreadableExpressionPrintsAsAQuestion() {
        assertEquals("?", ExpressionPrinter.print(Expression.unreadable(Span.NONE)));
    }
}
