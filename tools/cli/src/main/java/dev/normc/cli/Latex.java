package dev.normc.cli;

import dev.normc.dsl.ast.Expression;
import dev.normc.dsl.ast.Expression.Binary;
import dev.normc.dsl.ast.Expression.BinaryOperator;
import dev.normc.dsl.ast.Expression.Call;
import dev.normc.dsl.ast.Expression.Conditional;
import dev.normc.dsl.ast.Expression.Index;
import dev.normc.dsl.ast.Expression.Literal;
import dev.normc.dsl.ast.Expression.Reduction;
import dev.normc.dsl.ast.Expression.Reference;
import dev.normc.dsl.ast.Expression.Running;
import dev.normc.dsl.ast.Expression.Unary;
import dev.normc.dsl.ast.Expression.UnaryOperator;
import dev.normc.dsl.ast.Name;
import dev.normc.dsl.ast.Statement;
import dev.normc.dsl.parse.ParseResult;
import dev.normc.dsl.parse.Parser;
import dev.normc.dsl.print.Decimals;
import dev.normc.dsl.source.Source;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Formulas of the language as LaTeX: read like a program's, and written with fractions, roots and sums. */
final class Latex {

    private static final Pattern FORMULA = Pattern.compile("(update )?(\\w+)(?:\\[([\\w, ]+)])? = (.*)");

    private static final Pattern NUMBERED = Pattern.compile("([A-Za-z]+)(\\d*)");

    private static final Set<String> GREEK = Set.of(
            "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "kappa", "lambda", "mu", "nu", "xi",
            "pi", "rho", "sigma", "tau", "phi", "chi", "psi", "omega");

    /** Functions that LaTeX knows. */
    private static final Set<String> FUNCTIONS = Set.of("exp", "log", "tanh", "sin", "cos", "min", "max");

    private static final int COMPARISON = 1;
    private static final int SUM = 2;
    private static final int PRODUCT = 3;
    private static final int POWER = 4;
    private static final int ATOM = 5;

    private Latex() {}

    /** A line such as {@code mu[N] = mean[D](x)}. */
    static String formula(String line) {
        Matcher matcher = FORMULA.matcher(line);
        if (!matcher.matches()) {
            return verbatim(line);
        }
        String program = "norm F(x[N]) {\n    value = " + matcher.group(4) + "\n    return value\n}\n";
        ParseResult result = Parser.parse(new Source("formula", program));
        if (!result.diagnostics().isEmpty()) {
            return verbatim(line);
        }
        List<Statement> body = result.file().norms().get(0).body();
        String axes = matcher.group(3) == null ? "" : "_{" + matcher.group(3).replace(" ", "") + "}";
        String left = "{" + name(matcher.group(2)) + "}" + axes;
        String sign = matcher.group(1) == null ? " &= " : " &\\leftarrow ";
        return left + sign + print(((Statement.Let) body.get(0)).value(), 0);
    }

    private static String verbatim(String line) {
        return "&\\texttt{" + line.replace("_", "\\_").replace("^", "\\^{}") + "}";
    }

    private static String print(Expression expression, int strength) {
        if (expression instanceof Literal literal) {
            return number(literal.value(), strength);
        } else if (expression instanceof Reference reference) {
            return name(reference.name().text());
        } else if (expression instanceof Unary unary) {
            String sign = unary.operator() == UnaryOperator.NEGATE ? "-" : "\\neg ";
            return bracketed(sign + print(unary.operand(), PRODUCT), strength > SUM);
        } else if (expression instanceof Binary binary) {
            return binary(binary, strength);
        } else if (expression instanceof Call call) {
            return call(call);
        } else if (expression instanceof Reduction reduction) {
            return reduction(reduction, strength);
        } else if (expression instanceof Conditional conditional) {
            return "\\begin{cases} " + print(conditional.consequence(), 0) + " & \\text{if } "
                    + print(conditional.condition(), 0) + " \\\\ " + print(conditional.alternative(), 0)
                    + " & \\text{otherwise} \\end{cases}";
        } else if (expression instanceof Index index) {
            return function("index") + "\\left(" + index.axis().text() + "\\right)";
        }
        if (expression instanceof Index index) {
            return "\\operatorname{index}\\left(" + name(index.axis().text()) + "\\right)";
        }
        Running running = (Running) expression;
        return "\\operatorname{running}_{" + print(running.decay(), 0) + "}\\left(" + print(running.statistic(), 0)
                + "\\right)";
    }

