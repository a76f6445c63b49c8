package dev.normc.generator;

import dev.normc.compiler.Compilation;
import dev.normc.compiler.Compiler;
import dev.normc.compiler.Options;
import dev.normc.compiler.Review;
import dev.normc.compiler.emit.EmittedNorm;
import dev.normc.compiler.graph.Axis;
import dev.normc.compiler.graph.Signature;
import dev.normc.compiler.graph.Sizes;
import dev.normc.compiler.graph.SplitAxis;
import dev.normc.compiler.loop.JavaNames;
import dev.normc.compiler.loop.KernelTarget;
import dev.normc.dsl.Dsl;
import dev.normc.dsl.ast.Name;
import dev.normc.dsl.ast.Norm;
import dev.normc.dsl.ast.Statement;
import dev.normc.dsl.diagnostic.Diagnostic;
import dev.normc.dsl.diagnostic.Findings;
import dev.normc.dsl.diagnostic.InvalidNormException;
import dev.normc.dsl.source.Source;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;

/** Compiles all norms of one program, each under its settings. */
final class ProgramCompilation {

    /**
     * What came out.
     *
     * @param norms all norms; some are missing if there are errors
     * @param findings errors and warnings, in the order of the source
     */
    record Outcome(List<CompiledNorm> norms, List<Finding> findings) {

        Outcome {
            norms = List.copyOf(norms);
            findings = List.copyOf(findings);
        }
    }

    /**
     * A norm with the classes that it became.
     *
     * @param constants the names of its constants
     * @param axes the names of its axes, with those that are split
     */
    record CompiledNorm(Norm norm, List<String> constants, List<String> axes, List<EmittedNorm> classes) {

        CompiledNorm {
            constants = List.copyOf(constants);
            axes = List.copyOf(axes);
            classes = List.copyOf(classes);
        }
    }

    private final Path file;
    private final Source source;
    private final String folderPackage;
    private final Function<String, GenerationSettings> settings;
    private final List<Finding> findings = new ArrayList<>();

    private ProgramCompilation(
            Path file, Source source, String folderPackage, Function<String, GenerationSettings> settings) {
        this.file = file;
        this.source = source;
        this.folderPackage = folderPackage;
        this.settings = settings;
    }

    /**
     * Compiles {@code source}.
     *
     * @param file where it stands
     * @param folderPackage the package that its folder says
     * @param settings the settings of a norm, by its name
     */
    static Outcome compile(
            Path file, Source source, String folderPackage, Function<String, GenerationSettings> settings) {
        return new ProgramCompilation(file, source, folderPackage, settings).compile();
    }

    private Outcome compile() {
        Review review = Review.of(source);
        List<Diagnostic> reviewed = new ArrayList<>(review.errors());
        reviewed.addAll(review.warnings());
        findings.addAll(Finding.of(source, file, Findings.sorted(reviewed)));
        List<CompiledNorm> norms = new ArrayList<>();
        if (review.errors().isEmpty()) {
            for (Norm norm : Dsl.read(source).norms()) {
                GenerationSettings given = settings.apply(norm.name().text());
                try {
                    if (hasNamesOfJava(norm, given)) {
                        norms.add(compile(norm, given));
                    }
                } catch (InvalidNormException invalid) {
                    findings.addAll(Finding.of(source, file, invalid.diagnostics()));
                } catch (IllegalArgumentException contradiction) {
                    complain(norm, "wrong-setting", String.valueOf(contradiction.getMessage()));
                }
            }
        }
        return new Outcome(norms, findings);
    }

    private CompiledNorm compile(Norm norm, GenerationSettings given) {
        List<String> constants = constants(norm);
        Options options = options(given, constants);
        Map<String, Integer> sizes = new LinkedHashMap<>(given.sizes());
        List<String> axes = List.of();
        if (!sizes.isEmpty()) {
            // Which axes a norm has, and whether these sizes are right, is known when it has been compiled.
            Signature signature = Compiler.compile(source, norm, options).signature();
            axes = axes(signature);
            sizes.keySet().retainAll(axes);
            Sizes.of(signature).known(sizes);
        }
        String name = given.className().orElse(norm.name().text());
        Norm named = new Norm(
                new Name(name, norm.name().span()),
                norm.documentation(),
                norm.inputs(),
                norm.splits(),
                norm.body(),
                norm.span());
        List<EmittedNorm> classes = new ArrayList<>();
        List<KernelTarget> targets = given.targets().isEmpty() ? List.of(KernelTarget.SCALAR) : given.targets();
        for (KernelTarget target : targets) {
            Compilation compilation = Compiler.compile(
                    source,
                    named,
                    options.withSizes(sizes).withTarget(target).withClassSuffix(classes.isEmpty() ? "" : "Vector"));
            axes = axes(compilation.signature());
            classes.add(compilation.emitted());
        }
        return new CompiledNorm(norm, constants, axes, classes);
    }

    /** What the settings say but for sizes and targets. */
    private Options options(GenerationSettings given, List<String> constants) {
        Map<String, Double> values = new LinkedHashMap<>(given.constants());
        values.keySet().retainAll(constants);
        ElementType type = given.type().orElse(ElementType.FLOAT);
        return Options.DEFAULT
                .withPackageName(given.packageName().orElse(folderPackage))
                .withType(type.numbers())
                .withTensors(type.storage(given.memory().orElse(Memory.ARRAY)))
                .withOverloads(true)
                .withParallel(given.parallel().orElse(false))
                .withConstants(values);
    }

    /** Whether package and class have names that Java takes; complains if not. */
    private boolean hasNamesOfJava(Norm norm, GenerationSettings given) {
        String packageName = given.packageName().orElse(folderPackage);
        boolean packaged = packageName.isEmpty() || SourceVersion.isName(packageName);
        if (!packaged) {
            String origin = given.packageName().isPresent() ? "that the settings say" : "that its folder says";
            complain(norm, "not-a-package", "`" + packageName + "`, " + origin + ", is no name for a Java package");
        }
        String className = given.className().orElse(norm.name().text());
        boolean named = given.className().isEmpty()
                || (SourceVersion.isIdentifier(className)
                        && JavaNames.className(className).equals(className));
        if (!named) {
            complain(norm, "not-a-class-name", "`" + className + "` cannot be the name of a generated class");
        }
        return packaged && named;
    }

    private void complain(Norm norm, String code, String message) {
        findings.add(Finding.at(norm.name().span(), source, file, code, message));
    }

    private static List<String> constants(Norm norm) {
        return norm.body().stream()
                .filter(Statement.Const.class::isInstance)
                .map(statement -> ((Statement.Const) statement).name().text())
                .toList();
    }

    private static List<String> axes(Signature signature) {
        return Stream.concat(
                        signature.axes().stream().map(Axis::name),
                        signature.splits().stream().map(SplitAxis::whole))
                .toList();
    }
}
