package dev.normc.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.normc.compiler.Options;
import dev.normc.compiler.emit.ScalarType;
import dev.normc.compiler.graph.Tensor;
import dev.normc.compiler.loop.KernelTarget;
import dev.normc.dsl.diagnostic.InvalidNormException;
import dev.normc.dsl.library.Library;
import dev.normc.dsl.source.Source;
import dev.normc.runtime.cache.CompileCache;
import dev.normc.runtime.gradcheck.GradientCheck;
import dev.normc.runtime.gradcheck.RandomArguments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Kernels from a cache on disk are those that were compiled. */
@Tag("optimized")
class DiskCacheTest {

    private static final Source TWO = new Source("two.norm", "norm Two(x[N, D]) { param g = 2; return g * x }");

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    private Path folder;

    @SuppressWarnings("NullAway.Init") // before each test
    private CompileCache cache;

    @BeforeEach
    void open() {
        cache = CompileCache.in(folder.resolve("cache"));
    }

    private CompiledNorm compile(Source source, Options options) {
        return new Normc(0, Optional.of(cache)).compile(source, Optional.empty(), options, JavaCompiler.JANINO);
    }

    static Stream<String> library() {
        String wanted = System.getProperty("normc.programs", ".*");
        return Library.names().stream().filter(name -> name.matches(wanted));
    }

    @ParameterizedTest
    @MethodSource("library")
    void everyNormOfTheLibraryComesBackWithItsBits(String name) {
        Source source = Library.find(name).orElseThrow();
        for (KernelTarget target : List.of(KernelTarget.SCALAR, KernelTarget.VECTOR)) {
            Options options = Options.DEFAULT.withTarget(target).withParallel(target.isVector());
            CompiledNorm compiled = compile(source, options);
            CompiledNorm loaded = compile(source, options);
            assertTrue(compiled.isCompiled());
            assertFalse(loaded.isCompiled());
            assertEquals(compiled.source(), loaded.source());
            assertEquals(compiled.hasModes(), loaded.hasModes());
            assertEquals(compiled.signature().toString(), loaded.signature().toString());
            Map<String, Integer> usual = GradientCheck.defaultSizes(compiled.signature());
            assertEquals(usual, GradientCheck.defaultSizes(loaded.signature()));
            for (Mode mode : compiled.hasModes() ? List.of(Mode.values()) : List.of(Mode.TRAINING)) {
                Map<String, Integer> sizes = compiled.bind(usual, mode).sizes();
                Map<Tensor, double[]> values = RandomArguments.of(compiled.signature(), sizes, 12);
                Witness.assertSameBits(
                        KernelRun.of(compiled, sizes, mode, values).bits(),
                        KernelRun.of(loaded, sizes, mode, values).bits());
            }
            assertFalse(loaded.isCompiled(), "nothing of a call needs the compilation");
        }
    }

    @Test
    void whoeverAsksForTheCompilationGetsIt() {
        CompiledNorm compiled = compile(TWO, Options.DEFAULT);
        CompiledNorm loaded = compile(TWO, Options.DEFAULT);
        assertFalse(loaded.isCompiled());
        assertEquals(compiled.compilation().emitted(), loaded.compilation().emitted());
        assertTrue(loaded.isCompiled());
    }

    @Test
    void initialValuesAreThereWithoutACompilation() {
        compile(TWO, Options.DEFAULT);
        CompiledNorm loaded = compile(TWO, Options.DEFAULT);
        BoundNorm bound = loaded.bind(Map.of("N", 1, "D", 1), Mode.TRAINING);
        Arguments arguments = bound.newArguments().fillInitial();
        Tensor g = loaded.signature().parameters().get(0).tensor();
        assertArrayEquals(new float[] {2}, (float[]) arguments.get(g));
    }

    @Test
    void everyOtherTextOptionAndCompilerIsCompiled() {
        compile(TWO, Options.DEFAULT);
        assertTrue(compile(TWO, Options.DEFAULT.withType(ScalarType.DOUBLE)).isCompiled());
        assertTrue(compile(TWO, Options.DEFAULT.withSizes(Map.of("D", 2))).isCompiled());
        Source other = new Source("two.norm", TWO.text().replace("g = 2", "g = 3"));
        assertTrue(compile(other, Options.DEFAULT).isCompiled());
        Normc normc = new Normc(cache);
        assertTrue(normc.compile(TWO, Optional.empty(), Options.DEFAULT, JavaCompiler.JAVAC)
                .isCompiled());
        assertFalse(normc.compile(TWO, Optional.empty(), Options.DEFAULT, JavaCompiler.JANINO)
                .isCompiled());
    }

    @Test
    void aProgramWithErrorsIsNeverKept() throws IOException {
        Source wrong = new Source("wrong.norm", "norm Wrong(x[N]) { return z }");
        assertThrows(InvalidNormException.class, () -> compile(wrong, Options.DEFAULT));
        assertThrows(InvalidNormException.class, () -> compile(wrong, Options.DEFAULT));
        try (Stream<Path> files = Files.list(cache.directory())) {
            assertEquals(0, files.count());
        }
    }

    @Test
    void aDamagedEntryIsCompiledAndReplaced() throws IOException {
        compile(TWO, Options.DEFAULT);
        Path entry;
        try (Stream<Path> files = Files.list(cache.directory())) {
            entry = files.findFirst().orElseThrow();
        }
        byte[] whole = Files.readAllBytes(entry);
        byte[] damaged = whole.clone();
        damaged[whole.length / 2] ^= 1;
        Files.write(entry, damaged);
        assertTrue(compile(TWO, Options.DEFAULT).isCompiled());
        assertFalse(compile(TWO, Options.DEFAULT).isCompiled());
        assertEquals(whole.length, Files.size(entry));
    }
}
