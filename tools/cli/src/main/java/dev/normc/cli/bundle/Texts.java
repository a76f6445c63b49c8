package dev.normc.cli.bundle;

import dev.normc.dsl.print.Decimals;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers and hashes as text, the same from every version of Java. */
final class Texts {

    private static final int PER_LINE = 6;

    private static final Pattern NAME = Pattern.compile("@([A-Z]+)@");

    private Texts() {}

    /** A measurement, to two digits. */
    static String number(double value) {
        return Double.isFinite(value)
                ? new BigDecimal(value)
                        .round(new MathContext(2))
                        .stripTrailingZeros()
                        .toString()
                : Decimals.of(value);
    }

    /** A literal with exactly this value: in hexadecimal, of which no version of Java has its own idea. */
    static String literal(float value) {
        return Float.toHexString(value) + "f";
    }

    static String literal(double value) {
        return Double.toHexString(value);
    }

    /**
     * An array with exactly these values, {@code float[]} or {@code double[]}; lines are indented by {@code indent}.
     */
    static String array(Object array, String indent) {
        StringBuilder text = new StringBuilder();
        if (array instanceof float[] floats) {
            text.append("new float[] {");
            for (int i = 0; i < floats.length; i++) {
                append(text, i, literal(floats[i]), indent);
            }
        } else {
            double[] doubles = (double[]) array;
            text.append("new double[] {");
            for (int i = 0; i < doubles.length; i++) {
                append(text, i, literal(doubles[i]), indent);
            }
        }
        return text.append('\n').append(indent).append('}').toString();
    }

    private static void append(StringBuilder text, int i, String literal, String indent) {
        text.append(i % PER_LINE == 0 ? "\n" + indent + "    " : " ")
                .append(literal)
                .append(',');
    }

    /** {@code template} with each {@code @NAME@} replaced; nothing in a value is. */
    static String filled(String template, Map<String, String> values) {
        return NAME.matcher(template)
                .replaceAll(match -> Matcher.quoteReplacement(
                        Objects.requireNonNull(values.get(match.group(1)), () -> "no text for " + match.group())));
    }

    /** The lines, each with an end. */
    static String lines(List<String> lines) {
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }

    /** The text with line feeds alone as its ends of lines. */
    static String unixLines(String text) {
        return text.replace("\r\n", "\n").replace('\r', '\n');
    }

    static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
