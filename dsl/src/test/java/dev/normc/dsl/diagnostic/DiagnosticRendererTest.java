package dev.normc.dsl.diagnostic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.normc.dsl.source.Source;
import dev.normc.dsl.source.Span;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The picture of a diagnostic. */
class DiagnosticRendererTest {

    @Test
    void showsPlaceMessageLineCaretsAndHint() {
        String program = "norm A(x[N]) {\n    return gamma * sigmma\n}\n";
        assertEquals("""
                a.norm:2:20: error: something
                  2 |     return gamma * sigmma
                    |                    ^^^^^^
                  hint: do it""", render(program, program.indexOf("sigmma"), 6, "do it"));
    }

    @Test
    void leavesOutAMissingHint() {
        assertEquals("a.norm:1:1: error: something\n  1 | x\n    | ^", render("x", 0, 1, ""));
    }

    @Test
    void separatesDiagnosticsByAnEmptyLine() {
        Diagnostic diagnostic = new Diagnostic("code", new Span(0, 1), "something", "");
        String one = "a.norm:1:1: error: something\n  1 | x\n    | ^";
        assertEquals(
                one + "\n\n" + one,
                DiagnosticRenderer.render(new Source("a.norm", "x"), List.of(diagnostic, diagnostic)));
    }

    @Test
    void underlinesTheFirstLineOfALongSpan() {
        assertEquals("a.norm:1:3: error: something\n  1 | a bcd\n    |   ^^^", render("a bcd\nefg\nh", 2, 7, ""));
    }

    @Test
    void showsAPlaceBehindTheLastCharacter() {
        assertEquals("a.norm:1:3: error: something\n  1 | ab\n    |   ^", render("ab", 2, 1, ""));
        assertEquals("a.norm:1:1: error: something\n  1 |\n    | ^", render("", 0, 0, ""));
    }

    @Test
    void alignsCaretsBehindTabs() {
        assertEquals("a.norm:1:4: error: something\n  1 |     a   b\n    |         ^", render("\ta\tb", 3, 1, ""));
    }

    @Test
    void countsACodePointAsOneColumn() {
        String text = "\uD83D\uDE42\uD83D\uDE42 x";
        assertEquals("a.norm:1:6: error: something\n  1 | " + text + "\n    |    ^", render(text, 5, 1, ""));
        assertEquals("a.norm:1:3: error: something\n  1 | " + text + "\n    |  ^", render(text, 2, 2, ""));
    }

    @Test
    void showsNothingThatATerminalWouldObey() {
        assertEquals("a.norm:1:3: error: something\n  1 | \uFFFD[x\n    |   ^", render("\u001B[x", 2, 1, ""));
        assertEquals("a.norm:1:2: error: something\n  1 | \uFFFDx\n    |  ^", render("\u202Ex", 1, 1, ""));
    }

    @Test
    void showsAStretchOfALongLine() {
        String line = "a".repeat(500) + "HERE" + "b".repeat(500);
        assertEquals(
                "a.norm:1:501: error: something\n"
                        + "  1 | ..." + "a".repeat(60) + "HERE" + "b".repeat(36) + "...\n"
                        + "    | " + " ".repeat(63) + "^^^^",
                render(line, 500, 4, ""));
    }

    @Test
    void showsTheBeginningAndTheEndOfALongLine() {
        assertTrue(render("a".repeat(500), 0, 3, "").contains("| " + "a".repeat(100) + "...\n    | ^^^"));
        assertTrue(render("a".repeat(500), 498, 2, "").endsWith(" ".repeat(101) + "^^"));
    }

    @Test
    void underlinesALongSpanToTheEndOfTheStretch() {
        String rendered = render("a".repeat(500), 0, 500, "");
        assertTrue(rendered.endsWith("    | " + "^".repeat(101)), rendered);
    }

    @Test
    void knowsAllLineEnds() {
        for (String end : List.of("\n", "\r\n", "\r")) {
            String program = "a" + end + end + "b c" + end;
            int offset = program.indexOf('c');
            assertEquals("a.norm:3:3: error: something\n  3 | b c\n    |   ^", render(program, offset, 1, ""));
        }
    }

    private static String render(String text, int start, int length, String hint) {
        Diagnostic diagnostic = new Diagnostic("code", new Span(start, length), "something", hint);
        return DiagnosticRenderer.render(new Source("a.norm", text), List.of(diagnostic));
    }
}
