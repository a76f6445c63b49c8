package dev.normc.generator;

import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What has been written, by which normc, of which programs under which settings. As a text it is one line per fact, and
 * in the end a checksum of all: a text that anyone has touched, or that is of another version, says nothing.
 *
 * @param normc the checksum of the normc that wrote
 * @param programs the programs by their paths, seen from the source folder
 */
record OutputRecord(String normc, Map<String, Program> programs) {

    private static final String FORM = "normc-record 1";
    private static final String NONE = "-";

    /** Nothing has been written. */
    static final OutputRecord EMPTY = new OutputRecord(NONE, Map.of());

    OutputRecord {
        programs = java.util.Collections.unmodifiableMap(new TreeMap<>(programs));
    }

    /**
     * A program.
     *
     * @param content the checksum of its text
     * @param settings the checksum of all settings that are about it
     */
    record Program(String content, String settings, List<Norm> norms) {

        Program {
            norms = List.copyOf(norms);
        }

        /** The checksums of what was written, by path. */
        Map<String, String> outputs() {
            Map<String, String> all = new LinkedHashMap<>();
            norms.forEach(norm -> all.putAll(norm.outputs()));
            return all;
        }
    }

    /**
     * A norm.
     *
     * @param constants the names of its constants, which settings may be about
     * @param axes the names of its axes, in the same way
     * @param outputs the checksums of what was written, by path, seen from the output folder
     */
    record Norm(String name, List<String> constants, List<String> axes, Map<String, String> outputs) {

        Norm {
            constants = List.copyOf(constants);
            axes = List.copyOf(axes);
            outputs = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
        }
    }

    /** The checksums of all that was written, by path. */
    Map<String, String> outputs() {
        Map<String, String> all = new LinkedHashMap<>();
        programs.values().forEach(program -> all.putAll(program.outputs()));
        return all;
    }

    /** The record in {@code file}; if there is none, or none that can be trusted, the empty one. */
    static OutputRecord read(Path file) {
        try {
            return parse(Files.readString(file));
        } catch (IOException | RuntimeException unusable) { // bytes that are no text, lines that are no record
            return EMPTY;
        }
    }

    private static OutputRecord parse(String text) {
        int end = text.lastIndexOf("end ");
        String body = text.substring(0, Math.max(0, end));
        if (!text.equals(closed(body)) || !body.startsWith(FORM + "\n")) {
            return EMPTY;
        }
        Map<String, Program> programs = new LinkedHashMap<>();
        List<String> lines = body.lines().toList();
        String normc = lines.get(1).split(" ", -1)[1];
        String path = "";
        for (String line : lines.subList(2, lines.size())) {
            Iterator<String> words = Arrays.asList(line.split(" ", -1)).iterator();
            switch (words.next()) {
                case "program" -> {
                    path = decoded(words.next());
                    programs.put(path, new Program(words.next(), words.next(), List.of()));
                }
                case "norm" ->
                    last(programs, path, norms -> {
                        norms.add(new Norm(words.next(), names(words.next()), names(words.next()), Map.of()));
                        return norms;
                    });
                default ->
                    last(programs, path, norms -> {
                        Norm norm = norms.remove(norms.size() - 1);
                        Map<String, String> outputs = new LinkedHashMap<>(norm.outputs());
                        outputs.put(decoded(words.next()), words.next());
                        norms.add(new Norm(norm.name(), norm.constants(), norm.axes(), outputs));
                        return norms;
                    });
            }
        }
        return new OutputRecord(normc, programs);
    }

    /** Changes the norms of the program that lines are about. */
    private static void last(Map<String, Program> programs, String path, Function<List<Norm>, List<Norm>> change) {
        programs.computeIfPresent(
                path,
                (same, program) -> new Program(
                        program.content(), program.settings(), change.apply(new ArrayList<>(program.norms()))));
    }

    /** The record as a text. */
    String text() {
        StringBuilder text = new StringBuilder(FORM + "\nnormc " + normc + "\n");
        programs.forEach((path, program) -> {
            text.append("program ").append(encoded(path)).append(' ').append(program.content());
            text.append(' ').append(program.settings()).append('\n');
            for (Norm norm : program.norms()) {
                text.append("norm ").append(norm.name()).append(' ').append(list(norm.constants()));
                text.append(' ').append(list(norm.axes())).append('\n');
                norm.outputs()
                        .forEach((output, content) -> text.append("output ")
                                .append(encoded(output))
                                .append(' ')
                                .append(content)
                                .append('\n'));
            }
        });
        return closed(text.toString());
    }

    private static String closed(String body) {
        return body + "end " + Checksum.of(body) + "\n";
    }

    private static String list(List<String> names) {
        return names.isEmpty() ? NONE : String.join(",", names);
    }

    private static List<String> names(String list) {
        return list.equals(NONE) ? List.of() : List.of(list.split(",", -1));
    }

    /** Without blanks and line ends, which names of files may have. */
    private static String encoded(String path) {
        return URLEncoder.encode(path, StandardCharsets.UTF_8).replace("%2F", "/");
    }

    private static String decoded(String path) {
        return URLDecoder.decode(path, StandardCharsets.UTF_8);
    }
}
