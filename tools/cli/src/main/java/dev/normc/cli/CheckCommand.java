package dev.normc.cli;

import dev.normc.compiler.Options;
import dev.normc.dsl.ast.Norm;
import dev.normc.dsl.diagnostic.InvalidNormException;
import dev.normc.dsl.source.SourceException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the errors of programs. */
@Command(
        name = "check",
        description = "Shows the errors of programs, with their places.",
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // by picocli
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Paths, FILE#NAME, or names of the library.")
    private List<String> files = List.of();

    @Override
    public Integer call() {
        int failed = 0;
        for (String file : files) {
            failed += holds(file) ? 0 : 1;
        }
        return failed == 0 ? ExitCode.OK : ExitCode.FAILED;
    }

    /** Compiles the whole program, since later stages than the checker find errors, too. */
    private boolean holds(String file) {
        PrintWriter err = spec.commandLine().getErr();
        try {
            Program program = Program.open(file);
            boolean holds = true;
            for (Norm norm : program.norms()) {
                holds &= compiles(program, norm);
            }
            if (holds) {
                spec.commandLine().getOut().println(file + ": no errors");
            }
            return holds;
        } catch (InvalidNormException invalid) {
            err.println(invalid.getMessage());
        } catch (SourceException missing) {
            err.println("normc: " + missing.getMessage());
        }
        return false;
    }

    private boolean compiles(Program program, Norm norm) {
        try {
            program.compile(norm, Options.DEFAULT);
            return true;
        } catch (InvalidNormException invalid) {
            spec.commandLine().getErr().println(invalid.getMessage());
            return false;
        }
    }
}
