package dev.normc.architecture;

import dev.normc.architecture.SourceFile.Import;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who may import whom: tables of the allowed arrows, and what a file does against them. */
final class Arrows {

    private static final String ROOT = "dev.normc.";

    /** Each module may import itself and those before it. */
    private static final List<String> MODULES = List.of("dsl", "compiler", "runtime", "examples", "tools");

    /** Tools that the other tools may import. */
    private static final Set<String> SHARED_TOOLS = Set.of("generator");

    /** What else a tool may know of the other tools: the command offers the language server as a verb. */
    private static final Map<String, Set<String>> KNOWN_TOOLS = Map.of("cli", Set.of("lsp"));

    /** Packages of the compiler where stages meet, and which of each other these may import. */
    private static final Map<String, Set<String>> FORMS = Map.of(
            "graph", Set.of(),
            "plan", Set.of("graph"),
            "loop", Set.of("graph"),
            "functions", Set.of("graph", "loop"));

    /** Packages of the compiler that do one step each, and know none of the others. */
    private static final Set<String> STAGES = Set.of(
            "lower",
            "advise",
            "differentiate",
            "simplify",
            "planning",
            "schedule",
            "parallel",
            "staging",
            "vectorize",
            "partition",
            "emit",
            "interpret",
            "explain");

    /** What of the stages the modules above may see: results and settings, and the interpreter, which is a witness. */
    private static final Set<String> DOORS = Set.of(
            "dev.normc.compiler.emit.EmittedNorm",
            "dev.normc.compiler.emit.ScalarType",
            "dev.normc.compiler.emit.TensorStorage",
            "dev.normc.compiler.interpret.Interpreter",
            "dev.normc.compiler.planning.SavePolicy");

    /** Packages of the language that know less than the rest of it: all of normc that each may import. */
    private static final Map<String, Set<String>> ROOTS_OF_DSL = Map.of(
            "source", Set.of(),
            "ast", Set.of("source"),
            "allow", Set.of("source", "ast", "diagnostic"),
            "expand", Set.of("source", "ast", "diagnostic"),
            "format", Set.of("source", "diagnostic", "grammar", "parse"));

    /** Libraries that only these parts may know. */
    private static final Map<String, Set<String>> LIBRARIES = Map.ofEntries(
            Map.entry("org.antlr.", Set.of("dev.normc.dsl")),
            Map.entry("com.fasterxml.jackson.", Set.of("dev.normc.runtime.cases", "dev.normc.cli.json")),
            Map.entry("com.palantir.javapoet.", Set.of("dev.normc.compiler.emit")),
            Map.entry("org.codehaus.commons.", Set.of("dev.normc.runtime")),
            Map.entry("org.codehaus.janino.", Set.of("dev.normc.runtime")),
            Map.entry("dev.ludovic.netlib.", Set.of("dev.normc.examples.transformer")),
            // A jar that is there for a resource; no class of it is ours to use.
            Map.entry("org.apache.lucene.", Set.of()),
            Map.entry("org.apache.maven.", Set.of("dev.normc.mavenplugin")),
            Map.entry("org.codehaus.plexus.", Set.of("dev.normc.mavenplugin")),
            Map.entry("org.openjdk.jmh.", Set.of("dev.normc.examples")),
            Map.entry("org.knowm.xchart.", Set.of("dev.normc.examples")),
            Map.entry("picocli.", Set.of("dev.normc.cli")),
            Map.entry("me.tongfei.", Set.of("dev.normc.cli")),
            Map.entry("org.eclipse.lsp4j.", Set.of("dev.normc.lsp")));

    private Arrows() {}

    static List<String> violations(SourceFile file) {
        List<String> violations = new ArrayList<>();
        String from = file.packageName();
        if (!moduleOf(from).equals(file.module())) {
            violations.add(file.at(1, "package " + from + " stands in module " + file.module()));
        }
        if (isIn(from, "dev.normc.compiler") && !isKnownInCompiler(second(from))) {
            violations.add(file.at(1, from + " is neither a stage nor a form that stages share: say which in Arrows"));
        }
        for (Import imported : file.imports()) {
            String name = imported.name();
            String reason = name.startsWith(ROOT) ? reasonAgainst(from, name) : reasonAgainstLibrary(from, name);
            if (!reason.isEmpty()) {
                violations.add(file.at(imported.line(), from + " imports " + name + ": " + reason));
            }
        }
        return violations;
    }

