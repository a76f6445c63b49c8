package dev.normc.dsl.parse;

import dev.normc.dsl.diagnostic.Diagnostic;
import dev.normc.dsl.diagnostic.Messages;
import dev.normc.dsl.source.Span;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Number literals: {@code 2}, {@code 0.5}, {@code .5}, {@code 1.}, {@code 1e-5}. */
final class Numbers {

    private static final Pattern NUMBER = Pattern.compile("([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");
    private static final Pattern PRODUCT = Pattern.compile("([1-9][0-9]*(?:\\.[0-9]+)?|0\\.[0-9]+)([a-zA-Z]\\w*)");
    private static final Pattern NONZERO = Pattern.compile("[0.]*[1-9].*");

    private Numbers() {}

    /** What is wrong with the literal {@code text}, if something is. */
    static Optional<Diagnostic> refuse(String text, Span span) {
        if (!NUMBER.matcher(text).matches()) {
            return Optional.of(Messages.malformedNumber(span, text, hint(text)));
        }
        double value = Double.parseDouble(text);
        boolean vanishes = value == 0 && NONZERO.matcher(text).matches();
        return Double.isInfinite(value) || vanishes
                ? Optional.of(Messages.numberOutOfRange(span, text))
                : Optional.empty();
    }

    /** The value of a literal; NaN if it was refused. */
    static double value(String text) {
        return refuse(text, Span.NONE).isPresent() ? Double.NaN : Double.parseDouble(text);
    }

    private static String hint(String text) {
        Matcher product = PRODUCT.matcher(text);
        return product.matches() && !product.group(2).matches("[eE][0-9]*|[fF]")
                ? Messages.writeProduct(product.group(1) + " * " + product.group(2))
                : Messages.writeNumber();
    }
}
