package dev.normc.cli;

import dev.normc.cli.json.RunResult;
import dev.normc.compiler.emit.ScalarType;
import dev.normc.compiler.loop.KernelTarget;
import dev.normc.dsl.Dsl;
import dev.normc.dsl.ast.Norm;
import dev.normc.dsl.ast.NormFile;
import dev.normc.runtime.Targets;
import dev.normc.runtime.cases.CaseException;
import dev.normc.runtime.cases.CaseFile;
import dev.normc.runtime.cases.CaseOptions;
import dev.normc.runtime.cases.CaseReport;
import dev.normc.runtime.cases.CaseResult;
import dev.normc.runtime.cases.CaseRunner;
import dev.normc.runtime.cases.Executor;
import dev.normc.runtime.cases.StateMapping;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Runs the kernels on a case. */
@Command(
        name = "run",
        description = "Runs the kernels on the steps of a JSON file, writes what they compute, and compares.",
        mixinStandardHelpOptions = true)
final class RunCommand extends Verb {

    private static final int MOST_THREADS = 256;

    @Parameters(
            paramLabel = "FILE",
            completionCandidates = LibraryNames.class,
            description = "A path, FILE#NAME, or a name of the library.")
    private String file = "";

    @Option(
            names = "--case",
            paramLabel = "CASE.json",
            required = true,
            description = "The steps to run; docs/cases.md describes the file.")
    private Path caseFile = Path.of("");

    @Option(names = "--out", paramLabel = "RESULT.json", description = "Where to write the steps with their results.")
    private @Nullable Path out;

    @Option(
            names = "--type",
            paramLabel = "float|double",
            converter = NumberTypeConverter.class,
            completionCandidates = NumberTypeConverter.class,
            description = "The number type of the kernels: float, which is the default, or double.")
    private @Nullable ScalarType type;

    @Option(
            names = "--compiler",
            paramLabel = "janino|javac|interpreter",
            converter = ExecutorConverter.class,
            completionCandidates = ExecutorConverter.class,
            description = "What runs the steps: kernels compiled by janino, which is the default, or javac; or the"
                    + " interpreter, the reference, which computes in double.")
    private Executor executor = Executor.JANINO;

    @Option(
            names = "--target",
            paramLabel = "TARGET",
            converter = TargetConverter.class,
            completionCandidates = TargetConverter.class,
            description = "What the kernels are written for: ${COMPLETION-CANDIDATES}. All give the same bits, and"
                    + " scalar is the default: vectors are slow until HotSpot has compiled what uses them.")
    private @Nullable KernelTarget target;

    @Option(
            names = "--state",
            paramLabel = "NAME=FACTOR*STATE",
            description = "A state that the case calls otherwise than the program, or counts in another unit, such as"
                    + " nu=-2*psi2_adjoint; may be repeated.")
    private List<String> states = List.of();

    @Option(
            names = "--threads",
            paramLabel = "K",
            description = "How many threads share a call of a kernel; 1 without this. The results are the same, bit for"
                    + " bit.")
    private int threads = 1;

    @Option(names = "--tolerance", paramLabel = "T", description = "Exit with 1 if an error is larger than T.")
    private @Nullable Double tolerance;

    @Mixin
    private ConstantOptions constants = new ConstantOptions();

    @Override
    Answer answer() {
        if (executor == Executor.INTERPRETER && type == ScalarType.FLOAT) {
            throw misuse("The interpreter computes in double; leave out --type float.");
        }
        if (executor == Executor.INTERPRETER && target != null) {
            throw misuse("The interpreter runs no kernels; leave out --target.");
        }
        KernelTarget taken = target == null ? KernelTarget.SCALAR : target;
        Targets.require(taken);
        ScalarType used = type != null ? type : executor == Executor.INTERPRETER ? ScalarType.DOUBLE : ScalarType.FLOAT;
        if (threads < 1 || threads > MOST_THREADS) {
            throw misuse("A call takes 1 to " + MOST_THREADS + " threads, given --threads " + threads + ".");
        }
        if (executor == Executor.INTERPRETER && threads > 1) {
            throw misuse("The interpreter has one thread; leave out --threads.");
        }
        Program program = Program.open(file);
        Norm norm = onlyNorm(program);
        constants.check(program, commandLine());
        CaseOptions options = CaseOptions.DEFAULT
                .with(used, executor)
                .withTarget(taken)
                .withThreads(threads)
                .withStates(mappings())
                .withConstants(constants.of(norm));
        CaseFile given = CaseFile.read(caseFile);
        CaseResult result = run(program, norm, given, options);
        result.notes().forEach(note -> complaints().println("normc: note: " + note));
        if (out != null) {
            result.computed().write(out);
        }
        String ran =
                executor + (target == null ? "" : ", " + target) + (threads == 1 ? "" : ", " + threads + " threads");
        print(given, result, used, ran);
        boolean holds = tolerance == null || result.report().worst() <= tolerance;
        return new Answer(holds ? ExitCode.OK : ExitCode.FAILED, found(given, result, used, taken, holds));
    }

    private List<StateMapping> mappings() {
        try {
            return states.stream().map(StateMapping::parse).toList();
        } catch (CaseException unreadable) {
            throw new ParameterException(commandLine(), String.valueOf(unreadable.getMessage()), unreadable);
        }
    }

    private static Norm onlyNorm(Program program) {
        if (program.norms().size() == 1) {
            return program.norms().get(0);
        }
        return Dsl.norm(new NormFile(program.source(), List.of(), program.norms()), Optional.empty());
    }

    private static CaseResult run(Program program, Norm norm, CaseFile given, CaseOptions options) {
        try {
            return CaseRunner.run(
                    given, program.source(), Optional.of(norm.name().text()), options);
        } catch (IllegalArgumentException notForTheseSizes) {
            throw new CaseException(String.valueOf(notForTheseSizes.getMessage()), notForTheseSizes);
        }
    }

    private RunResult found(CaseFile given, CaseResult result, ScalarType used, KernelTarget taken, boolean holds) {
        return new RunResult(
                file,
                caseFile.toString(),
                given.steps().size(),
                used.toString().toLowerCase(Locale.ROOT),
                executor.toString(),
                executor == Executor.INTERPRETER ? null : taken.toString(),
                result.notes(),
                RunResult.tensors(result.report()),
                result.report().worst(),
                tolerance,
                holds,
                out == null ? null : out.toString());
    }

    private void print(CaseFile given, CaseResult result, ScalarType used, String ran) {
        PrintWriter console = text();
        int count = given.steps().size();
        String steps = count == 1 ? "1 step" : count + " steps";
        console.println(
                file + " on " + caseFile + ": " + steps + ", " + used.toString().toLowerCase(Locale.ROOT) + ", " + ran);
        CaseReport report = result.report();
        if (report.rows().isEmpty()) {
            console.println("  The case expects no values, so there is nothing to compare.");
        } else {
            Table table = new Table().row("tensor", "worst error", "step");
            for (CaseReport.Row row : report.rows()) {
                table.row(row.tensor(), error(row.worst()), String.valueOf(row.step()));
            }
            table.print(console, "  ");
            console.println("  An error is the largest difference of a step over its largest expected element.");
        }
        if (out != null) {
            console.println("Wrote " + out);
        }
    }

    static String error(double error) {
        return error == 0 ? "0" : Double.isInfinite(error) ? "not finite" : String.format(Locale.ROOT, "%.1e", error);
    }
}
