package dev.normc.lsp;

import java.nio.file.Files;
import java.nio.file.Path;

/** Files of the project that belong to no module. */
final class ProjectFiles {

    private ProjectFiles() {}

    /** The file of that path in the project's folder, which is above the one that tests run in. */
    static Path find(String path) {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve(path))) {
                return folder.resolve(path);
            }
        }
        throw new IllegalStateException("no " + path + " above " + Path.of("").toAbsolutePath());
    }
}
