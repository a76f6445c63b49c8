package dev.normc.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A page of the documentation: its lines, and the blocks between fences. */
record Page(Path path, List<String> lines) {

    private static final String FENCE = "```";

    /**
     * A fenced block.
     *
     * @param kind the first word behind the fence, such as {@code norm}; empty without one
     * @param words the others
     * @param text what stands between the fences, each line with its end
     * @param line where the block begins, from 1
     */
    record Block(String kind, List<String> words, String text, int line) {

        @Override
        public String toString() {
            return "line " + line + ": " + kind + " " + String.join(" ", words);
        }
    }

    /** A row of a table, its cells without the blanks and the backticks around them. */
    record Row(List<String> cells, int line) {

        String cell(int index) {
            return cells.get(index);
        }
    }

    Page {
        lines = List.copyOf(lines);
    }

    static Page read(String path) throws IOException {
        Path file = ProjectFiles.find(path);
        return new Page(file, Files.readAllLines(file));
    }

    /** All blocks, in their order. */
    List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        int at = 0;
        while (at < lines.size()) {
            if (!lines.get(at).startsWith(FENCE)) {
                at++;
                continue;
            }
            int begin = at;
            StringBuilder text = new StringBuilder();
            for (at++; !lines.get(at).startsWith(FENCE); at++) {
                text.append(lines.get(at)).append('\n');
            }
            at++;
            List<String> words =
                    List.of(lines.get(begin).substring(FENCE.length()).strip().split(" +"));
            blocks.add(new Block(words.get(0), words.subList(1, words.size()), text.toString(), begin + 1));
        }
        return blocks;
    }

    /** The blocks of one kind. */
    List<Block> blocks(String kind) {
        return blocks().stream().filter(block -> block.kind().equals(kind)).toList();
    }

    /** The rows of the table whose head begins with {@code head}. */
    List<Row> table(String head) {
        int at = 0;
        while (!lines.get(at).startsWith(head)) {
            at++;
        }
        List<Row> rows = new ArrayList<>();
        for (at += 2; at < lines.size() && lines.get(at).startsWith("|"); at++) {
            String line = lines.get(at);
            List<String> cells = new ArrayList<>();
            for (String cell : line.substring(1, line.length() - 1).split("\\|", -1)) {
                cells.add(cell.strip().replaceAll("^`(.*)`$", "$1"));
            }
            rows.add(new Row(cells, at + 1));
        }
        return rows;
    }
}
