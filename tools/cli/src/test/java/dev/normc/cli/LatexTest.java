package dev.normc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Formulas of the language as LaTeX. */
class LatexTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "mu[N] = mean[D](x)              | {\\mu}_{N} &= \\operatorname{mean}_{D}\\left(x\\right)",
                "var[N] = mean[D]((x - mu)^2)    | {\\mathrm{var}}_{N} &= \\operatorname{mean}_{D}\\left("
                        + "\\left(x - \\mu\\right)^{2}\\right)",
                "r[N] = rsqrt(var + 1e-5)        | {r}_{N} &= \\frac{1}{\\sqrt{\\mathrm{var} + 10^{-5}}}",
                "dgamma[D] = sum[N](h * dy)      | {\\mathrm{d}\\gamma}_{D} &= \\sum_{N} h \\, \\mathrm{d}y",
                "a = sum[N](x) * b               | {a} &= \\left(\\sum_{N} x\\right) \\, b",
                "a = sum[N](x + b) + b           | {a} &= \\sum_{N} \\left(x + b\\right) + b",
                "a = sum[N](x where m != 0)      | {a} &= \\sum_{N : m \\ne 0} x",
                "a = mean[N](x where m != 0)     | {a} &= \\operatorname{mean}_{N : m \\ne 0}\\left(x\\right)",
                "a = index(D) / D                | {a} &= \\frac{\\operatorname{index}\\left(D\\right)}{D}",
                "a = b - (c - e)                 | {a} &= b - \\left(c - e\\right)",
                "a = -(b + c) / N                | {a} &= \\frac{-\\left(b + c\\right)}{N}",
                "update psi2 = 0.9 * psi2        | {\\psi_{2}} &\\leftarrow 0.9 \\, \\psi_{2}",
                "delta = tanh(s2)                | {\\delta} &= \\tanh\\left(s_{2}\\right)",
                "y = if a < b then a else 2.5e-8 | {y} &= \\begin{cases} a & \\text{if } a < b \\\\ 2.5 \\cdot 10^{-8}"
                        + " & \\text{otherwise} \\end{cases}",
                "running_mean = x                | {\\mathrm{running\\_mean}} &= x",
                "no formula_                     | &\\texttt{no formula\\_}",
            })
    void aFormulaIsWrittenAsMathematics(String formula, String latex) {
        assertEquals(latex, Latex.formula(formula));
    }
}
