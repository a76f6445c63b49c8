package dev.normc.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What every main source file lives by, as far as its text can tell. */
final class HouseRules {

    private static final int MOST_LINES = 500;
    private static final int MOST_COLUMNS = 120;

    /** A field that is static and not final: no word {@code final}, and no parenthesis before its {@code =} or end. */
    private static final Pattern STATIC_VARIABLE = Pattern.compile("\\s*(?!.*\\bfinal\\b)(?:@?\\w+ )*static "
            + "(?!class |record |enum |interface |abstract |sealed |non-sealed |\\{)[^(={]*(?:=.*|;.*|)");

    /** A constant that holds what changes. */
    private static final Pattern STATIC_CONTAINER = Pattern.compile(
            ".*\\bstatic\\b.*= *new (?:java\\.util\\.)?(?:\\w*(?:Map|Set|List|Deque|Queue|Builder|Random)|Atomic\\w+|"
                    + "ThreadLocal)\\b.*");

    private HouseRules() {}

    static List<String> violations(SourceFile file) {
        List<String> violations = new ArrayList<>();
        if (file.lines().size() > MOST_LINES) {
            violations.add(file.at(MOST_LINES + 1, file.lines().size() + " lines; a file has at most " + MOST_LINES));
        }
        for (int i = 0; i < file.lines().size(); i++) {
            String line = file.lines().get(i);
            if (line.indexOf('\t') >= 0) {
                violations.add(file.at(i + 1, "a tab"));
            }
            int columns = line.codePointCount(0, line.length());
            if (columns > MOST_COLUMNS && !line.startsWith("import ")) {
                violations.add(file.at(i + 1, columns + " columns; a line has at most " + MOST_COLUMNS));
            }
        }
        List<String> code = file.code();
        for (int i = 0; i < code.size(); i++) {
            String line = code.get(i);
            if (STATIC_VARIABLE.matcher(line).matches() && !line.startsWith("import ")) {
                violations.add(file.at(i + 1, "a static field that is not final: " + line.strip()));
            } else if (STATIC_CONTAINER.matcher(line).matches()) {
                violations.add(file.at(i + 1, "a static field that holds mutable state: " + line.strip()));
            }
        }
        return violations;
    }

    /** The first file of each folder that has no {@code package-info.java}. */
    static List<String> packagesWithoutInfo(List<SourceFile> files) {
        Set<String> described = new TreeSet<>();
        for (SourceFile file : files) {
            if (file.path().endsWith("/package-info.java")) {
                described.add(file.folder());
            }
        }
        List<String> violations = new ArrayList<>();
        for (SourceFile file : files) {
            if (described.add(file.folder())) {
                violations.add(file.at(1, "its package has no package-info.java"));
            }
        }
        return violations;
    }
}
