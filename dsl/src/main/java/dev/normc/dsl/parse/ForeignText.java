package dev.normc.dsl.parse;

import static java.util.Map.entry;

import dev.normc.dsl.diagnostic.Messages;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What to write instead of operators of other languages, mathematical signs and letters of other alphabets. */
final class ForeignText {

    private static final Map<String, String> SIGNS = Map.ofEntries(
            entry("&&", "and"),
            entry("&", "and"),
            entry("||", "or"),
            entry("|", "or"),
            entry("!", "not"),
            entry("**", "^"),
            entry(":=", "="),
            entry("\u2212", "-"),
            entry("\u2013", "-"),
            entry("\u00D7", "*"),
            entry("\u00B7", "*"),
            entry("\u22C5", "*"),
            entry("\u00F7", "/"),
            entry("\u2264", "<="),
            entry("\u2265", ">="),
            entry("\u2260", "!="),
            entry("\u221A", "sqrt(...)"),
            entry("\u2211", "sum[D](...)"),
            entry("?", "if ... then ... else ..."));

    /** Letters of the Cyrillic alphabet that look like an English one. */
    private static final Map<Integer, String> TWINS = twins("АВЕКМНОРСТХаеорсухіјѕ", "ABEKMHOPCTXaeopcyxijs");

    private ForeignText() {}

    /** The hint for text that no program holds. */
    static String hint(String text) {
        if (text.startsWith("#") || text.startsWith("/*")) {
            return Messages.writeComment();
        }
        if (text.length() == 2 && "+-*/".indexOf(text.charAt(0)) >= 0 && text.charAt(1) == '=') {
            return Messages.assignOnce();
        }
        String meant = SIGNS.getOrDefault(text, Normalizer.normalize(text, Normalizer.Form.NFKC));
        if (text.codePointCount(0, text.length()) == 1 && isSuperscript(text.codePointAt(0))) {
            return Messages.write("^" + meant);
        }
        if (meant.isBlank()) {
            return Messages.write(" ");
        }
        return isPlain(meant) && !meant.equals(text) ? Messages.write(meant) : "";
    }

    /** The hint for a name with letters of other alphabets: the name in English letters, if there is one. */
    static String hintForName(String name) {
        String meant = name.codePoints()
                .mapToObj(letter -> english(letter).orElse("\uFFFD"))
                .collect(Collectors.joining());
        return isPlain(meant) ? Messages.write(meant) : "";
    }

    private static Optional<String> english(int letter) {
        String plain = Normalizer.normalize(Character.toString(letter), Normalizer.Form.NFKD);
        String base = plain.replaceAll("\\p{M}", "");
        if (isPlain(base)) {
            return Optional.of(isSuperscript(letter) ? "^" + base : base);
        }
        return Optional.ofNullable(TWINS.get(letter)).or(() -> greek(base.isEmpty() ? letter : base.codePointAt(0)));
    }

    private static Optional<String> greek(int letter) {
        String title = Optional.ofNullable(Character.getName(letter)).orElse("");
        if (!title.startsWith("GREEK ") || !title.contains(" LETTER ")) {
            return Optional.empty();
        }
        String name = title.substring(title.lastIndexOf(' ') + 1);
        boolean capital = title.contains("CAPITAL");
        return Optional.of((capital ? name.substring(0, 1) : "")
                + name.substring(capital ? 1 : 0).toLowerCase(Locale.ROOT));
    }

    private static boolean isSuperscript(int letter) {
        String title = Character.getName(letter);
        return title != null && title.contains("SUPERSCRIPT");
    }

    private static boolean isPlain(String text) {
        return text.chars().allMatch(unit -> unit >= ' ' && unit < 0x7F);
    }

    private static Map<Integer, String> twins(String letters, String english) {
        return letters.codePoints()
                .boxed()
                .collect(Collectors.toUnmodifiableMap(
                        letter -> letter,
                        letter -> english.substring(letters.indexOf(letter)).substring(0, 1)));
    }
}