    private static String binary(Binary binary, int strength) {
        if (binary.operator() == BinaryOperator.DIVIDE) {
            return "\\frac{" + print(binary.left(), 0) + "}{" + print(binary.right(), 0) + "}";
        } else if (binary.operator() == BinaryOperator.POWER) {
            return print(binary.left(), ATOM) + "^{" + print(binary.right(), 0) + "}";
        }
        int own = strength(binary.operator());
        String text = print(binary.left(), own) + sign(binary.operator()) + print(binary.right(), own + 1);
        return bracketed(text, strength > own);
    }

    private static int strength(BinaryOperator operator) {
        return switch (operator) {
            case ADD, SUBTRACT -> SUM;
            case MULTIPLY, DIVIDE -> PRODUCT;
            case POWER -> POWER;
            case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL, EQUAL, NOT_EQUAL -> COMPARISON;
            case AND, OR -> 0;
        };
    }

    private static String sign(BinaryOperator operator) {
        return switch (operator) {
            case ADD -> " + ";
            case SUBTRACT -> " - ";
            case MULTIPLY -> " \\, ";
            case DIVIDE -> " / ";
            case POWER -> " ^ ";
            case LESS -> " < ";
            case LESS_OR_EQUAL -> " \\le ";
            case GREATER -> " > ";
            case GREATER_OR_EQUAL -> " \\ge ";
            case EQUAL -> " = ";
            case NOT_EQUAL -> " \\ne ";
            case AND -> " \\wedge ";
            case OR -> " \\vee ";
        };
    }

    private static String call(Call call) {
        String function = call.function().text();
        String arguments =
                call.arguments().stream().map(argument -> print(argument, 0)).collect(Collectors.joining(", "));
        return switch (function) {
            case "sqrt" -> "\\sqrt{" + arguments + "}";
            case "rsqrt" -> "\\frac{1}{\\sqrt{" + arguments + "}}";
            case "abs" -> "\\left|" + arguments + "\\right|";
            default -> function(function) + "\\left(" + arguments + "\\right)";
        };
    }

    private static String function(String name) {
        return FUNCTIONS.contains(name) ? "\\" + name : "\\operatorname{" + name.replace("_", "\\_") + "}";
    }

    private static String reduction(Reduction reduction, int strength) {
        String axes = reduction.axes().stream().map(Name::text).collect(Collectors.joining(","));
        String places = reduction
                .where()
                .map(condition -> axes + " : " + print(condition, 0))
                .orElse(axes);
        String kind = reduction.kind().text();
        boolean isSum = kind.equals("sum");
        String value = print(reduction.value(), isSum ? PRODUCT : 0);
        return isSum
                ? bracketed("\\sum_{" + places + "} " + value, strength > SUM)
                : function(kind) + "_{" + places + "}\\left(" + value + "\\right)";
    }

    /** {@code 10^{-5}} for 1e-5. */
    private static String number(double value, int strength) {
        String digits = Decimals.of(value).toLowerCase(Locale.ROOT);
        int exponent = digits.indexOf('e');
        String mantissa = (exponent < 0 ? digits : digits.substring(0, exponent)).replaceAll("\\.0$", "");
        if (exponent < 0) {
            return bracketed(mantissa, value < 0 && strength > SUM);
        }
        String power = "10^{" + digits.substring(exponent + 1) + "}";
        return mantissa.equals("1") ? power : bracketed(mantissa + " \\cdot " + power, strength > PRODUCT);
    }

    /** A letter or a Greek one, with its number below, after {@code d} in a gradient; else a word. */
    private static String name(String name) {
        return symbol(name)
                .or(() -> name.startsWith("d")
                        ? symbol(name.substring(1)).map(symbol -> "\\mathrm{d}" + symbol)
                        : Optional.empty())
                .orElseGet(() -> "\\mathrm{" + name.replace("_", "\\_") + "}");
    }

    private static Optional<String> symbol(String name) {
        Matcher parts = NUMBERED.matcher(name);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String letter = parts.group(1);
        String below = parts.group(2).isEmpty() ? "" : "_{" + parts.group(2) + "}";
        if (GREEK.contains(letter)) {
            return Optional.of("\\" + letter + below);
        }
        return letter.length() == 1 ? Optional.of(letter + below) : Optional.empty();
    }

    private static String bracketed(String text, boolean brackets) {
        return brackets ? "\\left(" + text + "\\right)" : text;
    }
}
