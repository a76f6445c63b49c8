package dev.normc.runtime;

import dev.normc.compiler.Compilation;
import dev.normc.compiler.Options;
import dev.normc.compiler.emit.EmittedNorm;
import dev.normc.compiler.emit.ScalarType;
import dev.normc.compiler.emit.TensorStorage;
import dev.normc.compiler.graph.Signature;
import dev.normc.compiler.graph.Sizes;
import dev.normc.compiler.graph.Tensor;
import dev.normc.compiler.loop.KernelTarget;
import dev.normc.runtime.cache.CachedNorm;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** A norm whose kernels are loaded. It tells all that a caller must know of it. Immutable, safe for many threads. */
public final class CompiledNorm {

    private final Signature signature;
    private final EmittedNorm emitted;
    private final Once<Compilation> compilation;
    private final Options options;
    private final KernelHandles training;
    private final KernelHandles inference;

    private CompiledNorm(
            Signature signature, EmittedNorm emitted, Class<?> type, Options options, Once<Compilation> compilation) {
        this.signature = signature;
        this.emitted = emitted;
        this.compilation = compilation;
        this.options = options;
        this.training = KernelHandles.of(type, emitted.training());
        this.inference =
                emitted.inference().equals(emitted.training()) ? training : KernelHandles.of(type, emitted.inference());
    }

    /** Refuses options whose kernels are not called from here. */
    static void requireCallable(Options options) {
        switch (options.tensors()) {
            case BUFFER, SEGMENT ->
                throw new IllegalArgumentException("kernels for tensors in a " + options.tensors()
                        + " are written as source and not called from here");
            case ARRAY, BFLOAT16, FLOAT16 -> {}
        }
    }

    static CompiledNorm load(Compilation compilation, Map<String, byte[]> classes, Options options) {
        EmittedNorm emitted = compilation.emitted();
        return new CompiledNorm(
                compilation.signature(),
                emitted,
                ClassLoading.load(emitted.className(), classes),
                options,
                Once.known(compilation));
    }

    /** Loads what a cache has; {@code recompiled} is for those who want to look at the compilation. */
    static CompiledNorm load(CachedNorm cached, Options options, Supplier<Compilation> recompiled) {
        EmittedNorm emitted = cached.emitted();
        return new CompiledNorm(
                cached.signature(),
                emitted,
                ClassLoading.load(emitted.className(), cached.classes()),
                options,
                Once.later(recompiled));
    }

    /** Inputs, parameters, states, constants and outputs, with axes and initial values. */
    public Signature signature() {
        return signature;
    }

    /** Whether training and inference differ: in a norm with states, most often. */
    public boolean hasModes() {
        return training != inference;
    }

    /** The number type of the kernels: of all arrays but those of states without axes. */
    public ScalarType type() {
        return options.type();
    }

    /** The number type of the array of {@code tensor}: a state without axes is double in every kernel. */
    public ScalarType type(Tensor tensor) {
        return tensor.isCounter() ? ScalarType.DOUBLE : type();
    }

    /** How {@code tensor} lies in memory: an array of numbers of 16 bits, or one of {@link #type(Tensor)}. */
    public TensorStorage storage(Tensor tensor) {
        return options.tensors().holds(tensor, signature()) ? options.tensors() : TensorStorage.ARRAY;
    }

    /** The type of the elements of the array of {@code tensor}: float, double or short. */
    String elementType(Tensor tensor) {
        return storage(tensor).isHalf() ? "short" : type(tensor).name().toLowerCase(Locale.ROOT);
    }

    /** The 16 bits of the number nearest to {@code x} in a norm whose tensors have 16 bits. */
    short rounded(float x) {
        return options.tensors() == TensorStorage.BFLOAT16 ? Halves.floatToBfloat16(x) : Halves.floatToFloat16(x);
    }

    /** The number whose 16 bits these are in a norm whose tensors have 16 bits. */
    float widened(short bits) {
        return options.tensors() == TensorStorage.BFLOAT16 ? Halves.bfloat16ToFloat(bits) : Halves.float16ToFloat(bits);
    }

    /** What the kernels are written for. */
    public KernelTarget target() {
        return options.target().orElse(KernelTarget.SCALAR);
    }

    /** Whether several threads may share a call. */
    public boolean isParallel() {
        return options.parallel();
    }

    /** The emitted Java. */
    public String source() {
        return emitted.source();
    }

    /** All that the compiler found out. A norm that came from a cache on disk is compiled when this is asked first. */
    public Compilation compilation() {
        return compilation.get();
    }

    /** Whether the compiler has run for it; a norm from a cache on disk has been loaded without. */
    boolean isCompiled() {
        return compilation.isKnown();
    }

    /**
     * Fixes the sizes.
     *
     * @param sizes the size of every axis, by name, a split one by its whole; 0 is allowed. Those that the norm was
     *     compiled for may be left out
     * @throws IllegalArgumentException if a size is missing, unknown, another than the norm was compiled for, negative
     *     or does not divide, an array would be too long for Java, or the norm is not defined for these sizes
     */
    public BoundNorm bind(Map<String, Integer> sizes, Mode mode) {
        Map<String, Integer> complete = Sizes.of(signature()).complete(sizes);
        return new BoundNorm(this, mode == Mode.TRAINING ? training : inference, mode, Map.copyOf(complete));
    }
}
