package dev.normc.dsl;

import static dev.normc.dsl.Programs.source;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.normc.dsl.ast.NormFile;
import dev.normc.dsl.diagnostic.InvalidNormException;
import dev.normc.dsl.source.SourceException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The front door. */
class DslTest {

    private static final NormFile TWO =
            Dsl.read(source("norm First(x[N]) { return x }\nnorm Second(x[N]) { return x }"));

    @Test
    void readsAProgram() {
        assertEquals(2, TWO.norms().size());
    }

    @Test
    void refusesAProgramWithAllItsErrors() {
        InvalidNormException refused = assertThrows(
                InvalidNormException.class, () -> Dsl.read(source("norm A(x[N]) {\n a = x +\n return missing\n}\n")));
        assertEquals(2, refused.diagnostics().size());
        assertEquals("""
                example.norm:2:9: error: an expression belongs here, not the end of the statement
                  2 |  a = x +
                    |         ^

                example.norm:3:9: error: unknown name `missing`
                  3 |  return missing
                    |         ^^^^^^^""", refused.getMessage());
    }

    @Test
    void picksANormByName() {
        assertEquals("Second", Dsl.norm(TWO, Optional.of("Second")).name().text());
    }

    @Test
    void picksTheOnlyNorm() {
        NormFile one = Dsl.read(source("norm Only(x[N]) { return x }"));
        assertEquals("Only", Dsl.norm(one, Optional.empty()).name().text());
    }

    @Test
    void doesNotGuessAmongSeveral() {
        SourceException refused = assertThrows(SourceException.class, () -> Dsl.norm(TWO, Optional.empty()));
        assertEquals(
                "example.norm has several norms; say which: example.norm#First, example.norm#Second.",
                refused.getMessage());
    }

    @Test
    void suggestsTheNearestNorm() {
        SourceException near = assertThrows(SourceException.class, () -> Dsl.norm(TWO, Optional.of("second")));
        assertEquals("example.norm has no norm second; did you mean Second?", near.getMessage());
        SourceException far = assertThrows(SourceException.class, () -> Dsl.norm(TWO, Optional.of("Other")));
        assertEquals("example.norm has no norm Other; it has First, Second.", far.getMessage());
    }
}
