package dev.normc.runtime.cases;

import dev.normc.compiler.emit.ScalarType;
import java.util.Arrays;

/** Arrays that hold one number everywhere. */
final class Filled {

    private Filled() {}

    static Object array(ScalarType type, int length, double value) {
        return switch (type) {
            case FLOAT -> {
                float[] array = new float[length];
                Arrays.fill(array, (float) value);
                yield array;
            }
            case DOUBLE -> {
                double[] array = new double[length];
                Arrays.fill(array, value);
                yield array;
            }
        };
    }
}
