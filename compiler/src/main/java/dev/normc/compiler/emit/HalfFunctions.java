package dev.normc.compiler.emit;

import static dev.normc.compiler.emit.Functions.ints;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import java.util.Map;

/** The private functions of an emitted class that move numbers of 16 bits, written only where they are called. */
final class HalfFunctions {

    private static final String FROM_BFLOAT16 = """
            return Float.intBitsToFloat(bits << 16);
            """;

    private static final String TO_BFLOAT16 = """
            // to the nearest, ties to even; a NaN stays one
            final int bits = Float.floatToRawIntBits(x);
            return (short) ((x != x ? bits | 0x400000 : bits + 0x7fff + (bits >>> 16 & 1)) >>> 16);
            """;

    private static final String FROM_FLOAT16 = """
            final int size = bits & 0x7fff;
            final int sign = (bits & 0x8000) << 16;
            // the exponent starts at 15 here and at 127 there; the product is exact
            final float number = Float.intBitsToFloat(size << 13) * 0x1p112f;
            final int finite = Float.floatToRawIntBits(number);
            return Float.intBitsToFloat(sign | (size < 0x7c00 ? finite : 0x7f800000 | size << 13));
            """;

    private static final String TO_FLOAT16 = """
            // to the nearest, ties to even; a NaN stays one
            final int bits = Float.floatToRawIntBits(x);
            final int sign = bits >>> 16 & 0x8000;
            final int size = bits & 0x7fffffff;
            if (size > 0x7f800000) {
              return (short) (sign | 0x7e00 | size >>> 13 & 0x3ff);
            } else if (size >= 0x477ff000) { // 65,520 and more
              return (short) (sign | 0x7c00);
            } else if (size < 0x38800000) { // no exponent: the last bit of x + 0.5 is worth what the result's is
              return (short) (sign | Float.floatToRawIntBits(Math.abs(x) + 0.5f) - 0x3f000000);
            }
            return (short) (sign | size - 0x38000000 + 0xfff + (size >>> 13 & 1) >>> 13);
            """;

    private final Map<String, MethodSpec> called;

    HalfFunctions(Map<String, MethodSpec> called) {
        this.called = called;
    }

    /** The function that widens elements into an array of floats. */
    String load(TensorStorage storage) {
        boolean isBfloat = storage == TensorStorage.BFLOAT16;
        String one = isBfloat ? "bfloat16ToFloat" : "float16ToFloat";
        one(one, TypeName.FLOAT, TypeName.SHORT, "bits", isBfloat ? FROM_BFLOAT16 : FROM_FLOAT16);
        return all(isBfloat ? "fromBfloat16" : "fromFloat16", one, TypeName.SHORT, TypeName.FLOAT);
    }

    /** The function that rounds elements of an array of floats. */
    String store(TensorStorage storage) {
        boolean isBfloat = storage == TensorStorage.BFLOAT16;
        String one = isBfloat ? "floatToBfloat16" : "floatToFloat16";
        one(one, TypeName.SHORT, TypeName.FLOAT, "x", isBfloat ? TO_BFLOAT16 : TO_FLOAT16);
        return all(isBfloat ? "toBfloat16" : "toFloat16", one, TypeName.FLOAT, TypeName.SHORT);
    }

    private void one(String name, TypeName result, TypeName argument, String parameter, String body) {
        called.computeIfAbsent(
                name,
                key -> Functions.method(name, result)
                        .addParameter(argument, parameter)
                        .addCode("$L", body)
                        .build());
    }

    private String all(String name, String one, TypeName from, TypeName to) {
        called.computeIfAbsent(
                name,
                key -> Functions.method(name, TypeName.VOID)
                        .addParameter(ArrayTypeName.of(from), "from")
                        .addParameters(ints("start"))
                        .addParameter(ArrayTypeName.of(to), "to")
                        .addParameters(ints("at", "length"))
                        .beginControlFlow("for (int i = 0; i < length; i++)")
                        .addStatement("to[at + i] = $L(from[start + i])", one)
                        .endControlFlow()
                        .build());
        return name;
    }
}
