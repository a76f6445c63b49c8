package dev.normc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code normc generate --bundle}. */
class BundleTest {

    /** Two outputs, a mask, a counter that decides, names that Java keeps to itself, and an approximate gradient. */
    private static final String STRANGE = """
            /// Of many kinds. /* and @see are words.
            norm Strange(class[N, D = A*B], step[N]) {
                const A = 3
                data mask[N]
                param int[D] = 1
                state count = 0
                state kept[D] = 2
                h = class * int + stop(step)
                s = if mask > 0 then h else 0.5 * h
                update count = count + 1
                update kept = 0.5 * kept + mean[N](class)
                return y = s / (1 + count) + kept, z = mean[B](s^2) * step
            }
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    private Path folder;

    private Path bundle(String name, String... arguments) {
        Path out = folder.resolve(name);
        List<String> words = new ArrayList<>(List.of("generate"));
        words.addAll(List.of(arguments));
        words.addAll(List.of("--bundle", out.toString()));
        Outcome.of(words.toArray(String[]::new)).succeeds().says("Wrote " + out.resolve("certificate.json") + "\n");
        return out;
    }

    @ParameterizedTest
    @CsvSource({
        "LayerNorm, 5, --type=float",
        "LayerNorm, 4, --type=double",
        "LayerNorm, 5, --target=vector",
        "LayerNorm, 5, --parallel",
        "LayerNorm, 4, --size=D=6",
        "LayerNorm, 4, --size=D=2000",
        "BatchNorm, 10, --const=eps=0.001",
        "GroupNorm, 5, --type=float",
        "PowerNorm, 10, --type=float",
        "AddRmsNorm, 5, --type=float"
    })
    void itsOwnTestPasses(String norm, int tests, String option) throws IOException {
        Path out = bundle("b", norm, "--package", "org.example.norms", option);
        assertEquals(Map.of(), BuiltClasses.of(out).failures("org.example.norms." + norm + "Test", tests));
    }

    @Test
    void aNormOfManyKindsIsExported() throws IOException {
        Path program = Files.writeString(folder.resolve("strange.norm"), STRANGE);
        Path out = bundle("b", program.toString());
        assertEquals(Map.of(), BuiltClasses.of(out).failures("generated.StrangeTest", 10));
        String test = Files.readString(out.resolve("src/test/java/generated/StrangeTest.java"));
        assertTrue(test.contains("// dstep is not the exact gradient, as the formula says"), test);
    }

    @Test
    void aChangedNumberOfTheKernelIsFound() throws IOException {
        Path out = bundle("b", "LayerNorm");
        Path kernel = out.resolve("src/main/java/generated/LayerNorm.java");
        String source = Files.readString(kernel);
        assertTrue(source.contains("1.0E-5f"), source);
        Files.writeString(kernel, source.replace("1.0E-5f", "1.1E-5f"));
        Map<String, String> failures = BuiltClasses.of(out).failures("generated.LayerNormTest", 5);
        assertTrue(failures.containsKey("goldenSizesGiveTheSameBits()"), failures::toString);
        assertTrue(failures.containsKey("longRowsSizesGiveTheSameBits()"), failures::toString);
    }

    @Test
    void aWrongGradientIsFoundByTheDifferencesToo() throws IOException {
        Path out = bundle("b", "LayerNorm", "--type", "double");
        Path kernel = out.resolve("src/main/java/generated/LayerNorm.java");
        String source = Files.readString(kernel);
        int backward = source.indexOf("void backwardUnchecked(");
        String after = source.substring(backward);
        assertTrue(after.contains(" - "), after);
        Files.writeString(
                kernel, source.substring(0, backward) + after.replaceFirst("(dx\\w*\\[[^=]*= [^;]*) - ", "$1 + "));
        Map<String, String> failures = BuiltClasses.of(out).failures("generated.LayerNormTest", 4);
        String message = Objects.requireNonNullElse(failures.get("gradientsAgreeWithCentralDifferences()"), "passed");
        assertTrue(message.startsWith("dx["), failures::toString);
    }

    @Test
    void theSameFormulaAndOptionsGiveTheSameBytes() throws IOException {
        Path one = Files.createDirectories(folder.resolve("one"));
        Path other = Files.createDirectories(folder.resolve("another/place"));
        Path formula = Files.writeString(one.resolve("strange.norm"), STRANGE);
        Path copy = Files.writeString(other.resolve("other.norm"), STRANGE.replace("\n", "\r\n"));
        Map<String, String> first = content(bundle("one/b", formula.toString()));
        assertEquals(first, content(bundle("another/place/b", copy.toString())));
        assertEquals(first, content(bundle("one/b", formula.toString())), "written again");
        for (String text : first.values()) {
            assertFalse(text.contains("\r"), text);
            assertFalse(text.contains(folder.toString()), text);
            assertTrue(text.endsWith("\n"), text);
        }
    }

    @Test
    void theCommandOfTheReadMeMakesTheBundleAgain() throws IOException {
        Path out = bundle("b", "BatchNorm", "--const", "eps=0.001", "--size", "C=6", "--package", "a.b");
        String command = Files.readString(out.resolve("README.md"))
                .lines()
                .filter(line -> line.startsWith("normc generate "))
                .findFirst()
                .orElseThrow();
        assertEquals(
                "normc generate BatchNorm.norm#BatchNorm --bundle DIR --package a.b --type float --target scalar"
                        + " --const eps=0.001 --size C=6",
                command);
        Path again = folder.resolve("again");
        String[] words = command.substring("normc ".length())
                .replace("BatchNorm.norm#", out.resolve("BatchNorm.norm") + "#")
                .replace("DIR", again.toString())
                .split(" ");
        Outcome.of(words).succeeds();
        assertEquals(content(out), content(again));
    }

    @Test
    void theCertificateSaysWhatWasCheckedAndHasEveryHash() throws Exception {
        Path out = bundle("b", "BatchNorm", "--const", "eps=0.001");
        JsonNode certificate = new JsonMapper().readTree(Files.readString(out.resolve("certificate.json")));
        assertEquals("BatchNorm", certificate.get("norm").textValue());
        assertEquals(0.001, certificate.at("/options/constants/eps").doubleValue());
        assertEquals(0.1, certificate.at("/options/constants/momentum").doubleValue());
        assertEquals("training", certificate.at("/modes/0/mode").textValue());
        assertEquals("inference", certificate.at("/modes/1/mode").textValue());
        for (JsonNode gradient : certificate.at("/modes/0/gradients")) {
            double error = gradient.get("worstError").doubleValue();
            assertTrue(gradient.get("exact").booleanValue() && error > 0 && error < 1e-9, gradient::toString);
        }
        Map<String, String> hashes = new TreeMap<>();
        for (Map.Entry<String, String> file : content(out).entrySet()) {
            byte[] bytes = file.getValue().getBytes(StandardCharsets.UTF_8);
            hashes.put(
                    file.getKey(),
                    HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
        }
        hashes.remove("certificate.json");
        Map<String, String> certified = new TreeMap<>();
        certificate
                .get("files")
                .properties()
                .forEach(file -> certified.put(file.getKey(), file.getValue().textValue()));
        assertEquals(hashes, certified);
        String source = Files.readString(out.resolve("src/main/java/generated/BatchNorm.java"));
        assertTrue(source.contains(certificate.get("formulaSha256").textValue()), source);
        assertTrue(source.contains("This file may be used freely, under any terms."), source);
    }

    @Test
    void anEarlierBundleIsReplacedAndNothingElse() throws IOException {
        Path out = bundle("b", "LayerNorm", "--package", "old");
        Path kept = out.resolve("src/test/java/old/LayerNormTest.java");
        Files.writeString(kept, "changed");
        Path mine = Files.writeString(out.resolve("mine.txt"), "mine");
        bundle("b", "LayerNorm", "--package", "fresh", "--type", "double");
        assertEquals("mine", Files.readString(mine));
        assertEquals("changed", Files.readString(kept), "what someone has changed stays");
        assertEquals(
                List.of(
                        out.resolve("src/main/java/fresh/LayerNorm.java"),
                        out.resolve("src/test/java/fresh/LayerNormBenchmark.java"),
                        out.resolve("src/test/java/fresh/LayerNormTest.java"),
                        kept),
                BuiltClasses.files(out, ".java"));
        String before = Files.readString(out.resolve("certificate.json"));
        Outcome.of("generate", "RmsNorm", "--bundle", out.toString())
                .failsWith(
                        ExitCode.FAILED,
                        "normc: " + out
                                + " holds the bundle of LayerNorm, not of RmsNorm; it stays as it is. Name a new"
                                + " folder.");
        assertEquals(before, Files.readString(out.resolve("certificate.json")));
    }

    @Test
    void aFolderWithOtherThingsIsLeftAlone() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "kept");
        Outcome.of("generate", "LayerNorm", "--bundle", folder.toString())
                .failsWith(
                        ExitCode.FAILED,
                        "normc: " + folder
                                + " is not empty and holds no bundle; it stays as it is. Name a new folder.");
        Outcome.of("generate", "LayerNorm", "--bundle", file.toString())
                .failsWith(ExitCode.FAILED, "normc: " + file + " cannot be written: it is not a directory.");
        Files.writeString(folder.resolve("certificate.json"), "{\"norm\": 3");
        Outcome.of("generate", "LayerNorm", "--bundle", folder.toString())
                .failsWith(
                        ExitCode.FAILED,
                        "normc: " + folder
                                + " is not empty and holds no bundle; it stays as it is. Name a new folder.");
        assertEquals("kept", Files.readString(file));
        assertEquals(2, content(folder).size());
    }

    @Test
    void aNormWhoseGradientDoesNotHoldHasNoBundle() throws IOException {
        Path program =
                Files.writeString(folder.resolve("a.norm"), "norm A(x[N, D]) {\n    return log(-1 - abs(x))\n}\n");
        Path out = folder.resolve("b");
        Outcome.of("generate", program.toString(), "--bundle", out.toString())
                .failsWith(
                        ExitCode.FAILED,
                        "normc: A has no certificate, so no bundle is written: in training its results are not finite.");
        assertFalse(Files.exists(out));
    }

    @Test
    void misuseIsOneSentence() throws IOException {
        Path two = Files.writeString(
                folder.resolve("two.norm"), "norm A(x[N]) {\n    return x\n}\n\nnorm B(x[N]) {\n    return x\n}\n");
        String out = folder.resolve("b").toString();
        Outcome.of("generate", "LayerNorm", "--bundle", out, "--out", out)
                .isMisused("normc generate", "--bundle names its own folder; leave --out away.");
        Outcome.of("generate", "LayerNorm", "--bundle", out, "--snippet")
                .isMisused("normc generate", "--bundle and --snippet do not go together.");
        Outcome.of("generate", two.toString(), "--bundle", out)
                .isMisused("normc generate", "--bundle takes one norm; " + two + " has A, B. Name one as FILE#NAME.");
        Outcome.of("generate", "LayerNorm", "--bundle", out, "--target", "both")
                .isMisused("normc generate", "--bundle takes one target; choose scalar or vector.");
        Outcome.of("generate", "LayerNorm", "--bundle", out, "--const", "epss=1")
                .isMisused("normc generate", "LayerNorm has no constant epss; did you mean eps?");
        Outcome.of("generate", "GroupNorm", "--bundle", out, "--size", "C=5")
                .failsWith(ExitCode.USAGE, "normc: GroupNorm: the size of C = G*K must be a multiple of 32, given 5");
        assertFalse(Files.exists(Path.of(out)));
    }

    @Test
    void tooManyArraysAreRefused() throws IOException {
        StringBuilder program = new StringBuilder("norm Many(x[N, D]) {\n");
        StringBuilder sum = new StringBuilder("x");
        for (int i = 0; i < 40; i++) {
            program.append("    param p" + i + "[D] = 1\n");
            sum.append(" + p" + i);
        }
        Path file = Files.writeString(folder.resolve("many.norm"), program + "    return " + sum + "\n}\n");
        Path out = folder.resolve("b");
        Outcome.of("generate", file.toString(), "--bundle", out.toString())
                .failsWith(
                        ExitCode.USAGE,
                        "normc: Many has more arrays than its methods take one by one; a bundle cannot show its calls."
                                + " Generate the class alone, with --out.");
        Outcome.of("generate", file.toString(), "--snippet")
                .failsWith(
                        ExitCode.USAGE,
                        "normc: Many has 42 arrays, which are too many for the parameters of one method; generate its"
                                + " class with --out.");
        assertFalse(Files.exists(out));
    }

    /** The texts of all files by their paths, with slashes. */
    private static Map<String, String> content(Path root) throws IOException {
        Map<String, String> content = new TreeMap<>();
        for (Path file : BuiltClasses.files(root, "")) {
            content.put(root.relativize(file).toString().replace('\\', '/'), Files.readString(file));
        }
        return content;
    }
}
