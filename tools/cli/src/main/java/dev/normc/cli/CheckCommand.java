package dev.normc.cli;

import dev.normc.cli.json.CheckResult;
import dev.normc.cli.json.DiagnosticEntry;
import dev.normc.compiler.Options;
import dev.normc.dsl.ast.Norm;
import dev.normc.dsl.diagnostic.InvalidNormException;
import dev.normc.dsl.source.SourceException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows the errors of programs. */
@Command(
        name = "check",
        description = "Shows the errors of programs, with their places.",
        mixinStandardHelpOptions = true)
final class CheckCommand extends Verb {

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            completionCandidates = LibraryNames.class,
            description = "Paths, FILE#NAME, or names of the library.")
    private List<String> files = List.of();

    private final List<String> errors = new ArrayList<>();
    private final List<DiagnosticEntry> diagnostics = new ArrayList<>();

    @Override
    Answer answer() {
        List<CheckResult.Program> programs = files.stream().map(this::check).toList();
        boolean holds = programs.stream().allMatch(CheckResult.Program::holds);
        return new Answer(holds ? ExitCode.OK : ExitCode.FAILED, errors, diagnostics, new CheckResult(programs));
    }

    /** Compiles the whole program, since later stages than the checker find errors, too. */
    private CheckResult.Program check(String file) {
        try {
            Program program = Program.open(file);
            boolean holds = true;
            for (Norm norm : program.norms()) {
                holds &= compiles(program, norm);
            }
            if (holds) {
                text().println(file + ": no errors");
            }
            List<String> norms =
                    program.norms().stream().map(norm -> norm.name().text()).toList();
            return new CheckResult.Program(file, holds, norms);
        } catch (InvalidNormException invalid) {
            complain(invalid);
        } catch (SourceException missing) {
            errors.add(String.valueOf(missing.getMessage()));
            complaints().println("normc: " + missing.getMessage());
        }
        return new CheckResult.Program(file, false, List.of());
    }

    private boolean compiles(Program program, Norm norm) {
        try {
            program.compile(norm, Options.DEFAULT);
            return true;
        } catch (InvalidNormException invalid) {
            complain(invalid);
            return false;
        }
    }

    private void complain(InvalidNormException invalid) {
        diagnostics.addAll(DiagnosticEntry.of(invalid));
        complaints().println(invalid.getMessage());
    }
}
