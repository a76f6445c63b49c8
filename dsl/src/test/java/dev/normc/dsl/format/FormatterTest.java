package dev.normc.dsl.format;

import static dev.normc.dsl.Programs.source;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.normc.dsl.diagnostic.Diagnostic;
import dev.normc.dsl.diagnostic.InvalidNormException;
import dev.normc.dsl.library.Library;
import dev.normc.dsl.parse.ConcreteTree;
import dev.normc.dsl.parse.Parser;
import dev.normc.dsl.source.Source;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The canonical layout, rule by rule. */
class FormatterTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a=x+1 | a = x + 1",
                "a = x*y/( 2 ) | a = x * y / (2)",
                "a = - x ^ - 2 | a = -x^-2",
                "a = x --y | a = x - -y",
                "a = mean [ N , D ] ( x^2 where(m)>0 ) | a = mean[N, D](x^2 where (m) > 0)",
                "a = max( x,y ) | a = max(x, y)",
                "a = LayerNorm[D=C]( x,gamma=g ) | a = LayerNorm[D = C](x, gamma = g)",
                "a = running [ alpha ]( mean[N](x^2),init 1 ) | a = running[alpha](mean[N](x^2), init 1)",
                "a = if(x>0)then x else-x | a = if (x > 0) then x else -x",
                "a = not(x<=0)and x!=y or x==1 | a = not (x <= 0) and x != y or x == 1",
                "where = where(param)+init | where = where(param) + init",
                "param  gamma [ D , C ]=1 | param gamma[D, C] = 1",
                "data mask [N] | data mask[N]",
                "def  variance [A] ( v )=mean[A](v) | def variance[A](v) = mean[A](v)",
                "return y[D , N]=x,mu | return y[D, N] = x, mu",
            })
    void blanksStandAsTheRulesSay(String written, String formatted) {
        assertEquals(norm("    " + formatted), format(norm(written)));
    }

    @Test
    void splitsAreTight() {
        assertEquals("norm A(x[N, C = G*K, H]) {\n}\n", format("norm A ( x[N,C=G * K,H] ) { }"));
    }

    @Test
    void eachStatementHasALineInItsBlock() {
        assertEquals("""
                norm A(x[N]) {
                    a = x // a comment
                    backward a {
                        dx = da
                    }
                    return a
                }

                norm B(x[N]) {
                    return x
                }
                """, format("""
                norm A(x[N])
                {a = x; // a comment
                backward a
                { dx = da }; return a}
                norm B(x[N]) { return x }
                """));
    }

    @Test
    void lineEndsOfTheWriterStayInsideStatements() {
        assertEquals("""
                norm A(
                        x[N],
                        r[N]) {
                    a = x
                            + r
                    b = max(
                            a,
                            x)
                    return if a > 0 then
                            a
                            else x
                }
                """, format("""
                norm A(
                x[N],
                r[N]) {
                a = x
                  + r
                  b = max(

                 a,
                   x)
                return if a > 0 then
                a
                else x
                }
                """));
    }

    @Test
    void commentsStayWhereTheyStand() {
        assertEquals("""
                // A licence.

                /// Documents A.
                norm A(x[N]) { // begins
                    // first
                    a = x // of a

                    // alone

                    b = max( // the larger
                            // of two
                            a,
                            x)
                    return b
                    // last
                }

                // behind
                """, format("""
                  // A licence.\t


                /// Documents A.
                norm A(x[N]) {// begins

                      // first
                    a = x; // of a

                 // alone

                    b = max(   // the larger
                    // of two
                       a,
                    x)
                    return b
                  // last

                }
                // behind
                """));
    }

    @Test
    void blankLinesAreOneAtMostAndNoneAtTheEdges() {
        assertEquals("""
                def f(v) = v
                def g(v) = v

                def h(v) = v

                norm A(x[N]) {
                    a = x
                    b = a

                    return b
                }

                // section

                norm B(x[N]) {
                    return x
                }

                def k(v) = v
                """, format("""

                def f(v) = v
                def g(v) = v



                def h(v) = v
                norm A(x[N]) {

                    a = x
                    b = a


                    return b

                }
                // section

                norm B(x[N]) { return x }
                def k(v) = v

                """));
    }

    @Test
    void assignmentsAreAlignedWhereOneIsSetOff() {
        assertEquals("""
                norm A(x[N]) {
                    param a = 1
                    param long = 2
                    mu  = x
                    var = mu
                    update s      = mu
                    update longer = var

                    c = var
                    return c
                }
                """, format("""
                norm A(x[N]) {
                    param a = 1
                    param long = 2
                    mu  = x
                    var =   mu
                    update s  = mu
                    update longer = var

                    c   = var
                    return c
                }
                """));
    }

    @Test
    void commentsBehindLinesAreAlignedWhereOneIsSetOff() {
        assertEquals(
                """
                norm A(x[N]) {
                    a = x   // one
                    bcd = a // two
                    return bcd

                    c = 1 // three
                }
                """.replace("// one", "// one")
                        .replace("     // one", "   // one")
                        .replace("   // two", " // two"),
                format("""
                norm A(x[N]) {
                    a = x       // one
                    bcd = a // two
                    return bcd

                    c = 1      // three
                }
                """));
    }

    @Test
    void longLinesEndAtTheLoosestPlace() {
        String sum = "aaaaaaaaaaaaaaaaaaaa * (bbbbbbbbbbbbbbbbbbbb + cccccccccccccccccccc)";
        assertEquals("""
                norm A(x[N]) {
                    return %1$s
                            + %1$s
                            - %1$s
                }
                """.formatted(sum), format("norm A(x[N]) { return %1$s + %1$s - %1$s }".formatted(sum)));
    }

    @Test
    void longLinesAreFull() {
        String formatted = format(norm("a = " + "x + ".repeat(100) + "x"));
        String line = "            + x" + " + x".repeat(21) + "\n";
        assertEquals(
                norm("    a = x" + " + x".repeat(22) + "\n" + line.repeat(3) + "            + x" + " + x".repeat(11)),
                formatted);
    }

    @Test
    void lineEndsOfOtherSystemsStay() {
        assertEquals("norm A(x[N]) {\r\n    return x\r\n}\r\n", format("norm A(x[N]) {\r\nreturn  x }"));
        assertEquals("norm A(x[N]) {\n    return x\n}\n", format("norm A(x[N]) {\rreturn  x }"));
    }

    @Test
    void wrongNamesAreNoReasonNotToFormat() {
        assertEquals(norm("    return y + q[Z](x)"), format(norm("return y+q[Z](x)")));
    }

    @Test
    void emptyFileStaysEmpty() {
        assertEquals("", format(" \n\n"));
        assertEquals("// nothing\n", format("\n  // nothing"));
    }

    @Test
    void syntaxErrorsAreReportedWithAllOfThem() {
        InvalidNormException invalid =
                assertThrows(InvalidNormException.class, () -> format(norm("a = (x", "b = 1 +* 2")));
        assertTrue(
                invalid.diagnostics().stream().map(Diagnostic::code).toList().contains("unclosed-bracket"),
                invalid.getMessage());
        assertTrue(invalid.diagnostics().size() >= 2, invalid.getMessage());
    }

    @ParameterizedTest
    @MethodSource("library")
    void libraryIsFormattedHoweverItIsSpaced(String name) {
        Source original = Library.find(name).orElseThrow();
        assertEquals(original.text(), format(original.text()), "the library's own layout");
        Random random = new Random(name.hashCode());
        for (int i = 0; i < 20; i++) {
            String spaced = respaced(original, random, false);
            assertEquals(withoutColumns(original.text()), withoutColumns(format(spaced)), spaced);
            format(respaced(original, random, true));
        }
    }

    private static Stream<String> library() {
        return Library.names().stream();
    }

    /** The program with other blanks between its words and, if asked for, with more line ends where they may stand. */
    private static String respaced(Source program, Random random, boolean lineEnds) {
        ConcreteTree tree = Parser.concrete(program);
        StringBuilder text = new StringBuilder();
        int end = 0;
        for (Word word : Words.of(tree.tree())) {
            String between = program.text().substring(end, word.span().start());
            boolean mayEnd = lineEnds && word.breaks() != Word.Break.NEVER && random.nextInt(4) == 0;
            boolean needed = between.equals(" ") && !isSign(word.text()) && !isSign(text.substring(text.length() - 1));
            text.append(between.isBlank() && !between.contains("\n") ? "" : between)
                    .append(" ".repeat(random.nextInt(3)))
                    .append(needed ? " " : "")
                    .append(mayEnd ? "\n" : "")
                    .append(word.text());
            end = word.span().end();
        }
        return text.append(program.text().substring(end)).toString();
    }

    private static boolean isSign(String text) {
        return !Character.isLetterOrDigit(text.charAt(0)) && text.charAt(0) != '_';
    }

    private static String withoutColumns(String program) {
        return program.replaceAll(" +=", " =");
    }

    private static String norm(String... statements) {
        return "norm A(x[N]) {\n" + String.join("\n", statements) + "\n}\n";
    }

    private static String format(String program) {
        String formatted = Formatter.format(source(program));
        assertEquals(formatted, Formatter.format(source(formatted)), "formatting again changes something");
        return formatted;
    }
}
