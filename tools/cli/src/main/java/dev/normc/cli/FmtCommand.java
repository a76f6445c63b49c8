package dev.normc.cli;

import dev.normc.cli.json.DiagnosticEntry;
import dev.normc.cli.json.FmtResult;
import dev.normc.dsl.Sources;
import dev.normc.dsl.diagnostic.InvalidNormException;
import dev.normc.dsl.format.Formatter;
import dev.normc.dsl.source.Source;
import dev.normc.dsl.source.SourceException;
import dev.normc.runtime.cases.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Brings programs into their canonical layout. */
@Command(
        name = "fmt",
        description = "Brings programs into their canonical layout; words, comments and line ends inside of statements"
                + " stay.",
        mixinStandardHelpOptions = true)
final class FmtCommand extends Verb {

    private static final String SUFFIX = ".norm";
    private static final String STANDARD_INPUT = "-";
    private static final String FORMATTED = "formatted";
    private static final String UNCHANGED = "unchanged";
    private static final String UNFORMATTED = "unformatted";
    private static final String FAILED = "failed";

    @Option(names = "--check", description = "Write nothing; fail if a program is not in its canonical layout.")
    private boolean check;

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = "Files that are rewritten; a directory stands for all *.norm below it. - alone formats the"
                    + " standard input to the standard output.")
    private List<String> files = List.of();

    private final List<String> errors = new ArrayList<>();
    private final List<DiagnosticEntry> diagnostics = new ArrayList<>();

    @Override
    Answer answer() {
        boolean filter = files.contains(STANDARD_INPUT);
        if (filter && files.size() > 1) {
            throw misuse("- stands for the standard input and excludes other files.");
        }
        List<FmtResult.File> results = new ArrayList<>();
        if (filter) {
            results.add(format(STANDARD_INPUT));
        } else {
            files.stream()
                    .flatMap(file -> below(file).stream())
                    .map(this::format)
                    .forEach(results::add);
        }
        boolean holds = errors.isEmpty()
                && results.stream()
                        .allMatch(file -> List.of(FORMATTED, UNCHANGED).contains(file.outcome()));
        return new Answer(holds ? ExitCode.OK : ExitCode.FAILED, errors, diagnostics, new FmtResult(results));
    }

    private FmtResult.File format(String file) {
        boolean filter = file.equals(STANDARD_INPUT);
        try {
            Source source = filter ? Sources.stream("standard input", System.in) : Sources.file(file);
            String formatted = Formatter.format(source);
            boolean same = formatted.equals(source.text());
            if (check) {
                text().print(same ? "" : source.name() + " is not formatted.\n");
                return new FmtResult.File(file, same ? UNCHANGED : UNFORMATTED, null);
            } else if (filter) {
                text().print(formatted);
                return new FmtResult.File(file, same ? UNCHANGED : FORMATTED, formatted);
            } else if (!same) {
                WholeFile.write(Path.of(file).toRealPath(), formatted); // a link stays a link
                text().println("Formatted " + file);
            }
            return new FmtResult.File(file, same ? UNCHANGED : FORMATTED, null);
        } catch (InvalidNormException invalid) {
            diagnostics.addAll(DiagnosticEntry.of(invalid));
            complaints().println(invalid.getMessage());
        } catch (SourceException | WholeFile.Unwritable failure) {
            complain(String.valueOf(failure.getMessage()));
        } catch (IOException failure) {
            complain(file + " cannot be written: " + failure.getMessage() + ".");
        }
        return new FmtResult.File(file, FAILED, null);
    }

    private void complain(String sentence) {
        errors.add(sentence);
        complaints().println("normc: " + sentence);
    }

    /** The file itself, or the programs below the directory; hidden directories are left alone. */
    private List<String> below(String file) {
        try {
            Path directory = Path.of(file);
            if (!Files.isDirectory(directory)) {
                return List.of(file);
            }
            try (Stream<Path> paths = Files.walk(directory)) {
                List<String> programs = paths.filter(path -> isProgram(directory.relativize(path)))
                        .filter(Files::isRegularFile)
                        .map(Path::toString)
                        .sorted()
                        .toList();
                if (programs.isEmpty()) {
                    complain("There are no " + SUFFIX + " files in " + file + ".");
                }
                return programs;
            }
        } catch (InvalidPathException noPath) {
            return List.of(file); // whoever opens it says so
        } catch (IOException | UncheckedIOException failure) {
            complain(file + " cannot be read: " + failure.getMessage() + ".");
            return List.of();
        }
    }

    private static boolean isProgram(Path path) {
        for (Path part : path) {
            if (part.toString().startsWith(".")) {
                return false;
            }
        }
        return path.toString().endsWith(SUFFIX);
    }
}
