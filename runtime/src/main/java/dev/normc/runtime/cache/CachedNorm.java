package dev.normc.runtime.cache;

import dev.normc.compiler.emit.EmittedNorm;
import dev.normc.compiler.graph.Signature;
import java.util.Map;

/**
 * What is needed to call the kernels of a norm.
 *
 * @param signature what a caller must know of the norm
 * @param emitted the class and its methods
 * @param classes class files by the names of their classes, nested ones included
 */
public record CachedNorm(Signature signature, EmittedNorm emitted, Map<String, byte[]> classes) {

    public CachedNorm {
        classes = Map.copyOf(classes);
    }
}
