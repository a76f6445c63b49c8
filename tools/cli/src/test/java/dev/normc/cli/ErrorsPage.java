package dev.normc.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The text of docs/errors.md. */
final class ErrorsPage {

    /** What no page shows a program for, with its sentence. */
    static final Map<String, String> WITHOUT_PROGRAM = Map.of(
            "program-too-long",
            "the program has 1,000,001 characters; the limit is 1,000,000",
            "too-many-operations",
            "with its gradients this norm takes more operations than the limit of 50,000 allows");

    private static final String HEAD = """
            # Errors

            Every message that normc has about a program, by its code. The code is what `--json` calls a message; it stays
            when the wording changes. Under each stand a program that earns it and what `normc check` says; other programs
            may get other names and places, and some messages other hints.

            This page is made from programs that tests hold; nothing here is written by hand. normc finds all errors of a
            program at once, so a program may earn several messages; one of them is shown. [Warnings](#warnings) stand at the end.

            """;

    private static final int MOST_LINES = 14;
    private static final int ENDS = 4;
    private static final int MOST_COLUMNS = 120;

    private ErrorsPage() {}

    private static final String WARNINGS = """

            ## Warnings

            A program with warnings means what it says. Warnings come from `normc check` alone, which fails on them with
            `--strict`. The line `// allow CODE: reason` silences one; [language.md](language.md#advice) says how.

            """;

    static String of(Map<String, Refused> programs) {
        Map<String, Refused> errors = new TreeMap<>(programs);
        Map<String, Refused> warnings = new TreeMap<>(programs);
        errors.values().removeIf(Refused::isWarning);
        warnings.keySet().removeAll(errors.keySet());
        StringBuilder page = new StringBuilder(HEAD);
        write(page, errors, WITHOUT_PROGRAM, "##");
        page.append(WARNINGS);
        write(page, warnings, Map.of(), "###");
        return page.toString();
    }

    private static void write(
            StringBuilder page, Map<String, Refused> programs, Map<String, String> others, String heading) {
        Map<String, String> sentences = new TreeMap<>(others);
        programs.forEach((code, program) -> sentences.put(code, program.message()));
        page.append("| code | for example |\n| --- | --- |\n");
        sentences.forEach((code, sentence) -> page.append("| ")
                .append(programs.containsKey(code) ? "[" + code + "](#" + code + ")" : code)
                .append(" | ")
                .append(shown(sentence).replace("|", "\\|"))
                .append(" |\n"));
        programs.forEach((code, program) -> page.append("\n")
                .append(heading)
                .append(" ")
                .append(code)
                .append("\n\n```norm\n")
                .append(excerpt(program.lines()))
                .append("\n```\n\n```\n")
                .append(shown(program.rendered()))
                .append("\n```\n"));
    }

    /** The program; of a long one both ends, of a long line its beginning. */
    private static String excerpt(List<String> lines) {
        List<String> excerpt = new ArrayList<>(lines);
        if (lines.size() > MOST_LINES) {
            excerpt.subList(ENDS, lines.size() - ENDS).clear();
            excerpt.add(ENDS, "// ... " + (lines.size() - 2 * ENDS) + " lines like these ...");
        }
        return excerpt.stream()
                .map(line -> line.length() > MOST_COLUMNS ? line.substring(0, MOST_COLUMNS - 4) + " ..." : line)
                .map(ErrorsPage::shown)
                .collect(Collectors.joining("\n"));
    }

    /** Nothing in it reaches a terminal as a command. */
    private static String shown(String text) {
        return text.codePoints()
                .map(point -> Character.isISOControl(point) && point != '\n' && point != '\t' ? '\uFFFD' : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
