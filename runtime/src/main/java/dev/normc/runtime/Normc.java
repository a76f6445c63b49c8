package dev.normc.runtime;

import dev.normc.compiler.Compilation;
import dev.normc.compiler.Compiler;
import dev.normc.compiler.Options;
import dev.normc.compiler.emit.EmittedNorm;
import dev.normc.compiler.loop.KernelTarget;
import dev.normc.dsl.Dsl;
import dev.normc.dsl.Sources;
import dev.normc.dsl.source.Source;
import dev.normc.runtime.cache.CachedNorm;
import dev.normc.runtime.cache.CompileCache;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Compiles norms to callable kernels. Keeps the most recent ones: the same program with the same options is compiled
 * once. A norm that has fallen out of the cache is unloaded when nobody uses it any more. With a {@link CompileCache} a
 * later process finds them, too. Safe for many threads.
 *
 * <pre>{@code
 * CompiledNorm norm = new Normc().compile("LayerNorm", Options.DEFAULT);
 * BoundNorm bound = norm.bind(Map.of("N", 64, "D", 768), Mode.TRAINING);
 * Workspace workspace = bound.newWorkspace();
 * Arguments arguments = bound.newArguments().fillInitial()
 *     .set(Role.INPUT, "x", x)
 *     .set(Role.OUTPUT, "y", y);
 * bound.forward(arguments, workspace);
 * }</pre>
 */
public final class Normc {

    /** How many norms are kept by default. */
    public static final int DEFAULT_CAPACITY = 64;

    private record Key(String program, Optional<String> norm, Options options, JavaCompiler compiler) {}

    private final int capacity;
    private final Optional<CompileCache> disk;
    private final Map<Key, CompiledNorm> cache = new LinkedHashMap<>(16, 0.75f, true);

    public Normc() {
        this(DEFAULT_CAPACITY);
    }

    /** Keeps up to {@code capacity} norms; none for 0. */
    public Normc(int capacity) {
        this(capacity, Optional.empty());
    }

    /** Keeps norms on disk, too, so that a later process need not compile them. */
    public Normc(CompileCache disk) {
        this(DEFAULT_CAPACITY, Optional.of(disk));
    }

    /** Keeps up to {@code capacity} norms in memory, and on disk as well if there is such a cache. */
    public Normc(int capacity, Optional<CompileCache> disk) {
        if (capacity < 0) {
            throw new IllegalArgumentException("the capacity must not be negative, given " + capacity);
        }
        this.capacity = capacity;
        this.disk = disk;
    }

    /**
     * Compiles a norm of the library or of a file with Janino.
     *
     * @param program a path, {@code path#Name}, or a name of the library
     * @throws dev.normc.dsl.source.SourceException if there is no such program
     * @throws dev.normc.dsl.diagnostic.InvalidNormException if the program has errors
     * @throws IllegalArgumentException if the options do not fit the norm
     */
    public CompiledNorm compile(String program, Options options) {
        Sources.Opened opened = Sources.open(program);
        return compile(opened.source(), opened.norm(), options, JavaCompiler.JANINO);
    }

    /**
     * Compiles a norm of a text.
     *
     * @param source the program
     * @param norm which of its norms, if it has several
     * @param options how; without a target in them for {@link Targets#best}, which is said once per JVM in the log
     * @param compiler with which compiler of Java
     * @throws IllegalArgumentException if the options ask for vectors and this JVM has no module for them
     */
    public CompiledNorm compile(Source source, Optional<String> norm, Options options, JavaCompiler compiler) {
        KernelTarget target = options.target().orElseGet(Targets::chosen);
        Targets.require(target);
        return cached(source, norm, options.withTarget(target), compiler);
    }

    private CompiledNorm cached(Source source, Optional<String> norm, Options options, JavaCompiler compiler) {
        Key key = new Key(source.text(), norm, options, compiler);
        synchronized (cache) {
            CompiledNorm known = cache.get(key);
            if (known != null) {
                return known;
            }
        }
        CompiledNorm compiled = stored(source, norm, options, compiler);
        synchronized (cache) {
            CompiledNorm first = cache.putIfAbsent(key, compiled);
            if (first != null) {
                return first; // another thread was faster
            }
            if (cache.size() > capacity) {
                cache.remove(cache.keySet().iterator().next());
            }
        }
        return compiled;
    }

    /** From disk if it is there, else compiled and put there. */
    private CompiledNorm stored(Source source, Optional<String> norm, Options options, JavaCompiler compiler) {
        Optional<String> key = disk.flatMap(one -> one.key(source.text(), norm, options, compiler));
        Optional<CompiledNorm> known = key.flatMap(found -> loaded(found, source, norm, options));
        return known.orElseGet(() -> {
            Compilation compilation = compilation(source, norm, options);
            EmittedNorm emitted = compilation.emitted();
            CompiledNorm.requireCallable(options);
            Map<String, byte[]> classes = ClassLoading.compile(emitted.className(), emitted.source(), compiler);
            CompiledNorm compiled = CompiledNorm.load(compilation, classes, options);
            key.ifPresent(wanted ->
                    disk.ifPresent(one -> one.keep(wanted, new CachedNorm(compilation.signature(), emitted, classes))));
            return compiled;
        });
    }

    /** The entry of a key; none if it is missing, or its classes cannot be loaded, whatever the reason. */
    private Optional<CompiledNorm> loaded(String key, Source source, Optional<String> norm, Options options) {
        try {
            return disk.flatMap(one -> one.find(key))
                    .map(found -> CompiledNorm.load(found, options, () -> compilation(source, norm, options)));
        } catch (IllegalStateException | LinkageError unusable) {
            return Optional.empty();
        }
    }

    private static Compilation compilation(Source source, Optional<String> norm, Options options) {
        return Compiler.compile(source, Dsl.norm(Dsl.read(source), norm), options);
    }

    /** How many norms are kept in memory at present. */
    public int size() {
        synchronized (cache) {
            return cache.size();
        }
    }
}
