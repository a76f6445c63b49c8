package dev.normc.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The page docs/json.md: its sections, and the fields that the table of each lists. */
record JsonPage(Map<String, List<String>> tables) {

    private static final Pattern SECTION = Pattern.compile("## (.*)");
    private static final Pattern FIELD = Pattern.compile("\\| `([^`]+)` \\|.*");

    static JsonPage read() throws IOException {
        Map<String, List<String>> tables = new LinkedHashMap<>();
        List<String> fields = new ArrayList<>();
        for (String line : Files.readAllLines(ProjectFiles.find("docs/json.md"))) {
            Matcher section = SECTION.matcher(line);
            Matcher field = FIELD.matcher(line);
            if (section.matches()) {
                fields = new ArrayList<>();
                tables.put(section.group(1), fields);
            } else if (field.matches()) {
                fields.add(field.group(1));
            }
        }
        return new JsonPage(tables);
    }

    List<String> sections() {
        return List.copyOf(tables.keySet());
    }

    List<String> fields(String section) {
        return tables.getOrDefault(section, List.of());
    }
}
