package dev.normc.generator;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Patterns of paths as Ant has them, which Maven and Gradle took over. */
final class FilePattern {

    private static final Pattern WILDCARD = Pattern.compile("\\*\\*/|\\*\\*|\\*|\\?");

    private FilePattern() {}

    /** Whether {@code path}, with slashes, is one that {@code pattern} means. */
    static boolean fits(String pattern, String path) {
        StringBuilder expression = new StringBuilder();
        Matcher wildcard = WILDCARD.matcher(pattern);
        int at = 0;
        while (wildcard.find()) {
            expression.append(Pattern.quote(pattern.substring(at, wildcard.start())));
            expression.append(meaning(wildcard.group()));
            at = wildcard.end();
        }
        expression.append(Pattern.quote(pattern.substring(at)));
        return Pattern.compile(expression.toString(), Pattern.DOTALL)
                .matcher(path)
                .matches();
    }

    private static String meaning(String wildcard) {
        return switch (wildcard) {
            case "**/" -> "(?:.*/)?";
            case "**" -> ".*";
            case "*" -> "[^/]*";
            default -> "[^/]";
        };
    }
}
