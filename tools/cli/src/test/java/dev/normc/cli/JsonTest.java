package dev.normc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.normc.examples.bench.Settings;
import dev.normc.examples.compare.Budget;
import dev.normc.runtime.npy.NpyWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code --json}: one document whatever happens, with the fields that docs/json.md lists. */
class JsonTest {

    private static final String CASE = "{\"axes\": {\"N\": 1, \"D\": 2, \"Q\": 3}, \"constants\": {\"eps\": 0},"
            + " \"steps\": [{\"mode\": \"train\","
            + " \"inputs\": {\"x\": {\"shape\": [1, 2], \"data\": [-4, 4]}},"
            + " \"parameters\": {\"gamma\": {\"shape\": [2], \"data\": [5, 10]}},"
            + " \"outputs\": {\"y\": {\"shape\": [1, 2], \"data\": [-5, 10]}}}]}";

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    private Path folder;

    @ParameterizedTest
    @MethodSource("verbs")
    void theFieldsAreThoseOfThePage(String verb) throws IOException {
        Set<String> written = new TreeSet<>();
        for (JsonNode document : documents(verb)) {
            assertEquals(verb, document.get("command").asText());
            assertEquals(1, document.get("format").asInt());
            collect(document, "", written);
        }
        Set<String> documented = new TreeSet<>(JsonPage.read().fields("Every document"));
        documented.remove("result"); // as an object it is the fields of the verb
        documented.addAll(JsonPage.read().fields(verb));
        // Only programs with errors have diagnostics; their fields have a test of their own.
        documented.removeIf(field -> field.startsWith("diagnostics[]") || field.equals("errors[]"));
        assertEquals(List.of(), unmatched(written, documented), "written, but not in docs/json.md");
        assertEquals(List.of(), unmatched(documented, written), "in docs/json.md, but not written");
    }

    static List<String> verbs() {
        return Arrays.stream(Main.class.getAnnotation(Command.class).subcommands())
                .filter(Verb.class::isAssignableFrom)
                .map(verb -> verb.getAnnotation(Command.class).name())
                .toList();
    }

    @Test
    void thePageHasEveryVerbAndNoOther() throws IOException {
        List<String> sections = JsonPage.read().sections();
        assertEquals("Every document", sections.get(0));
        assertEquals(new TreeSet<>(verbs()), new TreeSet<>(sections.subList(1, sections.size())));
    }

    @Test
    void errorsOfAProgramAreObjects() throws IOException {
        String file = write("bad.norm", "norm A(x[N, D]) {\n    return gamma * sqtr(x)\n}\n");
        for (String verb : List.of("check", "explain", "gradcheck", "plot", "compare")) {
            JsonNode document = failing(ExitCode.FAILED, verb, file, "--json");
            JsonNode first = document.get("diagnostics").get(0);
            assertEquals(file, first.get("file").asText());
            assertEquals("error", first.get("severity").asText());
            assertEquals("unknown-name", first.get("code").asText());
            assertEquals("unknown name `gamma`", first.get("message").asText());
            assertTrue(first.get("hint").isNull(), first::toString);
            assertEquals(List.of(2, 12, 2, 17), place(first));
            JsonNode second = document.get("diagnostics").get(1);
            assertEquals("did you mean `sqrt`?", second.get("hint").asText());
            Set<String> written = new TreeSet<>();
            collect(first, "diagnostics[]", written);
            Set<String> documented = new TreeSet<>(JsonPage.read().fields("Every document"));
            documented.removeIf(field -> !field.startsWith("diagnostics[]"));
            assertEquals(documented, written);
        }
    }

    @Test
    void warningsAreDiagnosticsOfTheirOwnSeverity() throws IOException {
        String file = write("risky.norm", "norm A(x[N, D]) {\n    return log(x)\n}\n");
        JsonNode document = parse(Outcome.of("check", file, "--json").succeeds());
        JsonNode warning = document.get("diagnostics").get(0);
        assertEquals("warning", warning.get("severity").asText());
        assertEquals("unguarded-log", warning.get("code").asText());
        assertEquals(List.of(2, 12, 2, 18), place(warning));
        JsonNode program = document.get("result").get("programs").get(0);
        assertEquals(1, program.get("warnings").asInt());
        assertTrue(program.get("holds").asBoolean(), program::toString);
        failing(ExitCode.FAILED, "check", file, "--strict", "--json");
    }

    @Test
    void aPlaceThatSpansLinesEndsWhereItEnds() throws IOException {
        String file = write(
                "late.norm",
                "norm A(x[N, C]) {\n    s = running[0.9](\n        mean[N](x), init 1)\n"
                        + "    return x / sqrt(s)\n}\n");
        JsonNode first = failing(ExitCode.FAILED, "check", file, "--json")
                .get("diagnostics")
                .get(0);
        assertEquals(3, place(first).get(2), first::toString);
    }

