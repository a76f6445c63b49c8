package dev.normc.cli;

import dev.normc.cli.bundle.BundleFolder;
import dev.normc.cli.bundle.UncertifiedException;
import dev.normc.cli.json.DiagnosticEntry;
import dev.normc.cli.json.Document;
import dev.normc.dsl.diagnostic.DidYouMean;
import dev.normc.dsl.diagnostic.InvalidNormException;
import dev.normc.dsl.source.SourceException;
import dev.normc.examples.experiment.ExperimentException;
import dev.normc.examples.source.UnusableSourceException;
import dev.normc.examples.text.UnusableTextException;
import dev.normc.examples.train.CheckpointException;
import dev.normc.examples.transformer.UnusableNormException;
import dev.normc.runtime.cases.CaseException;
import dev.normc.runtime.cases.WholeFile;
import dev.normc.runtime.npy.NpyException;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * What went wrong as a message and an exit code: one for mistakes of the user, another for faults of normc. The message
 * is text on {@code err}, or a JSON document on {@code out} for who has asked for one.
 */
final class Failures {

    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean json;
    private final BooleanSupplier debug;

    Failures(PrintWriter out, PrintWriter err, boolean json, BooleanSupplier debug) {
        this.out = out;
        this.err = err;
        this.json = json;
        this.debug = debug;
    }

    /** A command that is not written as it should be: a sentence and where to read on. */
    int usage(ParameterException mistake, String[] arguments) {
        CommandLine command = mistake.getCommandLine();
        String sentence = sentence(mistake, command);
        if (json) {
            return document(command, ExitCode.USAGE, List.of(sentence), List.of());
        }
        err.println("normc: " + sentence);
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
        if (failure instanceof InvalidNormException invalid) {
            trace(failure);
            if (json) {
                return document(command, ExitCode.FAILED, List.of(), DiagnosticEntry.of(invalid));
            }
            err.println(failure.getMessage());
            return ExitCode.FAILED;
        } else if (failure instanceof UnusableSourceException unusable) {
            trace(failure);
            if (json) {
                return document(command, ExitCode.FAILED, unusable.messages(), List.of());
            }
            String prefix = unusable.isFromCompiler() ? "" : "normc: ";
            unusable.messages().forEach(message -> err.println(prefix + message));
            return ExitCode.FAILED;
        } else if (failure instanceof SourceException
                || failure instanceof CaseException
                || failure instanceof NpyException
                || failure instanceof WholeFile.Unwritable
                || failure instanceof BundleFolder.Occupied
                || failure instanceof UncertifiedException
                || failure instanceof UnusableTextException
                || failure instanceof UnusableNormException
                || failure instanceof CheckpointException
                || failure instanceof ExperimentException) {
            return mistake(failure, command, ExitCode.FAILED);
        } else if (failure instanceof IllegalArgumentException) {
            return mistake(failure, command, ExitCode.USAGE);
        }
        return fault(failure, command);
    }

    private int mistake(Exception failure, CommandLine command, int code) {
        trace(failure);
        String sentence = String.valueOf(failure.getMessage());
        if (json) {
            return document(command, code, List.of(sentence), List.of());
        }
        err.println("normc: " + sentence);
        return code;
    }

    /** What ends a command from below: too little memory for what it was asked, else a fault of normc. */
    int exhausted(VirtualMachineError failure, CommandLine command) {
        if (failure instanceof OutOfMemoryError) {
            long most = Runtime.getRuntime().maxMemory() >> 20;
            String sentence = "This takes more than the " + most + " MB of memory that Java may use; ask for less,"
                    + " or set JAVA_TOOL_OPTIONS=-Xmx8g for more.";
            return mistake(new IllegalStateException(sentence, failure), command, ExitCode.FAILED);
        }
        return fault(failure, command);
    }

    /** A fault of normc. */
    int fault(Throwable failure, CommandLine command) {
        trace(failure);
        String sentence = "This is a fault of normc, not yours; please report it: " + failure;
        if (json) {
            return document(command, ExitCode.FAULT, List.of(sentence), List.of());
        }
        err.println("normc: " + sentence);
        if (!debug.getAsBoolean()) {
            err.println("The same command with --debug shows where it happened.");
        }
        return ExitCode.FAULT;
    }

    private int document(CommandLine command, int code, List<String> errors, List<DiagnosticEntry> diagnostics) {
        out.println(new Document(command.getCommandName(), code, errors, diagnostics, null).json());
        return code;
    }

    private void trace(Throwable failure) {
        if (debug.getAsBoolean()) {
            failure.printStackTrace(err);
        }
    }
}
