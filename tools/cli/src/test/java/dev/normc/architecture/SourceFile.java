package dev.normc.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Java file of the project: where it stands, seen from the project's folder, and its lines. */
record SourceFile(String path, List<String> lines) {

    private static final Pattern PACKAGE = Pattern.compile("package ([\\w.]+);");
    private static final Pattern IMPORT = Pattern.compile("import (?:static )?([\\w.]+)(?:\\.\\*)?;");

    SourceFile {
        lines = List.copyOf(lines);
    }

    /** A name that the file imports, with its line counted from 1. */
    record Import(String name, int line) {}

    /** The module's folder at the top of the project. */
    String module() {
        return path.substring(0, path.indexOf('/'));
    }

    String folder() {
        return path.substring(0, path.lastIndexOf('/'));
    }

    String packageName() {
        for (String line : lines) {
            Matcher matcher = PACKAGE.matcher(line);
            if (matcher.lookingAt()) {
                return matcher.group(1);
            }
        }
        return "";
    }

    List<Import> imports() {
        List<Import> imports = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            Matcher matcher = IMPORT.matcher(lines.get(i));
            if (matcher.lookingAt()) {
                imports.add(new Import(matcher.group(1), i + 1));
            }
        }
        return imports;
    }

    /** The lines with those blank that lie in a comment or in a text block: generated Java is not this file's Java. */
    List<String> code() {
        List<String> code = new ArrayList<>();
        boolean inText = false;
        for (String line : lines) {
            boolean comment = line.strip().startsWith("*") || line.strip().startsWith("/");
            code.add(inText || comment ? "" : line);
            if (!comment && (line.split("\"\"\"", -1).length - 1) % 2 == 1) {
                inText = !inText;
            }
        }
        return code;
    }

    /** A violation at {@code line}, counted from 1, as a line that an editor can jump to. */
    String at(int line, String violation) {
        return path + ":" + line + ": " + violation;
    }
}