    @Test
    void everyFailureIsADocument() throws IOException {
        String missing = folder.resolve("missing.norm").toString();
        assertSays("There is no file " + missing + ".", failing(ExitCode.FAILED, "explain", missing, "--json"));
        assertSays("There is no file " + missing + ".", failing(ExitCode.FAILED, "check", missing, "--json"));
        assertSays("There is no option --typ; did you mean --type?", failing(2, "explain", "DyT", "--typ", "--json"));
        assertSays("There is no command explian; did you mean explain?", failing(2, "explian", "--json"));
        assertSays("There is no option --json.", failing(2, "--json"));
        assertSays("--json and --html exclude each other.", failing(2, "explain", "DyT", "--json", "--html"));
        assertSays("DyT has no axis Q; its axes are N, D.", failing(2, "plot", "DyT", "--size", "Q=1", "--json"));
        assertSays(
                "There is no file " + missing + ".",
                failing(ExitCode.FAILED, "run", "RmsNorm", "--case", missing, "--json"));
    }

    @Test
    void aFaultOfNormcIsADocument() throws IOException {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Failures failures = new Failures(new PrintWriter(out), new PrintWriter(err), true, () -> false);
        int code = failures.fault(new IllegalStateException("no such node"), new CommandLine(new ListCommand()));
        assertEquals(ExitCode.FAULT, code);
        JsonNode document = new JsonMapper().readTree(out.toString());
        assertEquals(ExitCode.FAULT, document.get("exitCode").asInt());
        assertTrue(document.get("errors").get(0).asText().endsWith("no such node"), out::toString);
        assertEquals("", err.toString());
    }

    @Test
    void aCheckThatDoesNotHoldSaysSoInResultAndExitCode() throws IOException {
        JsonNode gradcheck = failing(ExitCode.FAILED, "gradcheck", "LayerNorm", "--tolerance", "1e-30", "--json");
        assertEquals(false, gradcheck.get("result").get("holds").asBoolean(true));
        String steps = write("case.json", CASE.replace("[-5, 10]", "[-5, 5]"));
        JsonNode run = failing(ExitCode.FAILED, "run", "RmsNorm", "--case", steps, "--tolerance", "1e-3", "--json");
        assertEquals(false, run.get("result").get("holds").asBoolean(true));
        assertEquals(1.0, run.get("result").get("worst").asDouble());
    }

    @Test
    void aNumberThatIsNotFiniteIsAText() throws IOException {
        String steps = write("case.json", CASE.replace("[-5, 10]", "[\"NaN\", 5]"));
        JsonNode run = parse(Outcome.of("run", "RmsNorm", "--case", steps, "--json"));
        assertEquals("Infinity", run.get("result").get("worst").textValue());
    }

    /** Documents of {@code verb} that together have all its fields. */
    private List<JsonNode> documents(String verb) throws IOException {
        String out = folder.resolve("out").toString();
        String steps = write("case.json", CASE);
        return switch (verb) {
            case "list" -> List.of(parse(Outcome.of("list", "--json")));
            case "check" -> List.of(parse(Outcome.of("check", "--json", "LayerNorm", "DyT")));
            case "explain" -> List.of(parse(Outcome.of("explain", "LayerNorm", "--json")));
            case "generate" ->
                List.of(
                        parse(Outcome.of("generate", "LayerNorm", "--out", out, "--size", "D=768", "--json")),
                        parse(Outcome.of("generate", "DyT", "--bundle", out + ".bundle", "--json")));
            case "run" ->
                List.of(
                        parse(Outcome.of("run", "RmsNorm", "--case", steps, "--json")),
                        parse(Outcome.of(
                                "run", "RmsNorm", "--case", steps, "--out", out, "--tolerance", "9", "--json")),
                        parse(Outcome.of("run", "RmsNorm", "--in", "x=" + array(), "--out", out + "s", "--json")));
            case "gradcheck" -> List.of(parse(Outcome.of("gradcheck", "BatchNorm", "--json")));
            case "compare" ->
                List.of(
                        compare(ExitCode.OK, "RmsNorm", "--shape", "3x7", "--out", out, "--json"),
                        compare(
                                ExitCode.FAILED,
                                "RmsNorm",
                                "--shape",
                                "3x7",
                                "--with",
                                Kernels.path("LeaksNan"),
                                "--json"));
            case "bench" -> List.of(bench(out));
            case "train" -> List.of(trained("--const", "eps=1e-4", "--initial", "gamma=2", "--out", out));
            case "experiment" -> List.of(experiment(out));
            case "plot" -> List.of(parse(Outcome.of("plot", "DyT", "--out", out + ".svg", "--json")));
            case "new" -> List.of(parse(Outcome.of("new", "Mine", "--out", out + ".norm", "--json")));
            case "fmt" -> List.of(parse(Outcome.of("fmt", write("a.norm", "norm A(x[N]){return x}"), "--json")));
            case "completion" -> List.of(parse(Outcome.of("completion", "bash", "--json")));
            default -> throw new AssertionError("no example of the verb " + verb);
        };
    }

