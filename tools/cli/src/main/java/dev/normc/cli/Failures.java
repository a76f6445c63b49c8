package dev.normc.cli;

import dev.normc.dsl.diagnostic.DidYouMean;
import dev.normc.dsl.diagnostic.InvalidNormException;
import dev.normc.dsl.source.SourceException;
import dev.normc.runtime.cases.CaseException;
import dev.normc.runtime.cases.WholeFile;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** What went wrong as a message and an exit code: one for mistakes of the user, another for faults of normc. */
final class Failures {

    private final BooleanSupplier debug;

    Failures(BooleanSupplier debug) {
        this.debug = debug;
    }

    /** A command that is not written as it should be: a sentence and where to read on. */
    int usage(ParameterException mistake, String[] arguments) {
        CommandLine command = mistake.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("normc: " + sentence(mistake, command));
        err.println("Try " + command.getCommandSpec().qualifiedName() + " --help.");
        return ExitCode.USAGE;
    }

    private static String sentence(ParameterException mistake, CommandLine command) {
        if (mistake instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            return unknown(unmatched.getUnmatched().get(0), command);
        }
        String message =
                String.valueOf(mistake.getMessage()).lines().findFirst().orElse("");
        return message.endsWith(".") || message.endsWith("?") ? message : message + ".";
    }

    private static String unknown(String word, CommandLine command) {
        boolean root = command.getParent() == null;
        boolean option = word.startsWith("-");
        List<String> known = option
                ? List.copyOf(command.getCommandSpec().optionsMap().keySet())
                : root ? List.copyOf(command.getSubcommands().keySet()) : List.of();
        String hint = DidYouMean.nearest(word, known)
                .map(meant -> "; did you mean " + meant + "?")
                .orElse(".");
        if (!option && !root) {
            return command.getCommandName() + " has no use for " + word + ".";
        }
        return "There is no " + (option ? "option " : "command ") + word + hint;
    }

    /** A failure while a command runs. */
    int execution(Exception failure, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        if (failure instanceof InvalidNormException
                || failure instanceof SourceException
                || failure instanceof CaseException
                || failure instanceof WholeFile.Unwritable) {
            err.println(
                    failure instanceof InvalidNormException ? failure.getMessage() : "normc: " + failure.getMessage());
            trace(failure, err);
            return ExitCode.FAILED;
        } else if (failure instanceof IllegalArgumentException) {
            err.println("normc: " + failure.getMessage());
            trace(failure, err);
            return ExitCode.USAGE;
        }
        return fault(failure, err);
    }

    /** A fault of normc. */
    int fault(Throwable failure, PrintWriter err) {
        err.println("normc: This is a fault of normc, not yours; please report it: " + failure);
        if (!debug.getAsBoolean()) {
            err.println("The same command with --debug shows where it happened.");
        }
        trace(failure, err);
        return ExitCode.FAULT;
    }

    private void trace(Throwable failure, PrintWriter err) {
        if (debug.getAsBoolean()) {
            failure.printStackTrace(err);
        }
    }
}
