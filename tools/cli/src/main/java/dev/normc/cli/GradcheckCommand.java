package dev.normc.cli;

import dev.normc.compiler.Options;
import dev.normc.compiler.emit.ScalarType;
import dev.normc.compiler.graph.Signature;
import dev.normc.compiler.graph.Sizes;
import dev.normc.dsl.ast.Norm;
import dev.normc.dsl.diagnostic.DidYouMean;
import dev.normc.runtime.CompiledNorm;
import dev.normc.runtime.JavaCompiler;
import dev.normc.runtime.Mode;
import dev.normc.runtime.Normc;
import dev.normc.runtime.gradcheck.GradientCheck;
import dev.normc.runtime.gradcheck.GradientReport;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tests derived gradients. */
@Command(
        name = "gradcheck",
        description = "Tests the derived gradients of the kernels, in double, against central differences of the"
                + " forward and against the interpreted derivative.",
        mixinStandardHelpOptions = true)
final class GradcheckCommand implements Callable<Integer> {

    /** Differences of fourth order with a step of 1e-3 leave about 1e-11 of error; a wrong term is far above this. */
    private static final double DEFAULT_TOLERANCE = 1e-7;

    @Spec
    @SuppressWarnings("NullAway.Init") // by picocli
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "A path, FILE#NAME, or a name of the library.")
    private String file = "";

    @Option(
            names = "--size",
            paramLabel = "AXIS=SIZE",
            converter = Assignment.Converter.class,
            description = "The size of an axis, small by default; may be repeated.")
    private List<Assignment> sizes = List.of();

    @Option(names = "--seed", paramLabel = "SEED", description = "For the random values; 1 by default.")
    private long seed = 1;

    @Option(names = "--tolerance", paramLabel = "T", description = "What counts as right; 1e-7 by default.")
    private double tolerance = DEFAULT_TOLERANCE;

    @Mixin
    private ConstantOptions constants = new ConstantOptions();

    @Override
    public Integer call() {
        Program program = Program.open(file);
        constants.check(program, spec.commandLine());
        boolean holds = true;
        for (Norm norm : program.norms()) {
            Options options = Options.DEFAULT.withType(ScalarType.DOUBLE).withConstants(constants.of(norm));
            CompiledNorm compiled = new Normc(0)
                    .compile(program.source(), Optional.of(norm.name().text()), options, JavaCompiler.JANINO);
            holds &= check(compiled, Mode.TRAINING);
            if (compiled.compilation().inference().isPresent()) {
                holds &= check(compiled, Mode.INFERENCE);
            }
        }
        return holds ? ExitCode.OK : ExitCode.FAILED;
    }

    private boolean check(CompiledNorm norm, Mode mode) {
        PrintWriter out = spec.commandLine().getOut();
        Map<String, Integer> used = sizes(norm.signature());
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
                    row.whereWorst(),
                    RunCommand.error(row.worstAgainstInterpreter()),
                    verdict(row));
        }
        table.print(out, "  ");
        if (report.rows().stream().anyMatch(GradientReport.Row::approximate)) {
            out.println("  approximate: the program defines this gradient otherwise than the exact one, and the first"
                    + " error is the distance between both.");
        }
        return report.holds(tolerance);
    }

    private String verdict(GradientReport.Row row) {
        String kind = row.approximate() ? ", approximate" : "";
        return (row.holds(tolerance) ? "right" : "WRONG") + kind;
    }

    private Map<String, Integer> sizes(Signature signature) {
        Map<String, Integer> used = new LinkedHashMap<>(GradientCheck.defaultSizes(signature));
        for (Assignment size : sizes) {
            if (!used.containsKey(size.name())) {
                throw new ParameterException(spec.commandLine(), noAxis(signature, size.name()));
            }
            if (size.value() != Math.rint(size.value()) || size.value() < 1 || size.value() > Integer.MAX_VALUE) {
                throw new ParameterException(
                        spec.commandLine(), "The size of axis " + size.name() + " must be a whole number from 1.");
            }
            used.put(size.name(), (int) size.value());
        }
        return used;
    }

    private static String noAxis(Signature signature, String name) {
        List<String> axes = Sizes.of(signature).given();
        String hint = DidYouMean.nearest(name, axes)
                .map(meant -> "did you mean " + meant + "?")
                .orElse("its axes are " + String.join(", ", axes) + ".");
        return signature.name() + " has no axis " + name + "; " + hint;
    }
}
