package dev.normc.mavenplugin;

import dev.normc.generator.Finding;
import dev.normc.generator.GenerationRequest;
import dev.normc.generator.GenerationResult;
import dev.normc.generator.GenerationSettings;
import dev.normc.generator.Generator;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.build.BuildContext;
import org.jspecify.annotations.Nullable;

/** What both goals do: configuration to a request, findings to lines of Maven's log. */
abstract class GenerationMojo extends AbstractMojo {

    /** Which execution has written a file of the project, in this build. */
    private record Owners(Map<Path, String> byFile) {}

    private final BuildContext buildContext;

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    @SuppressWarnings("NullAway.Init") // by Maven
    private MavenProject project;

    @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
    @SuppressWarnings("NullAway.Init") // by Maven
    private MojoExecution execution;

    /** Generates nothing. */
    @Parameter(property = "normc.skip", defaultValue = "false")
    private boolean skip;

    /** Fails on warnings, too. */
    @Parameter(property = "normc.failOnWarning", defaultValue = "false")
    private boolean failOnWarning;

    /** The package of all classes, in place of those that the folders of the programs say. */
    @Parameter
    private @Nullable String packageName;

    /**
     * What the elements of tensors are: {@code float}, as without this; {@code double}; {@code bfloat16} or
     * {@code float16}, with which inputs, outputs and their gradients are {@code short[]} and all else is float.
     */
    @Parameter
    private @Nullable String type;

    /**
     * Where tensors lie: {@code array}, as without this; {@code buffer}, a {@code FloatBuffer} or {@code DoubleBuffer};
     * {@code segment}, a {@code MemorySegment}, for which the classes need Java 22. States are arrays in any case.
     */
    @Parameter
    private @Nullable String memory;

    /**
     * What the classes are written for: {@code scalar}, plain Java, as without this; {@code vector}, the module
     * {@code jdk.incubator.vector}; {@code both}, two classes for each norm, the name of that with vectors ending in
     * {@code Vector}.
     */
    @Parameter
    private @Nullable String target;

    /** Whether workspaces have a method {@code share}, by which several threads share a call. */
    @Parameter
    private @Nullable Boolean parallel;

    /** Values for constants of the norms that have them, {@code <eps>1e-6</eps>}. */
    @Parameter
    private @Nullable Map<String, String> constants;

    /** Sizes that the kernels of the norms with these axes are written for alone, {@code <D>768</D>}. */
    @Parameter
    private @Nullable Map<String, String> sizes;

    /** Other settings for some of the programs; of two that fit, the later one says what both say. */
    @Parameter
    private @Nullable List<Rule> rules;

    GenerationMojo(BuildContext buildContext) {
        this.buildContext = buildContext;
    }

    abstract File sourceDirectory();

    abstract File outputDirectory();

    abstract void addSourceRoot(MavenProject project, String root);

    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        if (skip) {
            getLog().info("normc is skipped.");
            return;
        }
        GenerationRequest request = request();
        if (!sourceDirectory().exists()) {
            getLog().info("There is no " + sourceDirectory() + ", so there are no norms.");
        }
        GenerationResult result = Generator.generate(request);
        result.findings().forEach(this::say);
        if (!result.succeeded()) {
            throw new MojoFailureException(result.summary());
        }
        claim(result);
        Stream.concat(result.written().stream(), result.deleted().stream())
                .map(Path::toFile)
                .forEach(buildContext::refresh);
        if (sourceDirectory().exists()) {
            addSourceRoot(project, request.output().toString());
            getLog().info(result.summary());
        }
    }

    /** What the POM asks for. */
    private GenerationRequest request() throws MojoExecutionException {
        List<String> complaints = new ArrayList<>();
        GenerationSettings defaults =
                new Rule(packageName, type, memory, target, parallel, constants, sizes).settings(complaints::add);
        GenerationRequest request = GenerationRequest.of(
                        sourceDirectory().toPath(), outputDirectory().toPath(), record())
                .withDefaults(defaults)
                .withFailOnWarning(failOnWarning);
        for (Rule rule : rules == null ? List.<Rule>of() : rules) {
            String name =
                    rule.files().map(files -> "the rule for `" + files + "`").orElse("a rule");
            if (rule.files().isEmpty()) {
                complaints.add("a rule does not say in <files> what it is for");
            }
            GenerationSettings settings = rule.settings(complaint -> complaints.add(name + ": " + complaint));
            request = request.withRule(rule.files().orElse(""), settings);
        }
        if (!complaints.isEmpty()) {
            complaints.forEach(getLog()::error);
            String count = complaints.size() == 1 ? "1 error" : complaints.size() + " errors";
            throw new MojoExecutionException(
                    "normc found " + count + " in the configuration of the plugin; nothing was written.");
        }
        return request;
    }

    /** One for each goal of each execution, since each knows its own files alone. */
    private Path record() {
        return Path.of(
                project.getBuild().getDirectory(),
                "normc",
                execution.getGoal() + "-" + execution.getExecutionId() + ".record");
    }

    /** Remembers whose the files are: two executions that write one class would undo each other's work unnoticed. */
    private void claim(GenerationResult result) throws MojoFailureException {
        Owners owners = project.getContextValue(Owners.class.getName()) instanceof Owners known
                ? known
                : new Owners(new HashMap<>());
        project.setContextValue(Owners.class.getName(), owners);
        String self = execution.getGoal() + " (" + execution.getExecutionId() + ")";
        for (Path file :
                Stream.concat(result.written().stream(), result.kept().stream()).toList()) {
            String other = owners.byFile().putIfAbsent(file, self);
            if (other != null && !other.equals(self)) {
                throw new MojoFailureException(file + " is written by two executions, " + other + " and " + self
                        + "; give the classes of one of them another package or name.");
            }
        }
    }

    private void say(Finding finding) {
        String place = finding.file()
                .map(file ->
                        file + ":" + (finding.line() == 0 ? "" : "[" + finding.line() + "," + finding.column() + "]"))
                .orElse("normc:");
        String text = place + " " + finding.message() + (finding.excerpt().isEmpty() ? "" : "\n" + finding.excerpt());
        switch (finding.severity()) {
            case ERROR -> getLog().error(text);
            case WARNING -> getLog().warn(text);
        }
    }
}
