package dev.normc.generator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which paths a pattern means. */
class FilePatternTest {

    @ParameterizedTest
    @CsvSource({
        "A.norm, A.norm, true",
        "A.norm, b/A.norm, false",
        "A.norm, AXnorm, false",
        "*.norm, A.norm, true",
        "*.norm, b/A.norm, false",
        "?.norm, A.norm, true",
        "?.norm, AA.norm, false",
        "b?A.norm, b/A.norm, false",
        "**/A.norm, A.norm, true",
        "**/A.norm, b/c/A.norm, true",
        "**/A.norm, b/cA.norm, false",
        "b/**/A.norm, b/A.norm, true",
        "b/**/A.norm, b/c/d/A.norm, true",
        "b/**, b/c/A.norm, true",
        "b/**, c/A.norm, false",
        "**, b/c/A.norm, true",
        "**/*.norm, b/A (1) [x] +$.norm, true",
        "b/A (1) [x] +$.norm, b/A (1) [x] +$.norm, true",
        "a.c/*.norm, abc/A.norm, false",
    })
    void aPatternMeansThesePaths(String pattern, String path, boolean fits) {
        assertEquals(fits, FilePattern.fits(pattern, path));
    }

    @Test
    void theNameOfANormStandsBehindAMark() {
        FileRule rule = new FileRule("a#b/*.norm#Scaled", GenerationSettings.NONE);
        assertEquals("Scaled", rule.norm().orElseThrow());
        assertEquals(true, rule.fits("a#b/C.norm"));
        assertEquals(true, rule.isAbout("Scaled"));
        assertEquals(false, rule.isAbout("Other"));
        FileRule whole = new FileRule("a#b/C.norm", GenerationSettings.NONE);
        assertEquals(true, whole.norm().isEmpty());
        assertEquals(true, whole.fits("a#b/C.norm"));
        assertEquals(true, whole.isAbout("Other"));
    }
}