    /** A benchmark of two norms without a clock, in which a contender fails and a norm is not defined for a shape. */
    private static JsonNode bench(String out) throws IOException {
        StringWriter text = new StringWriter();
        Settings settings = new Settings(1, 0, 3, Duration.ofMillis(1), 2, false);
        String chosen =
                "--norm BatchNorm --norm RmsNorm --shape 1x257 --shape 4x257 --contender naive --contender copy";
        List<String> arguments = new ArrayList<>(List.of(chosen.split(" ")));
        arguments.addAll(List.of("--out", out, "--json"));
        int code = new CommandLine(new BenchCommand(new BenchCommandTest.MadeUpTimes("naive"), settings))
                .setOut(new PrintWriter(text, true))
                .setErr(new PrintWriter(new StringWriter(), true))
                .execute(arguments.toArray(String[]::new));
        assertEquals(ExitCode.FAILED, code, text::toString);
        return parse(new Outcome(code, text.toString(), ""));
    }

    /** A small model on a text of its own. */
    private JsonNode trained(String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("train", "--json", "--text", TrainCommandTest.text(folder)));
        arguments.addAll(TrainCommandTest.small(more));
        Outcome outcome = Outcome.of(arguments.toArray(String[]::new));
        assertEquals(ExitCode.OK, outcome.code(), outcome::out);
        return parse(new Outcome(outcome.code(), outcome.out(), ""));
    }

    /** An experiment with models of a few numbers. */
    private JsonNode experiment(String out) throws IOException {
        StringWriter text = new StringWriter();
        String file = ExperimentCommandTest.text(folder).toString();
        int code = new CommandLine(new ExperimentCommand((experiment, quick) -> ExperimentCommandTest.TINY))
                .setOut(new PrintWriter(text, true))
                .setErr(new PrintWriter(new StringWriter(), true))
                .execute("placement", "--seeds", "1", "--text", file, "--out", out, "--json");
        assertEquals(ExitCode.OK, code, text::toString);
        return parse(new Outcome(code, text.toString(), ""));
    }

    /** A comparison in no time. */
    private static JsonNode compare(int expected, String... arguments) throws IOException {
        StringWriter text = new StringWriter();
        StringWriter progress = new StringWriter();
        Budget tiny = new Budget(Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofNanos(10_000));
        int code = new CommandLine(new CompareCommand(tiny))
                .setOut(new PrintWriter(text, true))
                .setErr(new PrintWriter(progress, true))
                .execute(arguments);
        assertEquals(expected, code, progress::toString);
        assertTrue(progress.toString().startsWith("1/"), progress::toString);
        return parse(new Outcome(code, text.toString(), ""));
    }

    private static JsonNode failing(int code, String... arguments) throws IOException {
        Outcome outcome = Outcome.of(arguments);
        assertEquals(code, outcome.code(), outcome::out);
        JsonNode document = parse(outcome);
        assertEquals(code, document.get("exitCode").asInt());
        return document;
    }

    /** The one document on standard output; nothing stands on standard error. */
    private static JsonNode parse(Outcome outcome) throws IOException {
        assertEquals("", outcome.err());
        assertEquals(1, outcome.out().lines().count(), outcome::out);
        return new JsonMapper().readTree(outcome.out());
    }

    private static void assertSays(String sentence, JsonNode document) {
        assertEquals(List.of(sentence), texts(document.get("errors")));
        assertEquals(0, document.get("diagnostics").size());
    }

    private static List<String> texts(JsonNode list) {
        return Stream.iterate(0, i -> i < list.size(), i -> i + 1)
                .map(i -> list.get(i).asText())
                .toList();
    }

    private static List<Integer> place(JsonNode diagnostic) {
        return Stream.of("line", "column", "endLine", "endColumn")
                .map(field -> diagnostic.get(field).asInt())
                .toList();
    }

    /** The paths of all leaves; an empty list is a leaf that says nothing of its elements. */
    private static void collect(JsonNode node, String path, Set<String> paths) {
        if (node.isObject()) {
            node.properties()
                    .forEach(field -> collect(
                            field.getValue(), path.isEmpty() ? field.getKey() : path + "." + field.getKey(), paths));
        } else if (node.isArray()) {
            node.forEach(element -> collect(element, path + "[]", paths));
        } else {
            paths.add(path);
        }
    }

    /** Those paths that have no equal among the others, where {@code *} is equal to every name. */
    private static List<String> unmatched(Set<String> paths, Set<String> others) {
        return paths.stream()
                .filter(path -> others.stream().noneMatch(other -> matches(path, other) || matches(other, path)))
                .toList();
    }

    private static boolean matches(String path, String pattern) {
        String[] names = path.split("\\.", -1);
        String[] patterns = pattern.split("\\.", -1);
        boolean same = names.length == patterns.length;
        for (int i = 0; same && i < names.length; i++) {
            same = patterns[i].equals("*") || patterns[i].equals(names[i]);
        }
        return same;
    }

    private Path array() throws IOException {
        Path file = folder.resolve("x.npy");
        try (OutputStream stream = Files.newOutputStream(file)) {
            NpyWriter.write(stream, List.of(1, 2), new float[] {-4, 4});
        }
        return file;
    }

    private String write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }
}
