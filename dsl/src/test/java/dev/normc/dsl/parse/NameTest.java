package dev.normc.dsl.parse;

import static dev.normc.dsl.Programs.assertClean;
import static dev.normc.dsl.Programs.codes;
import static dev.normc.dsl.Programs.norm;
import static dev.normc.dsl.Programs.printed;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Words of the language are reserved only where they would be ambiguous. */
class NameTest {

    private static final String WORDS_IN_ALL_PLACES = """
            norm %1$s(%1$s[N, D]) {
                a = mean[D](%1$s)
                return a * %1$s^2 + max(%1$s, -%1$s)
            }
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "norm",
                "def",
                "param",
                "const",
                "data",
                "state",
                "update",
                "backward",
                "running",
                "init",
                "where",
                "index",
                "sum",
                "mean",
                "max",
                "min",
                "sqrt",
                "clip",
                "stop",
                "exp",
                "y",
                "class",
                "double",
                "int",
                "static",
                "for",
                "new",
                "null",
                "true",
                "this",
                "void",
                "import",
                "package",
                "record",
                "var",
                "yield",
                "_",
                "__",
                "x1",
                "X",
                "lambda"
            })
    void wordIsAName(String word) {
        assertClean(WORDS_IN_ALL_PLACES.formatted(word));
        assertClean(norm("param %1$s[D] = 1".formatted(word), "return x * " + word));
        assertClean(norm("const %1$s = 1".formatted(word), "return x * " + word));
        assertClean(norm("data %1$s[D] = 1".formatted(word), "return x * " + word));
        assertClean(norm(
                "state %1$s[D] = 1".formatted(word), "update %1$s = %1$s + mean[N](x)".formatted(word), "return x"));
        assertClean(norm("%1$s = x + 1".formatted(word), "return %1$s, z = x * %1$s".formatted(word)));
        assertClean(norm("r = running[0.9](mean[N](x^2), init 1)", "%1$s = r".formatted(word), "return x * " + word));
        assertClean("norm Example(x[N, %1$s]) { return mean[%1$s](x) / %1$s }".formatted(word));
    }

    @ParameterizedTest
    @ValueSource(strings = {"if", "then", "else", "and", "or", "not", "return"})
    void wordThatWouldBeAmbiguousIsReserved(String word) {
        assertEquals(List.of("reserved-word"), codes(norm("param " + word + " = 1", "return x")));
    }

    @Test
    void trainCannotBeDefined() {
        assertEquals(List.of("reserved-name"), codes(norm("param train = 1", "return if train then x else 0")));
        assertEquals(List.of("reserved-name"), codes("norm Example(x[N, train]) { return x }"));
    }

    @Test
    void reductionAndPointwiseFunctionAndValueShareAName() {
        assertClean(norm("state mean[D] = 0", "max = max[D](max(x, mean))", "return max + mean"));
    }

    @Test
    void whereIsAnOperatorOnlyBehindAValue() {
        String program = norm("where = x > 0", "return mean[D](x where where)");
        assertClean(program);
        assertEquals(norm("    where = x > 0", "    return mean[D](x where where)"), printed(program));
    }

    @Test
    void initIsAWordOnlyInRunning() {
        assertClean(norm("const init = 1", "r = running[0.9](mean[N](x^2), init init)", "return x / r"));
    }
}
