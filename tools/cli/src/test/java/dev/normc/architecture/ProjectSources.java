package dev.normc.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The main Java files of all modules, read from the project's folder. */
final class ProjectSources {

    private static final List<String> MODULES = List.of("dsl", "compiler", "runtime", "examples", "tools");

    private ProjectSources() {}

    static List<SourceFile> read() throws IOException {
        Path root = root();
        List<SourceFile> files = new ArrayList<>();
        for (String module : MODULES) {
            try (Stream<Path> paths = Files.walk(root.resolve(module))) {
                for (Path path : paths.sorted().toList()) {
                    String name = root.relativize(path).toString().replace('\\', '/');
                    if (name.contains("/src/main/java/") && name.endsWith(".java") && !isSample(name)) {
                        files.add(new SourceFile(name, Files.readAllLines(path)));
                    }
                }
            }
        }
        return files;
    }

    /** Whether a file is of a project that stands for one of a user, or of a copy of it. */
    private static boolean isSample(String name) {
        return name.contains("/src/it/") || name.contains("/target/");
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!MODULES.stream().map(folder::resolve).allMatch(Files::isDirectory)) {
            Path parent = folder.getParent();
            if (parent == null) {
                throw new IllegalStateException(
                        "no folder above " + Path.of("").toAbsolutePath() + " holds the modules " + MODULES);
            }
            folder = parent;
        }
        return folder;
    }
}
