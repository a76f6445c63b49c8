package dev.normc.dsl.diagnostic;

import java.util.Locale;

/** How a single character is judged and spoken of. */
public final class Characters {

    private Characters() {}

    /**
     * Whether a terminal or an editor would obey the character instead of showing it: control characters other than
     * tabs and line ends, the marks that turn the direction of writing, and halves of a surrogate pair.
     */
    public static boolean isInvisible(int point) {
        boolean layout = point == '\t' || point == '\n' || point == '\r';
        boolean direction = (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
        boolean half = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
        return (Character.isISOControl(point) && !layout) || direction || half;
    }

    /** The character's Unicode name and number: {@code GREEK SMALL LETTER MU, U+03BC}. */
    public static String describe(int point) {
        String number = String.format(Locale.ROOT, "U+%04X", point);
        String name = Character.getName(point);
        return name == null ? number : name + ", " + number;
    }
}
