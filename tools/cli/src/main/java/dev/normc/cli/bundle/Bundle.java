package dev.normc.cli.bundle;

import dev.normc.cli.json.Certificate;
import dev.normc.compiler.Compilation;
import dev.normc.compiler.Compiler;
import dev.normc.compiler.Options;
import dev.normc.compiler.emit.EmittedNorm;
import dev.normc.compiler.emit.ScalarType;
import dev.normc.compiler.graph.Signature;
import dev.normc.compiler.loop.KernelTarget;
import dev.normc.dsl.ast.Norm;
import dev.normc.dsl.source.Source;
import dev.normc.runtime.CompiledNorm;
import dev.normc.runtime.JavaCompiler;
import dev.normc.runtime.Mode;
import dev.normc.runtime.Normc;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The files of an export bundle.
 *
 * @param norm the norm's name
 * @param className the class of the kernels, with its package
 * @param files the texts by their paths, with slashes, the certificate first
 */
public record Bundle(String norm, String className, Map<String, String> files) {

    static final String CERTIFICATE = "certificate.json";

    public Bundle {
        files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
    }

    /**
     * Compiles a norm, checks its kernels and writes all about them.
     *
     * @param source the program that holds it
     * @param norm a norm without errors of the checker
     * @param options how its class is compiled
     * @throws IllegalArgumentException if the options do not fit the norm or a bundle
     * @throws UncertifiedException if its gradients do not hold
     */
    public static Bundle of(Source source, Norm norm, Options options) {
        if (options.packageName().isEmpty()) {
            throw new IllegalArgumentException("a benchmark must stand in a package; name one with --package.");
        }
        return switch (options.tensors()) {
            case ARRAY -> new Writing(source, norm, options).bundle();
            case BFLOAT16, FLOAT16, BUFFER, SEGMENT ->
                throw new IllegalArgumentException(
                        "a bundle is for tensors in arrays of float or double, not of " + options.tensors() + ".");
        };
    }

    /** The kernels of a norm as text, as they are checked, and in double. */
    private static final class Writing {

        private final Source source;
        private final Norm norm;
        private final Options options;
        private final CompiledNorm compiled;
        private final Optional<CompiledNorm> inDouble;
        private final List<Checked> modes = new ArrayList<>();

        Writing(Source source, Norm norm, Options options) {
            this.source = source;
            this.norm = norm;
            this.options = options;
            Normc normc = new Normc(0);
            // all targets have the same bits, and this one runs everywhere
            Options plain = options.withTarget(KernelTarget.SCALAR).withParallel(false);
            this.compiled = load(normc, plain);
            this.inDouble = options.type() == ScalarType.DOUBLE
                    ? Optional.empty()
                    : Optional.of(load(
                            normc,
                            plain.withType(ScalarType.DOUBLE)
                                    .withOverloads(false)
                                    .withClassSuffix(options.classSuffix() + "Double")));
        }

        private CompiledNorm load(Normc normc, Options how) {
            return normc.compile(source, Optional.of(norm.name().text()), how, JavaCompiler.JANINO);
        }

        Bundle bundle() {
            EmittedNorm emitted = compiled.compilation().emitted();
            refuseMany(emitted);
            Problem golden = Problems.golden(compiled.signature());
            CompiledNorm doubles = inDouble.orElse(compiled);
            modes.add(Checked.of(compiled, doubles, Mode.TRAINING, golden));
            if (!emitted.training().equals(emitted.inference())) {
                modes.add(Checked.of(compiled, doubles, Mode.INFERENCE, golden));
            }
            Map<String, String> files = files(emitted);
            Map<String, String> all = new LinkedHashMap<>();
            all.put(CERTIFICATE, certificate(emitted.className(), files).json());
            all.putAll(files);
            return new Bundle(norm.name().text(), emitted.className(), all);
        }

        private void refuseMany(EmittedNorm emitted) {
            boolean packed = emitted.training().forward().packed()
                    || emitted.training().backward().packed();
            if (packed) {
                throw new IllegalArgumentException(norm.name().text()
                        + " has more arrays than its methods take one by one; a bundle cannot show its calls. Generate"
                        + " the class alone, with --out.");
            }
        }

