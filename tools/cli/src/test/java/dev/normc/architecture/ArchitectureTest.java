package dev.normc.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The project's own shape: which package may know which, and the rules that a file's text can break. */
class ArchitectureTest {

    @Test
    void everyImportFollowsAnArrow() throws IOException {
        assertNone(Arrows::violations);
    }

    @Test
    void everyFileKeepsTheHouseRules() throws IOException {
        assertNone(HouseRules::violations);
    }

    @Test
    void everyPackageSaysWhatItIs() throws IOException {
        assertEmpty(HouseRules.packagesWithoutInfo(ProjectSources.read()));
    }

    @Test
    void allModulesAreRead() throws IOException {
        assertEquals(
                List.of("compiler", "dsl", "examples", "runtime", "tools"),
                ProjectSources.read().stream()
                        .map(SourceFile::module)
                        .distinct()
                        .sorted()
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({
        "compiler, dev.normc.compiler.emit, com.palantir.javapoet.JavaFile",
        "compiler, dev.normc.compiler.emit, dev.normc.compiler.loop.Kernel",
        "compiler, dev.normc.compiler.loop, dev.normc.compiler.graph.Node",
        "compiler, dev.normc.compiler.lower, dev.normc.dsl.ast.Norm",
        "compiler, dev.normc.compiler, dev.normc.compiler.emit.Emitter",
        "dsl, dev.normc.dsl.ast, dev.normc.dsl.source.Span",
        "dsl, dev.normc.dsl.diagnostic, dev.normc.dsl.ast.Norm",
        "runtime, dev.normc.runtime, dev.normc.compiler.Compiler",
        "runtime, dev.normc.runtime.load, org.codehaus.janino.SimpleCompiler",
        "tools, dev.normc.cli, dev.normc.examples.Kernels",
        "tools, dev.normc.cli, dev.normc.generator.Generator",
        "tools, dev.normc.cli, picocli.CommandLine",
        "tools, dev.normc.generator, dev.normc.compiler.Compiler",
        "tools, dev.normc.mavenplugin, dev.normc.generator.Generator",
        "tools, dev.normc.mavenplugin, org.apache.maven.plugin.AbstractMojo",
        "tools, dev.normc.cli, dev.normc.lsp.LanguageServing",
        "tools, dev.normc.lsp, dev.normc.compiler.Review",
    })
    void thisArrowIsAllowed(String module, String from, String to) {
        assertEquals(List.of(), Arrows.violations(importing(module, from, to)));
    }

    @ParameterizedTest
    @CsvSource({
        "compiler, dev.normc.compiler, com.palantir.javapoet.JavaFile",
        "compiler, dev.normc.compiler.emit, dev.normc.compiler.CompilerOptions",
        "compiler, dev.normc.compiler.emit, dev.normc.compiler.schedule.Scheduler",
        "compiler, dev.normc.compiler.emit, org.codehaus.janino.SimpleCompiler",
        "compiler, dev.normc.compiler.graph, dev.normc.compiler.plan.Plan",
        "compiler, dev.normc.compiler.loop, dev.normc.compiler.plan.Plan",
        "compiler, dev.normc.compiler.lower, org.antlr.v4.runtime.Token",
        "compiler, dev.normc.compiler.lower, dev.normc.runtime.Kernel",
        "compiler, dev.normc.compiler.plan, dev.normc.compiler.planning.Planner",
        "dsl, dev.normc.dsl.ast, dev.normc.dsl.diagnostic.Diagnostic",
        "dsl, dev.normc.dsl.source, dev.normc.dsl.ast.Norm",
        "dsl, dev.normc.dsl, dev.normc.compiler.Compiler",
        "runtime, dev.normc.runtime, dev.normc.compiler.simplify.Simplification",
        "runtime, dev.normc.runtime, dev.normc.examples.Kernels",
        "tools, dev.normc.generator, dev.normc.cli.Main",
        "tools, dev.normc.generator, dev.normc.runtime.Normc",
        "tools, dev.normc.generator, org.apache.maven.plugin.AbstractMojo",
        "tools, dev.normc.mavenplugin, dev.normc.cli.Main",
        "tools, dev.normc.lsp, dev.normc.cli.Main",
        "tools, dev.normc.cli, org.eclipse.lsp4j.Hover",
    })
    void thisArrowIsForbidden(String module, String from, String to) {
        List<String> violations = Arrows.violations(importing(module, from, to));
        assertEquals(1, violations.size(), violations::toString);
        assertTrue(violations.get(0).contains("/X.java:3: " + from + " imports " + to + ": "), violations::toString);
    }

    @Test
    void aPackageOfTheCompilerIsKnownAsStageOrForm() {
        assertEquals(
                1,
                Arrows.violations(importing("compiler", "dev.normc.compiler.misc", "java.util.List"))
                        .size());
    }

    @Test
    void aPackageStandsInItsModule() {
        assertEquals(
                1,
                Arrows.violations(importing("dsl", "dev.normc.compiler", "java.util.List"))
                        .size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "    static int count;",
                "    private static int count = f(1);",
                "    private static volatile Map<String, List<Integer>> cache;",
                "    private static @Nullable String last = null;",
                "    private static final Map<String, String> CACHE = new HashMap<>();",
                "    static final AtomicInteger COUNT = new AtomicInteger();",
                "\tint x;",
            })
    void thisLineBreaksTheHouseRules(String line) {
        SourceFile file =
                new SourceFile("dsl/src/main/java/dev/normc/dsl/X.java", List.of("package dev.normc.dsl;", line));
        List<String> violations = HouseRules.violations(file);
        assertEquals(1, violations.size(), violations::toString);
        assertTrue(violations.get(0).startsWith("dsl/src/main/java/dev/normc/dsl/X.java:2: "), violations::toString);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "    private static final int COUNT = 1;",
                "    static int count() {",
                "    private static Map<String, Integer> counts(int a,",
                "    static class Node {",
                "    static <T> List<T> reversed(List<T> list) {",
                "    static {",
                "    /** A static thing; */",
                "import static java.lang.Math.abs;",
            })
    void thisLineKeepsTheHouseRules(String line) {
        assertEquals(List.of(), HouseRules.violations(new SourceFile("dsl/X.java", List.of(line))));
    }

    @Test
    void javaInATextBlockIsNotTheFilesOwn() {
        List<String> lines = List.of("    String s = \"\"\"", "    static int count;", "    \"\"\";");
        assertEquals(List.of(), HouseRules.violations(new SourceFile("dsl/X.java", lines)));
    }

    private static void assertNone(Function<SourceFile, List<String>> rule) throws IOException {
        assertEmpty(ProjectSources.read().stream()
                .flatMap(file -> rule.apply(file).stream())
                .toList());
    }

    private static void assertEmpty(List<String> violations) {
        if (!violations.isEmpty()) {
            fail(violations.size() + " violations:\n" + String.join("\n", violations));
        }
    }

    private static SourceFile importing(String module, String from, String to) {
        return new SourceFile(
                module + "/src/main/java/" + from.replace('.', '/') + "/X.java",
                List.of("package " + from + ";", "", "import " + to + ";"));
    }
}
