package dev.normc.generator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The page docs/build-tools.md. */
record BuildToolsPage(String text) {

    static BuildToolsPage read() throws IOException {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path page = folder.resolve("docs/build-tools.md");
            if (Files.exists(page)) {
                return new BuildToolsPage(Files.readString(page));
            }
        }
        throw new IllegalStateException(
                "no docs/build-tools.md above " + Path.of("").toAbsolutePath());
    }

    /** The only block between fences of that kind. */
    String block(String kind) {
        Matcher block = Pattern.compile("(?s)```" + kind + "\n(.*?)```").matcher(text);
        if (!block.find()) {
            throw new IllegalStateException("no block " + kind);
        }
        return block.group(1);
    }

    /** The first cells of the table whose head begins with {@code head}. */
    List<String> firstCells(String head) {
        return text.substring(text.indexOf("\n| " + head + " |"))
                .lines()
                .skip(3)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> line.substring(1, line.indexOf('|', 1)).strip().replace("`", ""))
                .toList();
    }
}
