package dev.normc.cli;

import dev.normc.cli.json.CheckResult;
import dev.normc.cli.json.DiagnosticEntry;
import dev.normc.compiler.Options;
import dev.normc.compiler.Review;
import dev.normc.dsl.Sources;
import dev.normc.dsl.diagnostic.Diagnostic;
import dev.normc.dsl.diagnostic.DiagnosticRenderer;
import dev.normc.dsl.diagnostic.Findings;
import dev.normc.dsl.source.SourceException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the errors of programs, and advises on those that have none. */
@Command(
        name = "check",
        description = "Shows the errors and warnings of programs, with their places.",
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

    @Option(names = "--strict", description = "Fail on warnings, too.")
    private boolean strict;

    @Override
    Answer answer() {
        List<CheckResult.Program> programs = files.stream().map(this::check).toList();
        boolean holds = programs.stream().allMatch(program -> program.holds() && (program.warnings() == 0 || !strict));
        return new Answer(holds ? ExitCode.OK : ExitCode.FAILED, errors, diagnostics, new CheckResult(programs));
    }

    /** Reviews the whole program, since later stages than the checker find errors, too. */
    private CheckResult.Program check(String file) {
        try {
            Sources.Opened opened = Sources.open(file);
            Review review = Review.of(opened.source(), opened.norm(), Options.DEFAULT);
            List<Diagnostic> found = new ArrayList<>(review.errors());
            found.addAll(review.warnings());
            found = Findings.sorted(found);
            diagnostics.addAll(DiagnosticEntry.of(opened.source(), found));
            if (!found.isEmpty()) {
                complaints().println(DiagnosticRenderer.render(opened.source(), found));
            }
            int warnings = review.warnings().size();
            boolean holds = review.errors().isEmpty();
            if (holds) {
                text().println(file + ": no errors" + (warnings == 0 ? "" : ", " + counted(warnings)));
            }
            return new CheckResult.Program(file, holds, warnings, review.norms());
        } catch (SourceException missing) {
            errors.add(String.valueOf(missing.getMessage()));
            complaints().println("normc: " + missing.getMessage());
        }
        return new CheckResult.Program(file, false, 0, List.of());
    }

    private static String counted(int warnings) {
        return warnings == 1 ? "1 warning" : warnings + " warnings";
    }
}
