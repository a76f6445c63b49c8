package dev.normc.runtime.cache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.normc.compiler.Compilation;
import dev.normc.compiler.Compiler;
import dev.normc.compiler.Options;
import dev.normc.compiler.emit.ScalarType;
import dev.normc.compiler.emit.TensorStorage;
import dev.normc.compiler.graph.Signature;
import dev.normc.compiler.graph.Sizes;
import dev.normc.compiler.graph.UniformValue;
import dev.normc.compiler.loop.KernelTarget;
import dev.normc.compiler.plan.Decision;
import dev.normc.compiler.planning.SavePolicy;
import dev.normc.dsl.Dsl;
import dev.normc.dsl.source.Source;
import dev.normc.runtime.JavaCompiler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An entry comes back as it was, and damaged bytes are never taken for one. */
class EntryTest {

    /** With all that a signature may have: a split, an axis with a size, data, states, initial values of sizes. */
    private static final Source SOURCE = new Source("all.norm", """
            /// Has everything.
            norm All(x[N, C = G*K, T]) {
                param w[G] = 1 / sqrt(T + 1)
                const G = 2
                axis S = 2 * T
                data mask[N] = 1
                data weight[T]
                state mean[C] = 0
                state steps = 3
                update mean = 0.5 * mean + 0.5 * mean[N, T](x)
                update steps = steps + 1
                h = x * w * mask * weight + mean * steps
                return h, z = sum[T](x) + index(S)
            }
            """);

    private static final byte[] KEY = new byte[Digest.LENGTH];

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    private Path folder;

    private static CachedNorm entry() {
        Compilation compilation =
                Compiler.compile(SOURCE, Dsl.norm(Dsl.read(SOURCE), Optional.empty()), Options.DEFAULT);
        return new CachedNorm(
                compilation.signature(), compilation.emitted(), Map.of("A", new byte[] {1, -2}, "B", new byte[0]));
    }

    @Test
    void anEntryComesBackAsItWas() throws RecordReader.Damaged {
        CachedNorm before = entry();
        CachedNorm after = RecordReader.read(RecordWriter.bytes(before), CachedNorm.class);
        assertEquals(before.emitted(), after.emitted());
        assertEquals(before.classes().keySet(), after.classes().keySet());
        before.classes()
                .forEach((name, bytes) ->
                        assertArrayEquals(bytes, after.classes().get(name)));
        Map<String, Integer> sizes = Sizes.of(before.signature()).complete(Map.of("N", 3, "C", 10, "T", 4));
        assertEquals(sizes, Sizes.of(after.signature()).complete(Map.of("N", 3, "C", 10, "T", 4)));
        assertEquals(text(before.signature(), sizes), text(after.signature(), sizes));
    }

    /** All of a signature, with nodes, which have no equality, as their text and their value. */
    private static String text(Signature signature, Map<String, Integer> sizes) {
        StringBuilder values = new StringBuilder(signature.toString());
        for (var declared : List.of(signature.data(), signature.parameters(), signature.states())) {
            declared.forEach(one -> values.append('\n')
                    .append(one.tensor())
                    .append(one.initial().map(node -> UniformValue.of(node, sizes))));
        }
        return values.toString();
    }

    @Test
    void aFileThatIsNotWholeIsNone() {
        byte[] content = RecordWriter.bytes(entry());
        byte[] file = EntryFile.of(KEY, content);
        assertArrayEquals(content, EntryFile.content(KEY, file).orElseThrow());
        for (int length = 0; length < file.length; length += length < 100 ? 1 : 997) {
            assertTrue(EntryFile.content(KEY, Arrays.copyOf(file, length)).isEmpty(), "of " + length + " bytes");
        }
        assertTrue(EntryFile.content(KEY, Arrays.copyOf(file, file.length + 1)).isEmpty());
        for (int place = 0; place < file.length; place += place < 100 ? 1 : 991) {
            byte[] damaged = file.clone();
            damaged[place] ^= 4;
            assertTrue(EntryFile.content(KEY, damaged).isEmpty(), "another byte at " + place);
        }
        byte[] other = KEY.clone();
        other[3] = 1;
        assertTrue(EntryFile.content(other, file).isEmpty(), "of another key");
    }

