package dev.normc.examples.train;

import java.util.LinkedHashMap;
import java.util.Map;

/** The header of a checkpoint as lines {@code KEY=VALUE}, in which a backslash and a line feed are escaped. */
final class HeaderText {

    private HeaderText() {}

    static String of(Map<String, String> rows) {
        StringBuilder text = new StringBuilder();
        rows.forEach((key, value) -> text.append(key)
                .append('=')
                .append(value.replace("\\", "\\\\").replace("\n", "\\n"))
                .append('\n'));
        return text.toString();
    }

    static Map<String, String> rows(String text) {
        Map<String, String> rows = new LinkedHashMap<>();
        for (String line : text.split("\n", -1)) {
            int sign = line.indexOf('=');
            if (sign > 0) {
                rows.put(line.substring(0, sign), unescaped(line.substring(sign + 1)));
            }
        }
        return rows;
    }

    private static String unescaped(String written) {
        StringBuilder value = new StringBuilder();
        for (int i = 0; i < written.length(); i++) {
            char unit = written.charAt(i);
            boolean escape = unit == '\\' && i + 1 < written.length();
            if (escape) {
                i++;
                value.append(written.charAt(i) == 'n' ? '\n' : written.charAt(i));
            } else {
                value.append(unit);
            }
        }
        return value.toString();
    }
}
