package dev.normc.runtime.fuzz;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.normc.dsl.Dsl;
import dev.normc.dsl.ast.NormFile;
import dev.normc.dsl.parse.Parser;
import dev.normc.runtime.Programs;
import dev.normc.runtime.fuzz.TextToKernel.Witnesses;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Looks for texts of which {@link TextToKernel} does not hold. Only when asked for, since the fuzzer takes the JVM for
 * itself: {@code JAZZER_FUZZ=1 JAZZER_MAX_DURATION=60m mvn test -pl runtime -am -Dtest=TextFuzzTest#everyTextHolds
 * -Dsurefire.failIfNoSpecifiedTests=false}. What it has found is reduced, named and kept in {@link HostileTextsTest}.
 */
@EnabledIfEnvironmentVariable(named = "JAZZER_FUZZ", matches = ".+")
@Tag("optimized")
class TextFuzzTest {

    private static final String DURATION = "30s";

    /** One in so many texts goes through javac, too. */
    private static final int RARE = 32;

    /** A program for each message, seen from the folder of this module. */
    private static final Path DIAGNOSTICS = Path.of("../dsl/src/test/resources/diagnostics");

    private static final int LONGEST_SEED = 1_024;

    /** Enough for all changes of a recombination. */
    private static final int LONGEST_CHOICES = 64;

    private static final int NOISE = 100;

    private static final List<String> PROGRAMS =
            Programs.all().map(TextFuzzTest::alone).toList();

    @MethodSource("seeds")
    @DictionaryFile(resourcePath = "/fuzz/words.dict")
    @FuzzTest(maxDuration = DURATION)
    void everyTextHolds(byte[] text) {
        demand(new String(text, StandardCharsets.UTF_8));
    }

    @MethodSource("noise")
    @FuzzTest(maxDuration = DURATION)
    void everyRecombinationHolds(byte[] choices) {
        demand(Recombination.of(new Choices(choices), PROGRAMS));
    }

    /** What recombinations begin with: the fuzzer would go from short ones to long ones slowly. */
    static Stream<byte[]> noise() {
        Random random = new Random(20200317);
        return Stream.generate(() -> {
                    byte[] bytes = new byte[LONGEST_CHOICES];
                    random.nextBytes(bytes);
                    return bytes;
                })
                .limit(NOISE);
    }

    private static void demand(String text) {
        try {
            TextToKernel.run(text, text.hashCode() % RARE == 0 ? Witnesses.ALL : Witnesses.JANINO_IN_DOUBLE);
        } catch (RuntimeException | AssertionError failure) {
            throw new AssertionError("This does not hold:\n" + text + "\n", failure);
        }
    }

    /** The text of the norm without its neighbours: the fuzzer goes through short texts more often. */
    private static String alone(Programs.Program program) {
        NormFile file = Parser.parse(program.source()).file();
        return program.source()
                .textOf(Dsl.norm(file, Optional.of(program.norm())).span());
    }

    static Stream<byte[]> seeds() {
        Stream<HostileTextsTest.Text> texts = Stream.of(
                        HostileTextsTest.programs(), HostileTextsTest.others(), HostileTextsTest.in(DIAGNOSTICS))
                .flatMap(some -> some);
        return Stream.concat(PROGRAMS.stream(), texts.map(HostileTextsTest.Text::text))
                .filter(text -> text.length() <= LONGEST_SEED)
                .map(text -> text.getBytes(StandardCharsets.UTF_8));
    }
}
