package dev.normc.cli;

/** The exit codes of the command; 3 is the launcher's. */
final class ExitCode {

    static final int OK = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int FAULT = 70;

    private ExitCode() {}
}
