package dev.normc.compiler.emit;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.TypeName;
import dev.normc.compiler.loop.Buffer;
import dev.normc.compiler.loop.Type;
import dev.normc.dsl.print.Decimals;

/** The number type of a kernel. */
public enum ScalarType {
    FLOAT(TypeName.FLOAT),
    DOUBLE(TypeName.DOUBLE);

    private final TypeName javaType;

    ScalarType(TypeName javaType) {
        this.javaType = javaType;
    }

    /** The type of the elements of {@code buffer} in a kernel whose numbers have the type {@code numbers}. */
    static ScalarType of(Buffer buffer, ScalarType numbers) {
        return buffer.type() == Type.DOUBLE ? DOUBLE : numbers;
    }

    TypeName javaType() {
        return javaType;
    }

    TypeName arrayType() {
        return ArrayTypeName.of(javaType);
    }

    /** A literal of {@code value} rounded to this type. */
    String literal(double value) {
        return this == FLOAT ? floatLiteral((float) value) : doubleLiteral(value);
    }

    private static String floatLiteral(float value) {
        if (Float.isNaN(value)) {
            return "Float.NaN";
        } else if (Float.isInfinite(value)) {
            return value > 0 ? "Float.POSITIVE_INFINITY" : "Float.NEGATIVE_INFINITY";
        }
        return Decimals.of(value) + "f";
    }

    private static String doubleLiteral(double value) {
        if (Double.isNaN(value)) {
            return "Double.NaN";
        } else if (Double.isInfinite(value)) {
            return value > 0 ? "Double.POSITIVE_INFINITY" : "Double.NEGATIVE_INFINITY";
        }
        return Decimals.of(value);
    }
}
