package dev.normc.runtime;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A value that is computed when it is first asked for, once, whoever asks. */
final class Once<T> {

    private final Supplier<T> computation;
    private @Nullable T value;

    private Once(Supplier<T> computation, @Nullable T value) {
        this.computation = computation;
        this.value = value;
    }

    static <T> Once<T> known(T value) {
        return new Once<>(() -> value, value);
    }

    static <T> Once<T> later(Supplier<T> computation) {
        return new Once<>(computation, null);
    }

    synchronized T get() {
        T known = value;
        if (known == null) {
            known = computation.get();
            value = known;
        }
        return known;
    }

    synchronized boolean isKnown() {
        return value != null;
    }
}
