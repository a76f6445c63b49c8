package dev.normc.cli;

import dev.normc.cli.json.GradcheckResult;
import dev.normc.compiler.Options;
import dev.normc.compiler.emit.ScalarType;
import dev.normc.compiler.loop.KernelTarget;
import dev.normc.dsl.ast.Norm;
import dev.normc.runtime.CompiledNorm;
import dev.normc.runtime.JavaCompiler;
import dev.normc.runtime.Mode;
import dev.normc.runtime.Normc;
import dev.normc.runtime.gradcheck.GradientCheck;
import dev.normc.runtime.gradcheck.GradientReport;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tests derived gradients. */
@Command(
        name = "gradcheck",
        description = {
            "Tests the derived gradients of the kernels, in double, against central differences of the forward and"
                    + " against the interpreted derivative.",
            "The kernels are plain Java; those with vectors give the same bits.%n"
        },
        mixinStandardHelpOptions = true)
final class GradcheckCommand extends Verb {

    /** Differences of fourth order with a step of 1e-3 leave about 1e-11 of error; a wrong term is far above this. */
    private static final double DEFAULT_TOLERANCE = 1e-7;

    @Parameters(
            paramLabel = "FILE",
            completionCandidates = LibraryNames.class,
            description = "A path, FILE#NAME, or a name of the library.")
    private String file = "";

    @Mixin
    private SizeOptions sizes = new SizeOptions();

    @Option(names = "--seed", paramLabel = "SEED", description = "For the random values; 1 by default.")
    private long seed = 1;

    @Option(names = "--tolerance", paramLabel = "T", description = "What counts as right; 1e-7 by default.")
    private double tolerance = DEFAULT_TOLERANCE;

    @Mixin
    private ConstantOptions constants = new ConstantOptions();

    @Override
    Answer answer() {
        Program program = Program.open(file);
        constants.check(program, commandLine());
        List<GradcheckResult.Check> checks = new ArrayList<>();
        for (Norm norm : program.norms()) {
            Options options = Options.DEFAULT
                    .withType(ScalarType.DOUBLE)
                    .withTarget(KernelTarget.SCALAR)
                    .withConstants(constants.of(norm));
            CompiledNorm compiled = new Normc(0)
                    .compile(program.source(), Optional.of(norm.name().text()), options, JavaCompiler.JANINO);
            checks.add(check(compiled, Mode.TRAINING));
            if (compiled.compilation().inference().isPresent()) {
                checks.add(check(compiled, Mode.INFERENCE));
            }
        }
        boolean holds =
                checks.stream().flatMap(check -> check.gradients().stream()).allMatch(GradcheckResult.Gradient::holds);
        return new Answer(holds ? ExitCode.OK : ExitCode.FAILED, new GradcheckResult(tolerance, seed, holds, checks));
    }

    private GradcheckResult.Check check(CompiledNorm norm, Mode mode) {
        PrintWriter out = text();
        Map<String, Integer> used =
                sizes.of(norm.signature(), GradientCheck.defaultSizes(norm.signature()), commandLine());
        GradientReport report = GradientCheck.check(norm, used, mode, seed);
        boolean both = norm.compilation().inference().isPresent();
        out.println(norm.signature().name()
                + (both ? mode == Mode.TRAINING ? ", training" : ", inference" : "") + ": "
                + used.entrySet().stream()
                        .map(size -> size.getKey() + " = " + size.getValue())
                        .collect(Collectors.joining(", "))
                + ", seed " + seed);
        Table table = new Table().row("gradient", "against differences", "worst at", "against interpreter", "");
        for (GradientReport.Row row : report.rows()) {
            table.row(
                    "d" + row.tensor(),
                    RunCommand.error(row.worstAgainstDifferences()),
                    row.whereWorst().toString(),
                    RunCommand.error(row.worstAgainstInterpreter()),
                    verdict(row));
        }
        table.print(out, "  ");
        if (report.positiveInputs()) {
            out.println("  inputs above 0: the norm is not finite for others.");
        }
        if (report.rows().stream().anyMatch(GradientReport.Row::approximate)) {
            out.println("  approximate: the program defines this gradient otherwise than the exact one, and the first"
                    + " error is the distance between both.");
        }
        String name = both ? mode.toString().toLowerCase(Locale.ROOT) : "both";
        return new GradcheckResult.Check(
                norm.signature().name(),
                name,
                used,
                report.positiveInputs(),
                GradcheckResult.gradients(report, tolerance));
    }

    private String verdict(GradientReport.Row row) {
        String kind = row.approximate() ? ", approximate" : "";
        return (row.holds(tolerance) ? "right" : "WRONG") + kind;
    }
}