    /** Why {@code from} must not import {@code name} of normc; empty when it may. */
    private static String reasonAgainst(String from, String name) {
        String source = moduleOf(from);
        String target = moduleOf(name);
        if (MODULES.indexOf(target) > MODULES.indexOf(source)) {
            return "modules look down only, " + String.join(" <- ", MODULES);
        }
        boolean otherTool =
                source.equals("tools") && target.equals("tools") && !first(from).equals(first(name));
        boolean known = KNOWN_TOOLS.getOrDefault(first(from), Set.of()).contains(first(name));
        if (otherTool && !known && !SHARED_TOOLS.contains(first(name))) {
            return "a tool does not know the other tools but " + names(SHARED_TOOLS);
        }
        boolean shared = SHARED_TOOLS.contains(first(from));
        if (shared && (target.equals("runtime") || target.equals("examples"))) {
            return "what build tools load is the compiler alone";
        }
        if (target.equals("compiler") && STAGES.contains(second(name)) && !sameStage(from, name)) {
            boolean door = !source.equals("compiler") && DOORS.stream().anyMatch(type -> isIn(name, type));
            return door || from.equals("dev.normc.compiler")
                    ? ""
                    : "only the driver, dev.normc.compiler, knows the stages";
        }
        if (source.equals("compiler") && target.equals("compiler")) {
            return reasonInCompiler(second(from), second(name));
        }
        if (source.equals("dsl")) {
            Set<String> allowed = ROOTS_OF_DSL.get(second(from));
            if (allowed != null && !second(name).equals(second(from)) && !allowed.contains(second(name))) {
                return "dsl." + second(from) + " may import of normc only itself and " + allowed;
            }
        }
        return "";
    }

    /** As above for two packages under the compiler, where the target is no foreign stage. */
    private static String reasonInCompiler(String from, String to) {
        if (from.equals(to) || from.isEmpty()) {
            return "";
        }
        if (STAGES.contains(from)) {
            return FORMS.containsKey(to) ? "" : "a stage may import of the compiler only " + names(FORMS.keySet());
        }
        Set<String> allowed = FORMS.getOrDefault(from, Set.of());
        return allowed.contains(to) ? "" : from + " may import of the compiler only itself and " + names(allowed);
    }

    private static String reasonAgainstLibrary(String from, String name) {
        return LIBRARIES.entrySet().stream()
                .filter(library -> name.startsWith(library.getKey())
                        && library.getValue().stream().noneMatch(part -> isIn(from, part)))
                .map(library -> "only " + names(library.getValue()) + " knows this library")
                .findFirst()
                .orElse("");
    }

    private static boolean isKnownInCompiler(String part) {
        return part.isEmpty() || STAGES.contains(part) || FORMS.containsKey(part);
    }

    private static boolean sameStage(String from, String name) {
        return moduleOf(from).equals("compiler") && second(from).equals(second(name));
    }

    private static boolean isIn(String packageName, String ancestor) {
        return packageName.equals(ancestor) || packageName.startsWith(ancestor + ".");
    }

    private static String moduleOf(String name) {
        String first = first(name);
        return MODULES.contains(first) ? first : "tools";
    }

    /** {@code compiler} of {@code dev.normc.compiler.graph.Node}. */
    private static String first(String name) {
        return part(name, 2);
    }

    /** {@code graph} of {@code dev.normc.compiler.graph.Node}; empty where a class follows the module's package. */
    private static String second(String name) {
        String part = part(name, 3);
        return part.isEmpty() || Character.isUpperCase(part.charAt(0)) ? "" : part;
    }

    private static String part(String name, int index) {
        String[] parts = name.split("\\.", -1);
        return index < parts.length ? parts[index] : "";
    }

    private static String names(Set<String> set) {
        return set.stream().sorted().toList().toString();
    }
}
