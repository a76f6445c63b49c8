package dev.normc.runtime.random;

import java.util.List;

/** The text of templates. */
final class Template {

    private Template() {}

    /**
     * The text of {@code template}: {@code @} is the name, {@code #} the axes in brackets, {@code ~} the axes alone,
     * {@code $0} operand 0 and {@code %0} operand 0 so that it is one word to the operators around it.
     */
    static String fill(String template, String name, List<String> axes, List<Term> operands) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < template.length(); i++) {
            char sign = template.charAt(i);
            switch (sign) {
                case '@' -> text.append(name);
                case '#' -> text.append(axes.isEmpty() ? "" : "[" + String.join(", ", axes) + "]");
                case '~' -> text.append(String.join(", ", axes));
                case '$', '%' -> {
                    Term operand = operands.get(template.charAt(++i) - '0');
                    boolean bare = sign == '$' || operand.isAtom();
                    text.append(bare ? operand.text() : "(" + operand.text() + ")");
                }
                default -> text.append(sign);
            }
        }
        return text.toString();
    }
}
