package dev.normc.dsl.parse;

import static dev.normc.dsl.Programs.norm;
import static dev.normc.dsl.Programs.parse;
import static dev.normc.dsl.Programs.printed;
import static dev.normc.dsl.Programs.source;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.normc.dsl.ast.Norm;
import dev.normc.dsl.ast.Statement;
import dev.normc.dsl.ast.Statement.Output;
import dev.normc.dsl.source.Source;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Norms and statements as trees. */
class ProgramTest {

    @Test
    void everyStatementPrintsAsItReads() {
        String program = norm(
                "    param gamma[D] = 1",
                "    param alpha = 0.5",
                "    const eps = 1e-5",
                "    data mask[N]",
                "    data weight[N, D] = 1",
                "    state s[D] = 0",
                "    state count = 0",
                "    mu = mean[D](x)",
                "    update s = s + 1",
                "    return y[D, N] = x, t = mu, mu");
        assertEquals(program, printed(program));
    }

    @Test
    void fileHoldsSeveralNormsInTheirOrder() {
        List<Norm> norms = parse("norm B(x[N]) { return x }\nnorm A(x[N], y[N]) { return x } norm C(x) { return x }")
                .norms();
        assertEquals(
                List.of("B", "A", "C"),
                norms.stream().map(norm -> norm.name().text()).toList());
        assertEquals(2, norms.get(1).inputs().size());
        assertEquals(List.of(), norms.get(2).inputs().get(0).axes());
    }

    @Test
    void normSpansFromItsWordToItsBrace() {
        Source source = source("// first\nnorm A(x[N]) { return x } // last");
        Norm norm = Parser.parse(source).file().norms().get(0);
        assertEquals("norm A(x[N]) { return x }", source.textOf(norm.span()));
        assertEquals("x[N]", source.textOf(norm.inputs().get(0).span()));
        assertEquals("return x", source.textOf(norm.body().get(0).span()));
    }

    @Test
    void documentationIsWhatStandsDirectlyAbove() {
        String program = """
                /// Not about A.

                /// Divides.
                ///   By two.
                norm A(x[N]) { return x / 2 }
                // plain
                norm B(x[N]) { return x }
                """;
        List<Norm> norms = parse(program).norms();
        assertEquals("Divides.\nBy two.", norms.get(0).documentation());
        assertEquals("", norms.get(1).documentation());
        assertEquals(
                "Divides.\nBy two.",
                parse(program.replace("\n", "\r\n")).norms().get(0).documentation());
    }

    @Test
    void singleOutputIsCalledY() {
        Output output = outputs("return mu").get(0);
        assertEquals("y", output.name().text());
        assertEquals(output.value().span(), output.name().span());
    }

    @Test
    void outputsAreCalledAsWrittenOrAsTheirValue() {
        assertEquals(
                List.of("y", "s", "mu"),
                outputs("return y = a, s[D, N] = b, mu").stream()
                        .map(output -> output.name().text())
                        .toList());
    }

    private static List<Output> outputs(String statement) {
        Statement.Return returned =
                (Statement.Return) parse(norm(statement)).norms().get(0).body().get(0);
        return returned.outputs();
    }
}
