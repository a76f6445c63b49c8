package dev.normc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The scripts normc and normc.cmd do the same, as far as their texts can tell. */
class LauncherTest {

    private static final Pattern JVM_OPTION = Pattern.compile("-(?:XX:|Xlog:|D)[\\w.+]+(?:=(?:1|true))?");

    @Test
    void theScriptForWindowsHasItsLineEnds() throws IOException {
        String attributes = Files.readString(ProjectFiles.find(".gitattributes"));
        assertTrue(attributes.lines().anyMatch("*.cmd text eol=crlf"::equals), attributes);
        String text = Files.readString(ProjectFiles.find("normc.cmd"));
        assertEquals(text, text.replace("\r", "").replace("\n", "\r\n"));
        assertTrue(text.chars().allMatch(unit -> unit < 0x7f), "a code page other than ours must not matter");
    }

    @Test
    void theSameVerbsGetTheWholeJit() throws IOException {
        List<String> verbs = words(unix(), "case \\$verb in\\s+([^)]*)\\) options=", " *\\| *");
        assertEquals(List.of("bench", "compare", "experiment", "gradcheck", "lsp", "run", "train"), verbs);
        assertEquals(
                verbs, words(windows(), "for %%v in \\(([^)]*)\\) do if \"%verb%\"==\"%%v\" set \"options=\"", " +"));
    }

    /** {@code train} is a mode, too. */
    @Test
    void theVerbIsTheFirstWordThatIsNoOption() throws IOException {
        assertEquals(List.of(",-*"), all(unix(), "(,-\\*)\\) ;;\\s+,\\*\\) verb=\\$word ;;"));
        assertTrue(
                windows().contains("if not defined verb if not \"%word:~0,1%\"==\"-\" set \"verb=%word%\""), windows());
    }

    /** Only a JVM that lists the module may be told to use it: any other would not start. */
    @Test
    void whatComparesOrTrainsAndARunOfVectorsGetTheVectorApiWhereTheJvmHasIt() throws IOException {
        String module = "--add-modules jdk.incubator.vector";
        List<String> always = words(unix(), "case \\$verb in\\s+([^)]*)\\) modules=", " *\\| *");
        assertEquals(List.of("bench", "compare", "experiment", "train"), always);
        assertEquals(
                always, words(windows(), "for %%v in \\(([^)]*)\\) do if \"%verb%\"==\"%%v\" set \"vectors=1\"", " +"));
        assertTrue(unix().contains("run,vector* | run,--target=vector*) modules="), unix());
        assertTrue(windows().contains("if \"%verb%\"==\"run\" if \"%word:~0,6%\"==\"vector\" set"), windows());
        assertTrue(
                windows().contains("if defined vectors if exist \"%state%\\vector\" set \"modules=" + module),
                windows());
        for (String script : List.of(unix(), windows())) {
            assertEquals(1, all(script, "(" + module + ")").size(), script);
            assertTrue(script.contains("--list-modules"), script);
        }
    }

    @Test
    void theJvmGetsTheSameOptions() throws IOException {
        Set<String> options = options(unix());
        assertTrue(options.contains("-XX:TieredStopAtLevel=1"), options::toString);
        assertEquals(options, options(windows()));
    }

    @Test
    void mavenGetsTheSameArguments() throws IOException {
        List<String> arguments = words(unix(), "mvn (-B .*? package)", " +");
        assertEquals(arguments, words(windows(), "call \"%mvn%\" (-B .*? package)", " +"));
    }

    @Test
    void allSourcesOfTheCommandAreWatched() throws IOException {
        List<String> modules = List.of("dsl", "compiler", "runtime", "examples", "tools/lsp", "tools/cli");
        assertEquals(modules, words(windows().replace('\\', '/'), "for %%m in \\((dsl[^)]*)\\)", " +"));
        for (String module : modules) {
            assertTrue(unix().contains(" " + module + "/pom.xml"), module);
            assertTrue(unix().contains(" " + module + "/src/main"), module);
        }
        for (String file : List.of("pom.xml", "tools/pom.xml", ".mvn/jvm.config")) {
            String folder = file.contains("/") ? "/" + file.substring(0, file.lastIndexOf('/')) : "";
            String name = file.substring(file.lastIndexOf('/') + 1);
            assertTrue(unix().contains(" " + file + " "), file);
            assertTrue(windows().replace('\\', '/').contains("call :list \"%root%" + folder + "\" " + name), file);
        }
    }

    @Test
    void bothFailWithTheSameCodeAndNoOther() throws IOException {
        assertTrue(unix().contains("exit 3"));
        assertTrue(windows().contains("exit /b 3"));
        assertTrue(windows().contains("%*\r\nexit /b %errorlevel%\r\n"), "the command's own code is passed on");
    }

    @Test
    void everyLabelThatIsCalledIsThere() throws IOException {
        List<String> called = all(windows(), "(?:call :|goto )(\\w+)");
        List<String> there = all(windows(), "(?m)^:(\\w+)");
        assertFalse(called.isEmpty());
        assertEquals(new TreeSet<>(there), new TreeSet<>(called));
        assertEquals(there.size(), new TreeSet<>(there).size(), "a label twice");
    }

    private static Set<String> options(String script) {
        String started =
                script.lines().filter(line -> line.contains("-XX:")).reduce("", (before, line) -> before + "\n" + line);
        return new TreeSet<>(
                JVM_OPTION.matcher(started).results().map(MatchResult::group).toList());
    }

    /** The words of the first group of the first place where {@code pattern} is found. */
    private static List<String> words(String script, String pattern, String separator) {
        Matcher matcher = Pattern.compile(pattern).matcher(script);
        assertTrue(matcher.find(), () -> pattern + " in\n" + script);
        return Stream.of(matcher.group(1).strip().split(separator)).toList();
    }

    private static List<String> all(String script, String pattern) {
        return Pattern.compile(pattern)
                .matcher(script)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static String unix() throws IOException {
        return Files.readString(ProjectFiles.find("normc"));
    }

    private static String windows() throws IOException {
        return Files.readString(ProjectFiles.find("normc.cmd"));
    }
}
