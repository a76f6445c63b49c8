package dev.normc.generator;

import dev.normc.dsl.Sources;
import dev.normc.dsl.diagnostic.Severity;
import dev.normc.dsl.source.Source;
import dev.normc.dsl.source.SourceException;
import dev.normc.generator.ProgramCompilation.CompiledNorm;
import dev.normc.generator.ProgramCompilation.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A folder of programs to a folder of Java sources: the front door of this module. */
public final class Generator {

    private static final String SUFFIX = ".norm";

    private final GenerationRequest request;
    private final String normc;
    private final OutputRecord old;
    private final OutputFolder output;
    private final List<Finding> findings = new ArrayList<>();

    /** What the record will say of the programs without errors. */
    private final Map<String, OutputRecord.Program> programs = new TreeMap<>();

    /** Which norm is written to which file. */
    private final Map<String, String> owners = new LinkedHashMap<>();

    /** The texts of the classes that were compiled anew, by file. */
    private final Map<String, String> texts = new LinkedHashMap<>();

    private Generator(GenerationRequest request, String normc) {
        this.request = request;
        this.normc = normc;
        this.old = OutputRecord.read(request.record());
        this.output = new OutputFolder(request.output(), old.outputs());
    }

    /**
     * Brings the output folder up to date. A program whose text, settings and output are those of the last run of the
     * same normc is not compiled, and no file is written that has the right content already. Files of norms that are
     * gone are deleted, unless somebody has changed them.
     *
     * <p>If there is an error in any program, in the request or in writing, the result has all of them, and no source
     * has been touched. Requests that have no output in common may run in many threads.
     *
     * @return what was done, or what is wrong; a mistake of the user is never an exception
     * @throws dev.normc.compiler.CompilerBug if normc has a fault
     */
    public static GenerationResult generate(GenerationRequest request) {
        return generate(request, Checksum.ofNormc());
    }

    /** As above, by a normc with this checksum. */
    static GenerationResult generate(GenerationRequest request, String normc) {
        return new Generator(request, normc).generate();
    }

    private GenerationResult generate() {
        try {
            List<String> paths = new ArrayList<>();
            for (Path file : sources()) {
                String path = request.sources().relativize(file).toString().replace('\\', '/');
                paths.add(path);
                add(file, path);
            }
            findings.addAll(RuleCheck.check(request, paths, programs));
            findings.addAll(output.obstacles(texts));
            boolean refused = request.failOnWarning() && !findings.isEmpty();
            return refused || findings.stream().anyMatch(Finding::isError)
                    ? GenerationResult.failed(findings)
                    : written();
        } catch (IOException | UncheckedIOException failure) {
            findings.add(Finding.of("input-or-output", StagedFiles.reason(failure)));
            return GenerationResult.failed(findings);
        }
    }

    /** All programs, in the order of their paths. */
    private List<Path> sources() throws IOException {
        if (!Files.exists(request.sources())) {
            return List.of();
        }
        if (!Files.isDirectory(request.sources())) {
            findings.add(Finding.of(
                    Severity.ERROR, "unreadable-file", request.sources(), "the folder of programs is no folder"));
            return List.of();
        }
        try (Stream<Path> files = Files.walk(request.sources())) {
            return files.filter(file -> file.toString().endsWith(SUFFIX))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        }
    }

    /** Takes over what the record says of a program, or compiles it. */
    private void add(Path file, String path) throws IOException {
        Source source;
        try {
            source = Sources.file(file.toString());
        } catch (SourceException unusable) {
            // The sentence begins with the path, which the finding has already.
            String sentence = String.valueOf(unusable.getMessage()).replace(file.toString(), "this file");
            findings.add(
                    Finding.of(Severity.ERROR, "unreadable-file", file, sentence.substring(0, sentence.length() - 1)));
            return;
        }
        String content = Checksum.of(source.text());
        String settings = Checksum.of(request.defaults() + " " + request.rulesFor(path));
        Optional<OutputRecord.Program> before = Optional.ofNullable(
                        old.programs().get(path))
                .filter(program -> old.normc().equals(normc)
                        && program.content().equals(content)
                        && program.settings().equals(settings));
        if (before.isPresent() && output.holds(before.get().outputs())) {
            keep(file, path, before.get());
            return;
        }
        Outcome outcome =
                ProgramCompilation.compile(file, source, packageOf(path), norm -> request.settingsOf(path, norm));
        findings.addAll(outcome.findings());
        if (outcome.findings().stream().noneMatch(Finding::isError)) {
            List<OutputRecord.Norm> norms = outcome.norms().stream()
                    .map(norm -> entry(file, source, path, norm))
                    .toList();
            programs.put(path, new OutputRecord.Program(content, settings, norms));
        }
    }

    private static String packageOf(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash).replace('/', '.');
    }

    private void keep(Path file, String path, OutputRecord.Program program) {
        programs.put(path, program);
        for (OutputRecord.Norm norm : program.norms()) {
            for (String written : norm.outputs().keySet()) {
                claimedBefore(written, path, norm.name())
                        .ifPresent(owner -> findings.add(
                                Finding.of(Severity.ERROR, "class-twice", file, classTwice(written, owner))));
            }
        }
    }

    private OutputRecord.Norm entry(Path file, Source source, String path, CompiledNorm compiled) {
        String name = compiled.norm().name().text();
        Map<String, String> outputs = new LinkedHashMap<>();
        compiled.classes().forEach(emitted -> {
            String written = emitted.className().replace('.', '/') + ".java";
            outputs.put(written, Checksum.of(emitted.source()));
            texts.put(written, emitted.source());
            claimedBefore(written, path, name)
                    .ifPresent(owner -> findings.add(Finding.at(
                            compiled.norm().name().span(), source, file, "class-twice", classTwice(written, owner))));
        });
        return new OutputRecord.Norm(name, compiled.constants(), compiled.axes(), outputs);
    }

    /** The other norm that is written to {@code file}. */
    private Optional<String> claimedBefore(String file, String path, String norm) {
        return Optional.ofNullable(owners.putIfAbsent(file, "`" + norm + "` of " + path));
    }

    private static String classTwice(String file, String owner) {
        String className = file.replaceFirst("\\.java$", "").replace('/', '.');
        return "the class " + className + " is that of " + owner + " already; give one of them another name or package";
    }

    private GenerationResult written() throws IOException {
        OutputRecord record = new OutputRecord(normc, programs);
        OutputFolder.Changes changes = output.update(texts, record.outputs());
        findings.addAll(changes.findings());
        if (!record.equals(old)) {
            StagedFiles.write(Map.of(request.record(), Checksum.bytes(record.text())));
        }
        return new GenerationResult(changes.written(), changes.kept(), changes.deleted(), findings, true);
    }
}
