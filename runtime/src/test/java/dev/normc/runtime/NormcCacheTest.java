package dev.normc.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.normc.compiler.Options;
import dev.normc.compiler.emit.ScalarType;
import dev.normc.compiler.planning.SavePolicy;
import dev.normc.dsl.source.Source;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The same program with the same options is compiled once; what falls out of the cache is unloaded. */
class NormcCacheTest {

    private static final Source SOURCE = new Source("one.norm", "norm One(x[N, D]) { const c = 2; return c * x }");

    private static CompiledNorm compile(Normc normc, Source source, Options options) {
        return normc.compile(source, Optional.empty(), options, JavaCompiler.JANINO);
    }

    @Test
    void theSameProgramAndOptionsGiveTheSameNorm() {
        Normc normc = new Normc();
        CompiledNorm norm = compile(normc, SOURCE, Options.DEFAULT);
        assertSame(norm, compile(normc, new Source("one.norm", SOURCE.text()), Options.DEFAULT));
        Options sameAsDefault = new Options(
                ScalarType.FLOAT,
                Options.DEFAULT.packageName(),
                Options.DEFAULT.classSuffix(),
                Map.of(),
                Map.of(),
                SavePolicy.BALANCED,
                Map.of(),
                Options.DEFAULT.target(),
                Options.DEFAULT.parallel(),
                Options.DEFAULT.tensors(),
                Options.DEFAULT.overloads(),
                Options.DEFAULT_OPERATIONS);
        assertSame(norm, compile(normc, SOURCE, sameAsDefault));
        assertSame(normc.compile("RmsNorm", Options.DEFAULT), normc.compile("RmsNorm", Options.DEFAULT));
        assertEquals(2, normc.size());
    }

    @Test
    void anyOtherTextOptionOrCompilerGivesAnotherNorm() {
        Normc normc = new Normc();
        CompiledNorm norm = compile(normc, SOURCE, Options.DEFAULT);
        Source sameLength = new Source("one.norm", SOURCE.text().replace("c = 2", "c = 3"));
        assertNotSame(norm, compile(normc, sameLength, Options.DEFAULT));
        assertNotSame(norm, compile(normc, SOURCE, Options.DEFAULT.withType(ScalarType.DOUBLE)));
        assertNotSame(norm, compile(normc, SOURCE, Options.DEFAULT.withConstants(Map.of("c", 3.0))));
        assertNotSame(norm, compile(normc, SOURCE, Options.DEFAULT.withPackageName("other")));
        assertNotSame(norm, compile(normc, SOURCE, Options.DEFAULT.withSizes(Map.of("D", 2))));
        assertNotSame(norm, compile(normc, SOURCE, Options.DEFAULT.withSavePolicy(SavePolicy.SAVE_ALL)));
        assertNotSame(norm, normc.compile(SOURCE, Optional.empty(), Options.DEFAULT, JavaCompiler.JAVAC));
        assertEquals(8, normc.size());
    }

    @Test
    void aConstantThatTheNormDoesNotHaveIsRefused() {
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class,
                () -> new Normc().compile("LayerNorm", Options.DEFAULT.withConstants(Map.of("epsilon", 1e-3))));
        assertEquals("LayerNorm has no constant epsilon; it has eps", refused.getMessage());
    }

    @Test
    void theCacheKeepsTheNormsUsedLast() {
        Normc normc = new Normc(2);
        CompiledNorm first = normc.compile("RmsNorm", Options.DEFAULT);
        CompiledNorm second = normc.compile("DyT", Options.DEFAULT);
        assertSame(first, normc.compile("RmsNorm", Options.DEFAULT)); // now DyT is the oldest
        normc.compile("LayerNorm", Options.DEFAULT);
        assertEquals(2, normc.size());
        assertSame(first, normc.compile("RmsNorm", Options.DEFAULT));
        assertNotSame(second, normc.compile("DyT", Options.DEFAULT));
        assertEquals(2, normc.size());
    }

    @Test
    void aCacheOfNothingCompilesEveryTime() {
        Normc normc = new Normc(0);
        assertNotSame(normc.compile("RmsNorm", Options.DEFAULT), normc.compile("RmsNorm", Options.DEFAULT));
        assertEquals(0, normc.size());
        assertThrows(IllegalArgumentException.class, () -> new Normc(-1));
    }

    @Test
    void theClassOfAnEvictedNormIsUnloaded() throws InterruptedException {
        Normc normc = new Normc(1);
        WeakReference<Class<?>> type = usedOnce(normc);
        assertNotNull(type.get());
        normc.compile("DyT", Options.DEFAULT);
        for (int attempt = 0; attempt < 50 && type.get() != null; attempt++) {
            System.gc();
            Thread.sleep(20);
        }
        assertNull(type.get(), "the class of a norm that nobody uses");
    }

    /** No local of a test may hold what shall go. */
    private static WeakReference<Class<?>> usedOnce(Normc normc) {
        BoundNorm bound = normc.compile("RmsNorm", Options.DEFAULT).bind(Map.of("N", 3, "D", 4), Mode.TRAINING);
        Call call = Call.random(bound, 1).forward().backward();
        return new WeakReference<>(call.workspace().instance().getClass());
    }
}