        private Map<String, String> files(EmittedNorm emitted) {
            String packageName = options.packageName();
            String kernels = emitted.className().substring(packageName.length() + 1);
            String folder = packageName.replace('.', '/') + "/";
            boolean vector = options.target().orElse(KernelTarget.SCALAR).isVector();
            ReadMe readMe = new ReadMe(program(), formulaFile(), norm, options, modes, kernels);
            Map<String, String> files = new LinkedHashMap<>();
            files.put("README.md", readMe.text());
            files.put(formulaFile(), program());
            files.put("pom.xml", ProjectFile.text(packageName, kernels, vector));
            files.put(
                    "src/main/java/" + folder + kernels + ".java",
                    withNote().emitted().source());
            String tests = "src/test/java/" + folder + kernels;
            files.put(tests + "Benchmark.java", BenchmarkSource.text(packageName, kernels, modes.get(0), vector));
            inDouble.ifPresent(doubles -> files.put(tests + "Double.java", doubles.source()));
            String simpleDouble = inDouble.isPresent() ? kernels + "Double" : kernels;
            files.put(tests + "Test.java", TestSource.text(packageName, kernels, simpleDouble, modes));
            return files;
        }

        private String formulaFile() {
            return norm.name().text() + ".norm";
        }

        private String program() {
            String text = Texts.unixLines(source.text());
            return text.endsWith("\n") ? text : text + "\n";
        }

        /** The class with what the certificate says in its Javadoc. */
        private Compilation withNote() {
            String errors = modes.stream()
                    .map(mode -> Texts.number(mode.worst())
                            + (modes.size() == 1
                                    ? ""
                                    : " in " + mode.mode().name().toLowerCase(Locale.ROOT)))
                    .collect(Collectors.joining(", "));
            String note = "Certificate: in double its gradients are those of central differences but for " + errors
                    + "\nof the largest element (seed " + Problem.SEED + ", normc " + ProjectFile.version()
                    + "). The formula has the SHA-256\n" + Texts.sha256(program()) + ".";
            String documentation =
                    norm.documentation().isBlank() ? note : norm.documentation().strip() + "\n\n" + note;
            Norm noted = new Norm(norm.name(), documentation, norm.inputs(), norm.splits(), norm.body(), norm.span());
            return Compiler.compile(source, noted, options);
        }

        private Certificate certificate(String className, Map<String, String> files) {
            Signature signature = compiled.signature();
            Map<String, String> hashes = new TreeMap<>();
            files.forEach((path, text) -> hashes.put(path, Texts.sha256(text)));
            return new Certificate(
                    Certificate.FORMAT,
                    ProjectFile.version(),
                    signature.name(),
                    className,
                    Texts.sha256(program()),
                    new Certificate.Options(
                            options.packageName(),
                            options.type().toString().toLowerCase(Locale.ROOT),
                            options.target().orElse(KernelTarget.SCALAR).toString(),
                            options.parallel(),
                            options.tensors().toString(),
                            options.savePolicy().toString().toLowerCase(Locale.ROOT),
                            signature.constants(),
                            options.sizes()),
                    new Certificate.Method(
                            "(8 (f(h) - f(-h)) - (f(2h) - f(-2h))) / 12h of the sum of all outputs weighted with random"
                                    + " upstream gradients, in double",
                            Differences.STEP,
                            Differences.STEP_AT_KINKS,
                            Differences.TOLERANCE,
                            Problem.SEED),
                    modes.stream().map(Writing::checks).toList(),
                    hashes);
        }

        private static Certificate.Checks checks(Checked checked) {
            List<Certificate.Gradient> gradients = checked.rows().stream()
                    .map(row -> new Certificate.Gradient(row.of().name(), !row.approximate(), row.error()))
                    .toList();
            int points = checked.rows().stream()
                    .mapToInt(row -> Differences.sampled(
                                    new double[checked.bind(checked.golden()).length(row.of())])
                            .length)
                    .sum();
            return new Certificate.Checks(
                    checked.mode().name().toLowerCase(Locale.ROOT),
                    checked.golden().sizes(),
                    checked.golden().positive(),
                    points,
                    gradients,
                    checked.worstRounding(),
                    checked.isRounded() ? checked.rounding() : 0);
        }
    }
}
