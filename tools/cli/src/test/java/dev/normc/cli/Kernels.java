package dev.normc.cli;

import java.io.IOException;

/** The kernels of the tests of examples, as files that a user could have. */
final class Kernels {

    private Kernels() {}

    static String path(String name) throws IOException {
        return ProjectFiles.find("examples/src/test/resources/dev/normc/examples/source/" + name + ".java")
                .toString();
    }
}
