package dev.normc.compiler.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import dev.normc.compiler.loop.BitOperation;
import java.util.List;

/** The operations on bits of {@link BitOperation} by vectors: the same as in {@link BitTexts}, lane by lane. */
final class BitVectors {

    private static final ClassName OPERATORS = VectorConstants.vectors("VectorOperators");

    private BitVectors() {}

    static CodeBlock code(BitOperation operation, ScalarType type, List<CodeBlock> operands) {
        CodeBlock x = operands.get(0);
        boolean inFloat = type == ScalarType.FLOAT;
        String bits = inFloat ? "reinterpretAsInts()" : "reinterpretAsLongs()";
        String number = inFloat ? "reinterpretAsFloats()" : "reinterpretAsDoubles()";
        int digits = inFloat ? 23 : 52;
        String bias = inFloat ? "12583039.0f" : "6755399441056767.0";
        String toRoot = inFloat ? "0x4afb0d" : "0x95f619980c433L";
        return switch (operation) {
            case COPY_SIGN ->
                CodeBlock.of(
                        "$1L.$3L.and($5L).or($2L.$3L.and($6L)).$4L",
                        x,
                        operands.get(1),
                        bits,
                        number,
                        inFloat ? "0x7fffffff" : "0x7fffffffffffffffL",
                        inFloat ? "0x80000000" : "0x8000000000000000L");
            case POWER_OF_TWO ->
                CodeBlock.of("$L.add($L).$L.lanewise($T.LSHL, $L).$L", x, bias, bits, OPERATORS, digits, number);
            case EXPONENT ->
                CodeBlock.of(
                        "$L.$L.add($L).lanewise($T.LSHR, $L).or($L).$L.sub($L)",
                        x,
                        bits,
                        toRoot,
                        OPERATORS,
                        digits,
                        inFloat ? "0x4b400000" : "0x4338000000000000L",
                        number,
                        bias);
            case MANTISSA ->
                CodeBlock.of(
                        "$L.$L.add($L).and($L).add($L).$L",
                        x,
                        bits,
                        toRoot,
                        inFloat ? "0x7fffff" : "0xfffffffffffffL",
                        inFloat ? "0x3f3504f3" : "0x3fe6a09e667f3bcdL",
                        number);
        };
    }
}
