package dev.normc.cli;

import dev.normc.cli.json.RunResult;
import dev.normc.compiler.emit.ScalarType;
import dev.normc.compiler.loop.KernelTarget;
import dev.normc.dsl.Dsl;
import dev.normc.dsl.ast.Norm;
import dev.normc.dsl.ast.NormFile;
import dev.normc.runtime.Mode;
import dev.normc.runtime.Targets;
import dev.normc.runtime.cases.ArrayResult;
import dev.normc.runtime.cases.ArrayRunner;
import dev.normc.runtime.cases.ArrayStep;
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
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Runs the kernels on a case, or one step on arrays. */
@Command(
        name = "run",
        description = {
            "Runs the kernels on the steps of a JSON file, writes what they compute, and compares (--case); or runs one"
                    + " step on NumPy files and writes outputs, gradients and next states as such (--in).%n"
        },
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
            description = "The steps to run; docs/cases.md describes the file.")
    private @Nullable Path caseFile;

    @Mixin
    private ArrayOptions arrays = new ArrayOptions();

    @Option(
            names = "--out",
            paramLabel = "RESULT.json|DIR",
            description =
                    "Where to write the steps of a case with their results; with --in, the directory of the arrays,"
                            + " such as y.npy and dx.npy.")
    private @Nullable Path out;

    @Option(
            names = "--type",
            paramLabel = "float|double",
            converter = NumberTypeConverter.class,
            completionCandidates = NumberTypeConverter.class,
            description = "The number type of the kernels: float, which is the default, or double, which is the default"
                    + " where an array is float64.")
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
            names = ArrayOptions.STATE,
            paramLabel = "NAME=FILE.npy|NAME=FACTOR*STATE",
            description = "With --in, a state before the step; without it, its initial value. With --case, a state that"
                    + " the case calls otherwise than the program, or counts in another unit, such as"
                    + " nu=-2*psi2_adjoint. May be repeated.")
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
        Targets.require(taken());
        if (threads < 1 || threads > MOST_THREADS) {
            throw misuse("A call takes 1 to " + MOST_THREADS + " threads, given --threads " + threads + ".");
        }
        if (executor == Executor.INTERPRETER && threads > 1) {
            throw misuse("The interpreter has one thread; leave out --threads.");
        }
        if (caseFile != null && !arrays.used().isEmpty()) {
            throw misuse("--case and " + arrays.used() + " exclude each other.");
        } else if (caseFile != null) {
            return onCase(caseFile);
        } else if (arrays.used().isEmpty()) {
            throw misuse("Say what to run on: --case CASE.json, or arrays as --in NAME=FILE.npy.");
        } else if (out == null) {
            throw misuse("Say where the arrays go: --out DIR.");
        } else if (tolerance != null) {
            throw misuse("--tolerance is for a case, which expects values; leave it out.");
        }
        return onArrays(out);
    }

    private KernelTarget taken() {
        return target == null ? KernelTarget.SCALAR : target;
    }

    private CaseOptions options(Program program, Norm norm, ScalarType used) {
        constants.check(program, commandLine());
        return CaseOptions.DEFAULT
                .with(used, executor)
                .withTarget(taken())
                .withThreads(threads)
                .withCache(cache())
                .withConstants(constants.of(norm));
    }

    private Answer onCase(Path given) {
        ScalarType used = type != null ? type : executor == Executor.INTERPRETER ? ScalarType.DOUBLE : ScalarType.FLOAT;
        Program program = Program.open(file);
        Norm norm = onlyNorm(program);
        CaseOptions options = options(program, norm, used).withStates(mappings());
        CaseFile steps = CaseFile.read(given);
        CaseResult result = orRefuse(() ->
                CaseRunner.run(steps, program.source(), Optional.of(norm.name().text()), options));
        note(result.notes());
        if (out != null) {
            result.computed().write(out);
        }
        print(given, steps, result, used);
        boolean holds = tolerance == null || result.report().worst() <= tolerance;
        return new Answer(holds ? ExitCode.OK : ExitCode.FAILED, found(given, steps, result, used, holds));
    }

    private Answer onArrays(Path folder) {
        ArrayStep step = arrays.step(states, commandLine());
        Program program = Program.open(file);
        Norm norm = onlyNorm(program);
        CaseOptions options = options(program, norm, ScalarType.DOUBLE);
        ArrayResult result = orRefuse(() -> ArrayRunner.run(
                step, program.source(), Optional.of(norm.name().text()), Optional.ofNullable(type), options));
        result.write(folder);
        note(result.notes());
        print(folder, result);
        return new Answer(
                ExitCode.OK,
                RunResult.of(
                        file,
                        result,
                        arrays.mode() == Mode.TRAINING ? "train" : "infer",
                        executor.toString(),
                        executor == Executor.INTERPRETER ? null : taken().toString(),
                        folder));
    }

    private void note(List<String> notes) {
        notes.forEach(note -> complaints().println("normc: note: " + note));
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

    /** Sizes for which a norm is not defined are no misuse of the command: they stand in files. */
    private static <R> R orRefuse(Supplier<R> run) {
        try {
            return run.get();
        } catch (IllegalArgumentException notForTheseSizes) {
            throw new CaseException(String.valueOf(notForTheseSizes.getMessage()), notForTheseSizes);
        }
    }

    private RunResult found(Path given, CaseFile steps, CaseResult result, ScalarType used, boolean holds) {
        return new RunResult(
                file,
                given.toString(),
                steps.steps().size(),
                used.toString().toLowerCase(Locale.ROOT),
                executor.toString(),
                executor == Executor.INTERPRETER ? null : taken().toString(),
                result.notes(),
                RunResult.tensors(result.report()),
                result.report().worst(),
                tolerance,
                holds,
                out == null ? null : out.toString(),
                null,
                Map.of(),
                List.of());
    }

    /** The number type, the compiler, and what else the command asks for. */
    private String how(ScalarType used) {
        return used.toString().toLowerCase(Locale.ROOT) + ", " + executor + (target == null ? "" : ", " + target)
                + (threads == 1 ? "" : ", " + threads + " threads");
    }

    private void print(Path folder, ArrayResult result) {
        PrintWriter console = text();
        String sizes = result.sizes().entrySet().stream()
                .map(size -> size.getKey() + " = " + size.getValue() + ", ")
                .collect(Collectors.joining());
        String mode = arrays.mode().toString().toLowerCase(Locale.ROOT);
        console.println(file + ": " + sizes + mode + ", " + how(result.type()));
        if (!result.leftOut().isEmpty()) {
            console.println("  Initial values: " + String.join(", ", result.leftOut()));
        }
        result.arrays().forEach(computed -> console.println("Wrote " + computed.in(folder) + ": " + computed));
    }

    private void print(Path given, CaseFile steps, CaseResult result, ScalarType used) {
        PrintWriter console = text();
        int count = steps.steps().size();
        console.println(file + " on " + given + ": " + (count == 1 ? "1 step" : count + " steps") + ", " + how(used));
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
