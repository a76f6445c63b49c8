package dev.normc.lsp;

import java.io.IOException;

/** A process that lives until its standard input is closed. */
final class Waiting {

    private Waiting() {}

    public static void main(String[] arguments) throws IOException {
        System.in.readAllBytes();
    }
}
