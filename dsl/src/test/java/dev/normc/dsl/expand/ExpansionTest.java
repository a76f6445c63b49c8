package dev.normc.dsl.expand;

import static dev.normc.dsl.Programs.codes;
import static dev.normc.dsl.Programs.source;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.normc.dsl.Dsl;
import dev.normc.dsl.ast.Norm;
import dev.normc.dsl.print.StatementPrinter;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExpansionTest {

    private static final String LAYER = "norm Layer(x[N, D]) {\n param gamma[D] = 1\n const eps = 1e-5\n"
            + " mu = mean[D](x)\n return gamma * (x - mu) / sqrt(mean[D]((x - mu)^2) + eps)\n}\n";

    /** The last norm of the program in its plain form. */
    private static String expanded(String program) {
        List<Norm> norms = Dsl.read(source(program)).norms();
        return StatementPrinter.print(norms.get(norms.size() - 1));
    }

    private static String body(String... lines) {
        StringBuilder body = new StringBuilder();
        for (String line : lines) {
            body.append("    ").append(line).append('\n');
        }
        return body.toString();
    }

    @Test
    void argumentThatIsReadOnceStandsInTheBody() {
        assertEquals(
                "norm A(x[N]) {\n" + body("return (x + 1) * 2") + "}\n",
                expanded("def twice(v) = v * 2\nnorm A(x[N]) { return twice(x + 1) }"));
    }

    @Test
    void argumentThatIsReadTwiceGetsAName() {
        assertEquals(
                "norm A(x[N]) {\n" + body("square_v = x + 1", "return square_v * square_v") + "}\n",
                expanded("def square(v) = v * v\nnorm A(x[N]) { return square(x + 1) }"));
    }

    @Test
    void definitionTakesAxes() {
        assertEquals(
                "norm A(x[N, D]) {\n" + body("return mean[D]((x - mean[D](x))^2)") + "}\n",
                expanded("norm A(x[N, D]) { return variance[D](x) }"));
    }

    @Test
    void definitionInANormSeesTheNamesBeforeIt() {
        assertEquals(
                "norm A(x[N, D]) {\n" + body("param g[D] = 1", "a = x^2", "return a + g") + "}\n",
                expanded("norm A(x[N, D]) { param g[D] = 1\n a = x^2\n def plus(v) = v + g\n return plus(a) }"));
    }

    @Test
    void calledNormBringsItsDeclarationsUnderTheNameOfItsResult() {
        assertEquals(
                "norm B(x[N, C]) {\n"
                        + body(
                                "param h_gamma[C] = 1",
                                "const h_eps = 1e-5",
                                "h_mu = mean[C](x)",
                                "h = h_gamma * (x - h_mu) / sqrt(mean[C]((x - h_mu)^2) + h_eps)",
                                "return h + x")
                        + "}\n",
                expanded(LAYER + "norm B(x[N, C]) { h = Layer[D = C](x)\n return h + x }"));
    }

    @Test
    void axesThatTheCalleeDoesNotUseAreMappedOver() {
        assertEquals(
                "norm B(x[B, T, D]) {\n"
                        + body(
                                "y_gamma = 2",
                                "const y_eps = 1e-5",
                                "y_mu = mean[D](x)",
                                "return y_gamma * (x - y_mu) / sqrt(mean[D]((x - y_mu)^2) + y_eps)")
                        + "}\n",
                expanded(LAYER + "norm B(x[B, T, D]) { return Layer(x, gamma = 2) }"));
    }

    @Test
    void splitAxisStandsForItsParts() {
        assertEquals(
                "norm A(x[N, C = G*K]) {\n"
                        + body("const G = 2", "param gamma[C] = 1", "return gamma * (x - mean[C](x)) + index(C)")
                        + "}\n",
                expanded("norm A(x[N, C = G*K]) { const G = 2\n param gamma[C] = 1\n"
                        + " return gamma * (x - mean[C](x)) + index(C) }"));
    }

    @Test
    void backwardBlockKeepsItsGradients() {
        assertEquals(
                "norm A(x[N, D]) {\n"
                        + body(
                                "state E[D] = 0",
                                "den = mean[N](x^2)",
                                "z = x / den",
                                "backward z {",
                                "    q = dz - E",
                                "    dx = q / den",
                                "    dden = 0",
                                "    update E = E + mean[N](q)",
                                "}",
                                "return z")
                        + "}\n",
                expanded(
                        "norm A(x[N, D]) { state E[D] = 0\n den = mean[N](x^2)\n z = x / den\n"
                                + " backward z { q = dz - E\n dx = q / den\n dden = 0\n update E = E + mean[N](q) }\n return z }"));
    }

    @Test
    void normThatCallsItselfIsReportedOnce() {
        assertEquals(List.of("recursive-norm"), codes("norm A(x[N]) { return B(x) }\nnorm B(x[N]) { return A(x) }"));
        assertEquals(List.of("recursive-definition"), codes("def f(v) = f(v)\nnorm A(x[N]) { return x }"));
    }
}