    /** Behind the digest nothing is believed either: what is no entry is damaged, whatever its bytes. */
    @Test
    void bytesThatAreNoEntryAreDamagedAndNothingElse() {
        byte[] content = RecordWriter.bytes(entry());
        Random random = new Random(8);
        int refused = 0;
        for (int attempt = 0; attempt < 3000; attempt++) {
            byte[] damaged =
                    attempt % 3 == 0 ? Arrays.copyOf(content, random.nextInt(content.length)) : content.clone();
            for (int change = 0; damaged.length > 0 && change < attempt % 4; change++) {
                damaged[random.nextInt(Math.min(damaged.length, 2000))] = (byte) random.nextInt(256);
            }
            try {
                RecordReader.read(damaged, CachedNorm.class);
            } catch (RecordReader.Damaged expected) {
                refused++;
            }
        }
        assertTrue(refused > 1000, "of 3000 damaged entries fewer than a third are refused");
        assertThrows(
                RecordReader.Damaged.class, () -> RecordReader.read(new byte[] {127, -1, -1, -1}, CachedNorm.class));
    }

    /** Every component of the options, and each other part: none may be left out of a key. */
    @Test
    void whateverDecidesACompilationChangesTheKey() {
        CompileCache cache = CompileCache.in(folder.resolve("cache"));
        Options plain = Options.DEFAULT;
        List<Options> all = List.of(
                plain,
                plain.withType(ScalarType.DOUBLE),
                plain.withPackageName("other"),
                plain.withClassSuffix("Other"),
                plain.withConstants(Map.of("eps", 1.0)),
                plain.withConstants(Map.of("eps", -0.0)),
                plain.withConstants(Map.of("eps", 0.0)),
                plain.withSizes(Map.of("D", 3)),
                plain.withSavePolicy(SavePolicy.SAVE_ALL),
                plain.withStorage(Map.of("h", Decision.Storage.SAVED)),
                plain.withStorage(Map.of("h", Decision.Storage.RECOMPUTED)),
                plain.withTarget(KernelTarget.SCALAR),
                plain.withTarget(KernelTarget.VECTOR),
                plain.withParallel(true),
                plain.withTensors(TensorStorage.BFLOAT16),
                plain.withOverloads(true),
                plain.withMostOperations(7));
        Set<Optional<String>> keys = new HashSet<>();
        for (Options options : all) {
            keys.add(cache.key("text", Optional.empty(), options, JavaCompiler.JANINO));
        }
        keys.add(cache.key("text", Optional.empty(), plain, JavaCompiler.JAVAC));
        keys.add(cache.key("text", Optional.of("A"), plain, JavaCompiler.JANINO));
        keys.add(cache.key("texts", Optional.empty(), plain, JavaCompiler.JANINO));
        assertEquals(all.size() + 3, keys.size());
        assertFalse(keys.contains(Optional.<String>empty()));
        assertEquals(
                cache.key("text", Optional.empty(), plain, JavaCompiler.JANINO),
                CompileCache.in(folder.resolve("cache")).key("text", Optional.empty(), plain, JavaCompiler.JANINO));
        assertThrows(IllegalStateException.class, () -> cache.key(new Object()));
    }

    /** A class, a norm of the library, a file more or less: each makes another build. */
    @Test
    void anotherBuildHasAnotherIdentity() throws IOException {
        Path classes = Files.createDirectories(folder.resolve("classes/a"));
        Files.write(classes.resolve("A.class"), new byte[] {1, 2, 3});
        List<Path> places = List.of(folder.resolve("classes"));
        byte[] first = BuildIdentity.digest(places);
        assertArrayEquals(first, BuildIdentity.digest(places));
        Files.write(classes.resolve("A.class"), new byte[] {1, 2, 4});
        byte[] second = BuildIdentity.digest(places);
        Files.write(classes.resolve("b.norm"), new byte[0]);
        byte[] third = BuildIdentity.digest(places);
        assertFalse(Arrays.equals(first, second));
        assertFalse(Arrays.equals(second, third));
        assertArrayEquals(
                BuildIdentity.digest().orElseThrow(), BuildIdentity.digest().orElseThrow());
    }

    @Test
    void anArchiveIsWhatItsFilesAre() throws IOException {
        Path first = archive("first.jar", "text");
        Path same = archive("same.jar", "text");
        Path other = archive("other.jar", "test");
        assertArrayEquals(BuildIdentity.digest(List.of(first)), BuildIdentity.digest(List.of(same)));
        assertNotEquals(
                Arrays.toString(BuildIdentity.digest(List.of(first))),
                Arrays.toString(BuildIdentity.digest(List.of(other))));
    }

    private Path archive(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        try (var zip = new java.util.zip.ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new java.util.zip.ZipEntry("a/A.class"));
            zip.write(content.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        return file;
    }
}
