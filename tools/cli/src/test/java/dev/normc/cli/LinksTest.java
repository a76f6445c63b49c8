package dev.normc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every link of the documentation to a file of the project, or to a heading, leads somewhere. */
class LinksTest {

    /** Code in which a reduction of a value looks like a link: between fences, indented, in backticks. */
    private static final Pattern CODE = Pattern.compile("(?ms)^```.*?^```|^ {4}[^\\n]*|`[^`]*`");

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        int links = 0;
        for (Path page : pages()) {
            Matcher link = LINK.matcher(CODE.matcher(Files.readString(page)).replaceAll("code"));
            while (link.find()) {
                links++;
                if (!leads(page, link.group(1))) {
                    broken.add(page + ": " + link.group(1));
                }
            }
        }
        assertEquals(List.of(), broken);
        assertTrue(links > 0, "no links found");
    }

    private static List<Path> pages() throws IOException {
        Path docs = ProjectFiles.find("docs");
        try (Stream<Path> beside = Files.list(docs.resolveSibling("."));
                Stream<Path> below = Files.walk(docs)) {
            return Stream.concat(beside, below)
                    .filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    private static boolean leads(Path page, String link) throws IOException {
        if (link.contains(":")) {
            return true; // another place than this project
        }
        int mark = link.indexOf('#');
        String path = mark < 0 ? link : link.substring(0, mark);
        Path target = path.isEmpty() ? page : page.resolveSibling(path);
        return Files.exists(target) && (mark < 0 || headings(target).contains(link.substring(mark + 1)));
    }

    /** The anchors of the headings, as GitHub makes them. */
    private static List<String> headings(Path page) throws IOException {
        return Files.readAllLines(page).stream()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
                .map(heading -> heading.replaceAll("[^a-z0-9 _-]", "").replace(' ', '-'))
                .toList();
    }
}
