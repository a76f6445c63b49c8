package dev.normc.dsl.expand;

import static dev.normc.dsl.Programs.codes;
import static dev.normc.dsl.Programs.source;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.normc.dsl.Dsl;
import dev.normc.dsl.ast.Norm;
import dev.normc.dsl.print.StatementPrinter;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Norms that call norms that call norms, and what a called norm may be given. */
class NestedCallTest {

    private static final String SCALE = "norm Scale(x[N, D]) { param g[D] = 1\n return g * x / max[D](x) }\n";

    /** The last norm of the program in its plain form, on one line. */
    private static String expanded(String program) {
        List<Norm> norms = Dsl.read(source(program)).norms();
        return StatementPrinter.print(norms.get(norms.size() - 1))
                .replaceAll("\\s+", " ")
                .strip();
    }

    @Test
    void normInAReturnBelongsToTheCallThatLeadsThere() {
        assertEquals(
                "norm A(x[N, D]) { param a_y_g[D] = 1 a = a_y_g * x / max[D](x) param b_y_g[D] = 1"
                        + " b = b_y_g * a / max[D](a) return b }",
                expanded(SCALE + "norm Wrap(x[N, D]) { return Scale(x) }\n"
                        + "norm A(x[N, D]) { a = Wrap(x)\n b = Wrap(a)\n return b }"));
    }

    @Test
    void whatACallBringsIsThereBelowItInANormThatIsCalled() {
        assertEquals(
                "norm A(x[N, D]) { param a_h_g[D] = 1 a_h = a_h_g * x / max[D](x) a = a_h + a_h_g return a }",
                expanded(SCALE + "norm Wrap(x[N, D]) { h = Scale(x)\n return h + h_g }\n"
                        + "norm A(x[N, D]) { a = Wrap(x)\n return a }"));
    }

    @Test
    void axisOfTheSameNameIsThatOfTheNormThatCalls() {
        String wrap = SCALE + "norm Wrap(x[N, D]) { h = Scale(x)\n return h }\n";
        assertEquals(
                "norm A(x[N, C]) { param y_h_g[C] = 1 y_h = y_h_g * x / max[C](x) return y_h }",
                expanded(wrap + "norm A(x[N, C]) { return Wrap[D = C](x) }"));
        assertEquals(
                "norm A(x[D, N]) { param y_h_g[N] = 1 y_h = y_h_g * x / max[N](x) return y_h }",
                expanded(wrap + "norm A(x[D, N]) { return Wrap[D = N, N = D](x) }"));
    }

    private static final String BLOCK =
            "norm Block(x[N], r[N]) { t = r^2\n z = x * t\n backward z { dx = dz\n dt = x * dz }\n return z }\n";

    @Test
    void sameValueForTwoInputsHasTwoNamesWhereABlockGivesGradients() {
        assertEquals(
                "norm A(x[N]) { a_r = x a_t = a_r^2 a_z = x * a_t backward a_z { dx = da_z da_t = x * da_z }"
                        + " a = a_z return a }",
                expanded(BLOCK + "norm A(x[N]) { a = Block(x, x)\n return a }"));
    }

    @Test
    void whatTakesNoGradientMayBePassedToANormWithABlock() {
        assertEquals(
                "norm A(x[N]) { state s[N] = 0 a_t = x^2 a_z = s * a_t backward a_z { da_t = s * da_z }"
                        + " a = a_z return a }",
                expanded(BLOCK + "norm A(x[N]) { state s[N] = 0\n a = Block(s, x)\n return a }"));
    }

    @Test
    void valueThatIsCalledLikeAFunctionIsNotReadByItsCall() {
        String program = "norm A(x[N]) { exp = 2 * x\n z = exp(x)\n backward z { dx = dz";
        assertEquals(List.of(), codes(program + " }\n return z + exp }"));
        assertEquals(
                List.of("missing-gradient"),
                codes(program.replace("exp(x)", "exp(exp)").replace("dx = dz", "q = dz") + " }\n return z + exp }"));
    }

    @Test
    void definitionThatNobodyCallsLeavesNothing() {
        assertEquals(
                "norm A(x[N]) { return x }",
                expanded("norm A(x[N]) { def f[A](v) = softmax[A](softmax[A](v))\n return x }"));
        assertEquals(
                List.of(), codes("def f[A](v) = v * index(A)\ndef g[A, B](v) = f[B, A](v)\nnorm A(x[N]) { return x }"));
    }

    @Test
    void valueCalledNormMayEndADefinition() {
        assertEquals(
                "norm A(x[N]) { return 2 * x }",
                expanded("def f(norm) = 2 * norm\ndef g(norm) = norm\nnorm A(x[N]) { return f(g(x)) }"));
    }
}
