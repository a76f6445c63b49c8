package dev.normc.cli;

/** The command's entry; it has no verbs yet. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.err.println("normc: no commands yet");
        System.exit(2);
    }
}
