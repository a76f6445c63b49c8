package dev.normc.cli;

import dev.normc.cli.json.GenerateResult;
import dev.normc.compiler.Compilation;
import dev.normc.compiler.Options;
import dev.normc.compiler.emit.EmittedNorm;
import dev.normc.compiler.emit.TensorStorage;
import dev.normc.compiler.graph.Signature;
import dev.normc.compiler.loop.KernelTarget;
import dev.normc.dsl.ast.Norm;
import dev.normc.runtime.cases.WholeFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import javax.lang.model.SourceVersion;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes Java source. */
@Command(
        name = "generate",
        description = "Writes the Java source of every norm of a program, plain files without dependencies.",
        mixinStandardHelpOptions = true)
final class GenerateCommand extends Verb {

    @Parameters(
            paramLabel = "FILE",
            completionCandidates = LibraryNames.class,
            description = "A path, FILE#NAME, or a name of the library.")
    private String file = "";

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "The root of the Java sources; the packages' directories are made in it. With --snippet, the"
                    + " file.")
    private @Nullable Path out;

    @Option(
            names = "--package",
            paramLabel = "PACKAGE",
            description = "The package of the classes; the unnamed one without this.")
    private String packageName = "";

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            converter = ElementTypeConverter.class,
            completionCandidates = ElementTypeConverter.class,
            description = "What the elements of tensors are: float, which is the default, double, bfloat16 or float16."
                    + " With 16 bits, inputs, outputs and their gradients are short[], and all else is float.")
    private ElementTypeConverter.ElementType type = ElementTypeConverter.ElementType.FLOAT;

    @Option(
            names = "--memory",
            paramLabel = "array|buffer|segment",
            converter = MemoryConverter.class,
            completionCandidates = MemoryConverter.class,
            description = "Where tensors lie: array, which is the default; buffer, java.nio.FloatBuffer or"
                    + " DoubleBuffer; segment, java.lang.foreign.MemorySegment, for which the classes need Java 22."
                    + " States are arrays in any case.")
    private TensorStorage memory = TensorStorage.ARRAY;

    @Option(
            names = "--target",
            paramLabel = "scalar|vector|both",
            converter = TargetsConverter.class,
            completionCandidates = TargetsConverter.class,
            description = "What the classes are written for: scalar, plain Java, which is the default; vector, the"
                    + " module jdk.incubator.vector; both, two classes, the name of that with vectors ending in"
                    + " Vector. The bits are the same.")
    private TargetsConverter.Targets targets = new TargetsConverter.Targets(List.of(KernelTarget.SCALAR));

    @Option(
            names = "--parallel",
            description = "Workspaces with a method `share` that takes a pool, by which several threads share a call."
                    + " The bits are those of one thread.")
    private boolean parallel;

    @Mixin
    private ExportOptions exports = new ExportOptions();

    @Mixin
    private FixedSizeOptions sizes = new FixedSizeOptions();

    @Mixin
    private ConstantOptions constants = new ConstantOptions();

    @Override
    Answer answer() {
        if (!packageName.isEmpty() && !SourceVersion.isName(packageName)) {
            throw misuse(packageName + " is no name for a Java package.");
        }
        if (type.storage().isHalf() && memory != TensorStorage.ARRAY) {
            throw misuse("Tensors of " + type.storage() + " lie in arrays, not in a " + memory + ".");
        }
        if (exports.isGiven() && (type.storage().isHalf() || memory != TensorStorage.ARRAY)) {
            throw misuse("--bundle and --snippet are for arrays of float or double.");
        }
        Program program = Program.open(file);
        exports.check(program, out, targets.list().size(), parallel, commandLine());
        constants.check(program, commandLine());
        return exports.isGiven() ? exported(program) : classes(program, Objects.requireNonNull(out));
    }

    private Answer exported(Program program) {
        ExportOptions.Export export =
                exports.write(program, generated(program).get(0).options(), out);
        export.files().forEach(path -> text().println("Wrote " + path));
        if (export.files().isEmpty()) {
            text().print(export.snippet());
        }
        List<String> paths = export.files().stream().map(Path::toString).toList();
        return answer(List.of(), paths, export.snippet());
    }

    private Answer answer(List<GenerateResult.Entry> files, List<String> others, @Nullable String snippet) {
        return new Answer(
                ExitCode.OK, new GenerateResult(typeName(), memory.toString(), sizes.all(), files, others, snippet));
    }

    private Answer classes(Program program, Path root) {
        Map<Path, GenerateResult.Entry> files = new LinkedHashMap<>();
        Map<Path, String> texts = new LinkedHashMap<>();
        for (Generated generated : generated(program)) {
            EmittedNorm emitted = generated.compilation().emitted();
            Path path = root.resolve(emitted.className().replace('.', '/') + ".java");
            String norm = generated.compilation().signature().name();
            GenerateResult.Entry other = files.put(
                    path,
                    new GenerateResult.Entry(
                            norm, generated.target().toString(), emitted.className(), path.toString()));
            if (other != null) {
                throw misuse("The classes of " + other.norm() + " and " + norm + " would both be " + other.className()
                        + "; write one norm at a time, as FILE#NAME, to folders of their own.");
            }
            texts.put(path, emitted.source());
        }
        texts.forEach((path, text) -> {
            WholeFile.write(path, text);
            text().println("Wrote " + path);
        });
        return answer(List.copyOf(files.values()), List.of(), null);
    }

    private String typeName() {
        return type.storage().isHalf()
                ? type.storage().toString()
                : type.numbers().name().toLowerCase(Locale.ROOT);
    }

    /** A norm and what it was compiled for. */
    private record Generated(KernelTarget target, Options options, Compilation compilation) {}

    /** Which axes a norm has is known when it has been compiled, so sizes are for a second round. */
    private List<Generated> generated(Program program) {
        List<Generated> first = new ArrayList<>();
        for (Norm norm : program.norms()) {
            for (KernelTarget target : targets.list()) {
                Options options = options(norm, target);
                first.add(new Generated(target, options, program.compile(norm, options)));
            }
        }
        List<Signature> signatures = first.stream()
                .map(one -> one.compilation().signature())
                .distinct()
                .toList();
        sizes.check(program, signatures, commandLine());
        if (sizes.all().isEmpty()) {
            return first;
        }
        List<Generated> second = new ArrayList<>();
        for (int i = 0; i < first.size(); i++) {
            Norm norm = program.norms().get(i / targets.list().size());
            KernelTarget target = first.get(i).target();
            Map<String, Integer> fixed = sizes.of(first.get(i).compilation().signature());
            Options options = options(norm, target).withSizes(fixed);
            second.add(new Generated(target, options, program.compile(norm, options)));
        }
        return second;
    }

    private Options options(Norm norm, KernelTarget target) {
        return Options.DEFAULT
                .withType(type.numbers())
                .withTensors(type.storage().isHalf() ? type.storage() : memory)
                .withPackageName(exports.packageName(packageName))
                .withConstants(constants.of(norm))
                .withTarget(target)
                .withParallel(parallel)
                .withOverloads(true)
                .withClassSuffix(target == targets.list().get(0) ? "" : "Vector");
    }
}
