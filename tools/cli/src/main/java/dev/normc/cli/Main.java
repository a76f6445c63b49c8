package dev.normc.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command without a verb, and the list of the verbs. */
@Command(
        name = "normc",
        description = "Compiles formulas of normalization layers to fused Java kernels, with derived backwards.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        usageHelpAutoWidth = true,
        subcommands = {
            ListCommand.class,
            CheckCommand.class,
            ExplainCommand.class,
            GenerateCommand.class,
            RunCommand.class,
            GradcheckCommand.class,
            CompareCommand.class,
            BenchCommand.class,
            TrainCommand.class,
            ExperimentCommand.class,
            PlotCommand.class,
            NewCommand.class,
            FmtCommand.class,
            CompletionCommand.class,
            LspCommand.class,
        },
        footerHeading = "%nExit codes:%n",
        footer = {
            "  0   done, and nothing found wrong",
            "  1   the program or the case has errors, what was checked does not hold, or a file cannot be written",
            "  2   the command is not written as it should be",
            "  3   normc could not be started (by the script normc)",
            "  70  a fault of normc; please report it",
        })
public final class Main implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // by picocli
    private CommandSpec spec;

    @Option(
            names = "--debug",
            scope = CommandLine.ScopeType.INHERIT,
            description = "Show the stack trace of every failure; NORMC_DEBUG=1 does so, too.")
    private boolean debug;

    private Main() {}

    public static void main(String[] arguments) {
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(new FileOutputStream(FileDescriptor.out), err, arguments));
    }

    /** Runs one command and tells its exit code, which knows whether its text could be written. */
    static int run(OutputStream stream, PrintWriter err, String... arguments) {
        StandardOutput output = new StandardOutput(stream);
        int code = run(new PrintWriter(output, false, StandardCharsets.UTF_8), err, arguments);
        return output.verdict(code, err);
    }

    /** Runs one command and tells its exit code. */
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        Main main = new Main();
        CommandLine line = new CommandLine(main)
                .setOut(out)
                .setErr(err)
                .setUsageHelpAutoWidth(true)
                .setCaseInsensitiveEnumValuesAllowed(true);
        boolean json = List.of(arguments).contains(Verb.JSON);
        Failures failures = new Failures(out, err, json, () -> main.debug || "1".equals(System.getenv("NORMC_DEBUG")));
        line.setParameterExceptionHandler(failures::usage).setExecutionExceptionHandler(failures::execution);
        try {
            return line.execute(arguments);
        } catch (StackOverflowError | OutOfMemoryError exhausted) {
            return failures.exhausted(exhausted, line);
        } finally {
            out.flush();
            err.flush();
        }
    }

    /** What somebody reads who types the bare command: what to do next. */
    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        out.println("normc compiles formulas of normalization layers to fused Java kernels, with derived backwards.");
        out.println();
        out.println("Try");
        out.println("  ./normc list                  the norms that come with it");
        out.println("  ./normc explain LayerNorm     its formula, its derived backward, what that costs");
        out.println("  ./normc compare LayerNorm     its speed beside hand-written kernels");
        out.println();
        out.println("Write your own, for example into my.norm:");
        out.println();
        out.println("  norm MyNorm(x[N, D]) {");
        out.println("      param gamma[D] = 1");
        out.println("      const eps = 1e-6");
        out.println("      return gamma * x / sqrt(mean[D](x^2) + eps)");
        out.println("  }");
        out.println();
        out.println("  ./normc new MyNorm                    writes such a file, with comments, to start from");
        out.println("  ./normc check my.norm                 says what is wrong with it, and where");
        out.println("  ./normc fmt my.norm                   brings it into the common layout");
        out.println("  ./normc gradcheck my.norm             tests its derived gradients");
        out.println("  ./normc plot my.norm                  draws its curve and its derivative");
        out.println("  ./normc train --norm my.norm --quick  trains a small Transformer with it");
        out.println("  ./normc generate my.norm --out src    writes its Java");
        out.println();
        out.println("./normc --help lists all commands.");
    }
}
