package dev.normc.dsl.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Offsets, lines and columns. */
class SourceTest {

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void linesAndColumnsCountFromOne(String end) {
        Source source = new Source("a.norm", "ab" + end + end + "cd");
        int third = 2 + 2 * end.length();
        assertEquals("1:1 ab", place(source, 0));
        assertEquals("1:3 ab", place(source, 2));
        assertEquals("2:1 ", place(source, 2 + end.length()));
        assertEquals("3:1 cd", place(source, third));
        assertEquals("3:3 cd", place(source, third + 2));
        assertEquals("3:3 cd", place(source, third + 100));
    }

    @Test
    void spansCoverText() {
        Source source = new Source("a.norm", "one two");
        assertEquals("two", source.textOf(new Span(4, 3)));
        assertEquals("two", source.textOf(new Span(4, 30)));
        assertEquals("", source.textOf(new Span(40, 3)));
        assertEquals(new Span(0, 7), new Span(0, 3).to(new Span(4, 3)));
        assertEquals(new Span(0, 7), new Span(4, 3).to(new Span(0, 3)));
        assertThrows(IllegalArgumentException.class, () -> new Span(-1, 0));
    }

    private static String place(Source source, int offset) {
        return source.lineOf(offset) + ":" + source.columnOf(offset) + " " + source.lineAt(offset);
    }
}
