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

    /** What a norm that calls norms declares has the name of the result before its own, however it got that. */
    @Test
    void normThatCallsNormsMayBeCalledTwice() {
        String scale = "norm Scale(x[N]) { param g[N] = 1\n return x * g }\n";
        String inReturn = "norm Inner(x[N]) { return Scale(x) }\n";
        String inside = "norm Inner(x[N]) { return x + Scale(x) }\n";
        String twice = "norm A(x[N]) { a = Inner(x)\n b = Inner(a)\n return b }";
        assertEquals(
                "norm A(x[N]) {\n"
                        + body("param a_y_g[N] = 1", "a = x * a_y_g", "param b_y_g[N] = 1", "b = a * b_y_g", "return b")
                        + "}\n",
                expanded(scale + inReturn + twice));
        assertEquals(
                "norm A(x[N]) {\n"
                        + body(
                                "param a_Scale_g[N] = 1",
                                "a = x + x * a_Scale_g",
                                "param b_Scale_g[N] = 1",
                                "b = a + a * b_Scale_g",
                                "return b")
                        + "}\n",
                expanded(scale + inside + twice));
    }

    @Test
    void argumentThatIsReadOnceStandsInTheBody() {
        assertEquals(
                "norm A(x[N]) {\n" + body("return (x + 1) * 2") + "}\n",
                expanded("def twice(v) = v * 2\nnorm A(x[N]) { return twice(x + 1) }"));
    }

    @Test
    void axisThatStandsAloneTakesSeveral() {
        assertEquals(
                "norm A(x[N, H, W]) {\n" + body("return sum[H, W](x) / (H * W) + (index(H) * W + index(W))") + "}\n",
                expanded("def f[A](v) = sum[A](v) / A + index(A)\nnorm A(x[N, H, W]) { return f[H, W](x) }"));
        assertEquals(List.of("axis-twice"), codes("def f[A](v) = sum[A](v)\nnorm A(x[N, H]) { return f[H, H](x) }"));
        assertEquals(
                List.of("wrong-call"),
                codes("def f[A, B](v) = sum[A, B](v)\nnorm A(x[N, H, W]) { return f[N, H, W](x) }"));
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

    @Test
    void namesOfADefinitionAreItsOwn() {
        assertEquals(
                "norm A(x[N]) {\n" + body("v = 3 * x", "return v + 1 + (2 * v + 1)") + "}\n",
                expanded("norm A(x[N]) { v = 3 * x\n def f(v) = v + 1\n return f(v) + f(2 * v) }"));
        assertEquals(
                "norm A(x[N, D]) {\n" + body("a = x + 1", "return mean[D](a)") + "}\n",
                expanded("norm A(x[N, D]) { a = x + 1\n def f[a](v) = mean[a](v)\n return f[D](a) }"));
        assertEquals(
                "norm A(x[N]) {\n" + body("return (x + 1) * 2 + (x + 100)") + "}\n",
                expanded("def g(v) = v + 1\ndef f(v) = g(v) * 2\n"
                        + "norm A(x[N]) { def g(v) = v + 100\n return f(x) + g(x) }"));
    }

    @Test
    void normOfTheProgramComesBeforeADefinitionThatEveryProgramSees() {
        assertEquals(
                "norm A(x[N, D]) {\n" + body("return sqrt(mean[D]((x - mean[D](x))^2)) + x") + "}\n",
                expanded("norm variance(x[N, D]) { return x }\n"
                        + "norm A(x[N, D]) { return std[D](x) + variance(x) }"));
    }

    @Test
    void nameThatTheNormHasIsNotGivenAgain() {
        assertEquals(
                "norm A(x[N, D]) {\n"
                        + body(
                                "h_x = x + 2",
                                "h_x_2 = x * 2",
                                "const h_eps = 1e-5",
                                "h_mu = mean[D](h_x_2)",
                                "h = x * (h_x_2 - h_mu) / sqrt(mean[D]((h_x_2 - h_mu)^2) + h_eps)",
                                "return h + h_x")
                        + "}\n",
                expanded(LAYER + "norm A(x[N, D]) { h_x = x + 2\n h = Layer(x * 2, gamma = x)\n return h + h_x }"));
    }

    @Test
    void conditionOfTheModeIsWrittenOut() {
        assertEquals(
                "norm A(x[N]) {\n"
                        + body("return (if train and x > 0 then x else 0) + (if not (train and x > 0) then x else 1)")
                        + "}\n",
                expanded("def both(c, a) = (if c then a else 0) + (if not c then a else 1)\n"
                        + "norm A(x[N]) { return both(train and x > 0, x) }"));
    }

    @Test
    void argumentThatIsNotReadIsCheckedAllTheSame() {
        assertEquals(
                List.of("unknown-name", "unknown-axis"),
                codes("def first(a, b) = a\nnorm A(x[N]) { return first(x, missing) + first(x, mean[E](x)) }"));
    }

    @Test
    void errorOfADefinitionIsReportedOnceHoweverOftenItIsCalled() {
        assertEquals(
                List.of("unknown-name", "wrong-argument-count"),
                codes("def f(v) = missing * v\ndef g(v) = sqrt(v, v)\n"
                        + "norm A(x[N]) { return f(x) + g(f(x)) + f(g(x)) }"));
    }

    @Test
    void blockOfACalledNormGivesGradientsToItsParameters() {
        String block = "norm A(x[N, D]) { z = Layer(x)\n backward z { dx = dz";
        assertEquals(List.of("missing-gradient"), codes(LAYER + block + " }\n return z }"));
        assertEquals(List.of(), codes(LAYER + block + "\n dz_gamma = 0 }\n return z }"));
    }
}
