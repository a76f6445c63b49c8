package dev.normc.runtime.random;

import java.util.List;
import java.util.function.UnaryOperator;

/** The text of templates. */
final class Template {

    private Template() {}

    /**
     * The text of {@code template}: {@code @} is the name, {@code #} the axes in brackets, {@code ~} the axes alone,
     * {@code $0} operand 0 and {@code %0} operand 0 so that it is one word to the operators around it.
     *
     * @param writing how axes are written
     */
    static String fill(
            String template, String name, List<String> axes, List<Term> operands, UnaryOperator<List<String>> writing) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < template.length(); i++) {
            char sign = template.charAt(i);
            switch (sign) {
                case '@' -> text.append(name);
                case '#' -> text.append(axes.isEmpty() ? "" : "[" + String.join(", ", writing.apply(axes)) + "]");
                case '~' -> text.append(String.join(", ", writing.apply(axes)));
                case '$', '%' -> {
                    Term operand = operands.get(template.charAt(++i) - '0');
                    boolean bare = sign == '$' || operand.isAtom();
                    String inner = operand.text(writing);
                    text.append(bare ? inner : "(" + inner + ")");
                }
                default -> text.append(sign);
            }
        }
        return text.toString();
    }
}
