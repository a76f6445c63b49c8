package dev.normc.compiler.loop;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** What kernels are written for. All targets give the same bits. */
public enum KernelTarget {
    /** Plain Java, in a form that HotSpot can make vector instructions of. */
    SCALAR(OptionalInt.empty()),
    /** {@code jdk.incubator.vector} with vectors as long as the processor prefers. */
    VECTOR(OptionalInt.empty()),
    /** {@code jdk.incubator.vector} with vectors of 128 bits. */
    VECTOR_128(OptionalInt.of(128)),
    /** {@code jdk.incubator.vector} with vectors of 256 bits. */
    VECTOR_256(OptionalInt.of(256)),
    /** {@code jdk.incubator.vector} with vectors of 512 bits. */
    VECTOR_512(OptionalInt.of(512));

    private final OptionalInt bits;

    KernelTarget(OptionalInt bits) {
        this.bits = bits;
    }

    /** The target that people call {@code name}: {@code scalar}, {@code vector}, {@code vector-256}. */
    public static Optional<KernelTarget> named(String name) {
        return Arrays.stream(values())
                .filter(target -> target.toString().equals(name))
                .findFirst();
    }

    /** What people call it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether the kernels need the module {@code jdk.incubator.vector}. */
    public boolean isVector() {
        return this != SCALAR;
    }

    /** The length of a vector in bits, where it does not depend on the processor. */
    public OptionalInt bits() {
        return bits;
    }
}
