package dev.normc.compiler.emit;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import dev.normc.compiler.functions.Definitions;
import dev.normc.compiler.functions.Function;
import dev.normc.compiler.graph.Reduction;
import dev.normc.compiler.graph.VectorForm;
import dev.normc.compiler.loop.BitOperation;
import dev.normc.compiler.loop.Expression;
import dev.normc.compiler.loop.Statement;
import dev.normc.compiler.loop.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.lang.model.element.Modifier;

/** The private functions of an emitted class, written into it only where they are called. */
final class Functions {

    private final Map<String, MethodSpec> called = new TreeMap<>();
    private final BorderFunctions border = new BorderFunctions(called);
    private final HalfFunctions halves = new HalfFunctions(called);
    private final VectorConstants vectorConstants;

    Functions(VectorConstants vectorConstants) {
        this.vectorConstants = vectorConstants;
    }

    /** The species that the class uses. */
    VectorConstants vectorConstants() {
        return vectorConstants;
    }

    /** The functions that look at what a caller gives. */
    BorderFunctions border() {
        return border;
    }

    /** The functions that move numbers of 16 bits. */
    HalfFunctions halves() {
        return halves;
    }

    /** The functions called so far, by name. */
    List<MethodSpec> called() {
        return new ArrayList<>(called.values());
    }

    /** Writes the function {@code name} that normc defines, and those that it calls, on {@code type}. */
    void defined(String name, ScalarType type) {
        String key = name + "(" + type + ")";
        if (!called.containsKey(key)) {
            boolean inFloat = type == ScalarType.FLOAT;
            called.put(key, defined(inFloat ? Definitions.inFloat(name) : Definitions.inDouble(name), type));
        }
    }

    private MethodSpec defined(Function function, ScalarType type) {
        ExpressionRenderer expressions = new ExpressionRenderer(type, this);
        MethodSpec.Builder method = method(function.name(), type.javaType());
        for (Expression.Local parameter : function.parameters()) {
            method.addParameter(type.javaType(), parameter.name());
        }
        method.addComment("$L", function.comment());
        for (Statement.Let let : function.lets()) {
            String javaType = expressions.javaType(let.local().type());
            method.addStatement("final $L $L = $L", javaType, let.local().name(), expressions.render(let.value()));
        }
        return method.addStatement("return $L", expressions.render(function.result()))
                .build();
    }

    /** Writes the operation on the bits of numbers of {@code type} into the class, where Java lacks it; its name. */
    String bits(BitOperation operation, ScalarType type) {
        return switch (operation) {
            case COPY_SIGN -> "Math.copySign";
            case POWER_OF_TWO -> bits("powerOfTwo", type, BitTexts.powerOfTwo(type));
            case EXPONENT -> bits("exponent", type, BitTexts.exponent(type));
            case MANTISSA -> bits("mantissa", type, BitTexts.mantissa(type));
        };
    }

    private String bits(String name, ScalarType type, String body) {
        called.computeIfAbsent(
                name + "(" + type + ")",
                key -> method(name, type.javaType())
                        .addParameter(type.javaType(), "x")
                        .addCode("$L", body)
                        .build());
        return name;
    }

    /** Writes the pointwise function {@code name} on numbers of {@code type} into the class. */
    void pointwise(String name, ScalarType type) {
        called.computeIfAbsent(name + "(" + type + ")", key -> switch (name) {
            case "rsqrt" -> rsqrt(type);
            case "clip" -> clip(type);
            case "sign" -> sign(type);
            case "power" -> inDouble("power", POWER, "base", "exponent");
            case "asinh" -> inDouble("asinh", ASINH, "x");
            default -> throw new IllegalStateException("no text for the function " + name);
        });
    }

    private static final String POWER = """
            // a negative base has no real power
            return base < 0.0 ? Double.NaN : StrictMath.pow(base, exponent);
            """;

    private static final String ASINH = """
            // log(x + sqrt(x^2 + 1)), exact near zero and without overflow
            final double size = Math.abs(x);
            if (size > 0x1p28) {
              return Math.copySign(StrictMath.log(size) + StrictMath.log(2.0), x);
            }
            return Math.copySign(StrictMath.log1p(size + size * size / (1.0 + Math.sqrt(1.0 + size * size))), x);
            """;

    private static final String MERGING_MOMENTS = """
            Merges sums and sums of squared deviations of chunks of 256 rows pairwise into chunk 0.
            Two parts of a and b elements differ in their means by a gap; together they deviate by
            both deviations and gap^2 * a * b / (a + b): Chan, Golub, LeVeque 1983.
            """;

    private static final String LANES = """
            Combines the terms in the one order of normc: element i belongs to lane i mod 64, each lane is
            combined in order, the lanes are combined by halves. The terms are overwritten.
            """;

    private static final String JOINED_LANES = """
            Combines 64 lanes by halves: lane j with lane j + 32, then with j + 16, 8, 4, 2, 1. The lanes are
            overwritten.
            """;

    /** The combination of the terms of a sweep. */
    void lanes(String name, String neutral, String next, String halves, String result, ScalarType type) {
        called.computeIfAbsent(
                name + "(lanes)",
                key -> method(name, type.javaType())
                        .addJavadoc(LANES)
                        .addParameter(type.arrayType(), "terms")
                        .addParameter(TypeName.INT, "length")
                        .addParameter(type.arrayType(), "lanes")
                        .beginControlFlow("for (int i = 64; i < length; i++)")
                        .addStatement("terms[i] = $L", next)
                        .endControlFlow()
                        .addStatement("$T.fill(lanes, $L)", Arrays.class, neutral)
                        .beginControlFlow("for (int i = Math.max(0, length - 64); i < length; i++)")
                        .addStatement("lanes[i % 64] = terms[i]")
                        .endControlFlow()
                        .beginControlFlow("for (int width = 32; width > 0; width /= 2)")
                        .beginControlFlow("for (int lane = 0; lane < width; lane++)")
                        .addStatement("lanes[lane] = $L", halves)
                        .endControlFlow()
                        .endControlFlow()
                        .addStatement("return $L", result)
                        .build());
    }

    /**
     * The combination of 64 lanes by halves: by vectors down to 16, which is as many lanes as the longest vector has.
     */
    void joinedLanes(String name, Reduction reduction, ScalarType type, ExpressionRenderer expressions) {
        called.computeIfAbsent(name + "(lanes)", key -> {
            String species = vectorConstants.species();
            String lanes = vectorConstants.lanes();
            ClassName vector = vectorConstants.vector();
            MethodSpec.Builder method = method(name, type.javaType())
                    .addJavadoc(JOINED_LANES)
                    .addParameter(type.arrayType(), "lanes")
                    .beginControlFlow("for (int width = 32; width >= 16; width /= 2)")
                    .beginControlFlow("for (int lane = 0; lane < width; lane += $L)", lanes)
                    .addStatement("final $1T lower = $1T.fromArray($2L, lanes, lane)", vector, species)
                    .addStatement("final $1T upper = $1T.fromArray($2L, lanes, lane + width)", vector, species)
                    .addStatement(
                            "lower.$L(upper).intoArray(lanes, lane)",
                            ((VectorForm.Method) reduction.combine().vector()).name())
                    .endControlFlow()
                    .endControlFlow();
            for (int width = 8; width > 0; width /= 2) {
                for (int lane = 0; lane < width; lane++) {
                    String before = width == 8 ? "lanes[%d]" : "of" + 2 * width + "_%d";
                    Expression lower = new Expression.Local(String.format(Locale.ROOT, before, lane), Type.NUMBER);
                    Expression upper =
                            new Expression.Local(String.format(Locale.ROOT, before, lane + width), Type.NUMBER);
                    Expression both = Expression.apply(reduction.combine(), Type.NUMBER, lower, upper);
                    method.addStatement(
                            "final $T of$L_$L = $L", type.javaType(), width, lane, expressions.render(both));
                }
            }
            Expression all = new Expression.Local("of1_0", Type.NUMBER);
            Expression neutral = new Expression.Literal(reduction.neutral(), Type.NUMBER);
            Expression result = Expression.apply(reduction.combine(), Type.NUMBER, all, neutral);
            return method.addStatement("return $L", expressions.render(result)).build();
        });
    }

    /** The merge of partial results of chunks, by a fixed tree. */
    void merge(String name, String combination) {
        called.computeIfAbsent(
                name,
                key -> method(name, TypeName.VOID)
                        .addJavadoc("Merges the partial results of chunks pairwise, neighbours first, into chunk 0.\n")
                        .addParameter(ArrayTypeName.of(TypeName.DOUBLE), "partial")
                        .addParameter(TypeName.INT, "chunks")
                        .addParameter(TypeName.INT, "width")
                        .beginControlFlow("for (int step = 1; step < chunks; step *= 2)")
                        .beginControlFlow("for (int chunk = 0; chunk + step < chunks; chunk += 2 * step)")
                        .addStatement("final int left = chunk * width")
                        .addStatement("final int right = (chunk + step) * width")
                        .beginControlFlow("for (int i = 0; i < width; i++)")
                        .addStatement("partial[left + i] = $L", combination)
                        .endControlFlow()
                        .endControlFlow()
                        .endControlFlow()
                        .build());
    }

    /** The merge of means and squared deviations of chunks, by a fixed tree. */
    void mergeMoments() {
        called.computeIfAbsent(
                "mergeMoments",
                key -> method("mergeMoments", TypeName.VOID)
                        .addJavadoc(MERGING_MOMENTS)
                        .addParameter(ArrayTypeName.of(TypeName.DOUBLE), "sums")
                        .addParameter(ArrayTypeName.of(TypeName.DOUBLE), "deviations")
                        .addParameter(TypeName.INT, "rows")
                        .addParameter(TypeName.DOUBLE, "perRow")
                        .addParameter(TypeName.INT, "chunks")
                        .addParameter(TypeName.INT, "width")
                        .beginControlFlow("for (int step = 1; step < chunks; step *= 2)")
                        .beginControlFlow("for (int chunk = 0; chunk + step < chunks; chunk += 2 * step)")
                        .addStatement("final double a = 256.0 * step * perRow")
                        .addStatement("final double b = Math.min(256.0 * step, rows - 256.0 * (chunk + step)) * perRow")
                        .addStatement("final double weight = a * b / (a + b)")
                        .addStatement("final int left = chunk * width")
                        .addStatement("final int right = (chunk + step) * width")
                        .beginControlFlow("for (int i = 0; i < width; i++)")
                        .addStatement("final double gap = sums[left + i] / a - sums[right + i] / b")
                        .addStatement("deviations[left + i] += deviations[right + i] + gap * (gap * weight)")
                        .addStatement("sums[left + i] += sums[right + i]")
                        .endControlFlow()
                        .endControlFlow()
                        .endControlFlow()
                        .build());
    }

    /** Sets all elements of a slice of several rows. */
    void fillRows(ScalarType type) {
        called.computeIfAbsent(
                "fillRows(" + type + ")",
                key -> method("fillRows", TypeName.VOID)
                        .addParameter(type.arrayType(), "array")
                        .addParameters(ints("offset", "stride", "rows", "row"))
                        .addParameter(type.javaType(), "value")
                        .beginControlFlow("for (int i = 0; i < rows; i++)")
                        .addStatement(
                                "$T.fill(array, offset + i * stride, offset + i * stride + row, value)", Arrays.class)
                        .endControlFlow()
                        .build());
    }

    /** Sets all elements of a slice that is no array of numbers to zero. */
    void clearRows(TensorForm form) {
        called.computeIfAbsent(
                "clearRows(" + form.type() + ")",
                key -> method("clearRows", TypeName.VOID)
                        .addParameter(form.type(), "tensor")
                        .addParameters(ints("offset", "stride", "rows", "row"))
                        .beginControlFlow("for (int i = 0; i < rows; i++)")
                        .beginControlFlow("for (int j = 0; j < row; j++)")
                        .addStatement(form.clear("tensor", "offset + i * stride + j"))
                        .endControlFlow()
                        .endControlFlow()
                        .build());
    }

    /** The bits of {@code Math.signum}, of which HotSpot makes a jump. */
    private static MethodSpec sign(ScalarType type) {
        String one = type == ScalarType.FLOAT ? "1.0f" : "1.0";
        return method("sign", type.javaType())
                .addParameter(type.javaType(), "x")
                .addComment("zeros and NaN stay as they are")
                .addStatement("return x == 0 || x != x ? x : Math.copySign($L, x)", one)
                .build();
    }

    private static MethodSpec rsqrt(ScalarType type) {
        String root = type == ScalarType.FLOAT ? "1.0f / (float) Math.sqrt(x)" : "1.0 / Math.sqrt(x)";
        return method("rsqrt", type.javaType())
                .addParameter(type.javaType(), "x")
                .addStatement("return " + root)
                .build();
    }

    private static MethodSpec clip(ScalarType type) {
        return method("clip", type.javaType())
                .addParameter(type.javaType(), "x")
                .addParameter(type.javaType(), "low")
                .addParameter(type.javaType(), "high")
                .addStatement("return Math.min(Math.max(x, low), high)")
                .build();
    }

    private static MethodSpec inDouble(String name, String body, String... parameters) {
        MethodSpec.Builder method = method(name, TypeName.DOUBLE);
        for (String parameter : parameters) {
            method.addParameter(
                    ParameterSpec.builder(TypeName.DOUBLE, parameter).build());
        }
        return method.addCode(CodeBlock.of("$L", body)).build();
    }

    static List<ParameterSpec> ints(String... names) {
        return Arrays.stream(names)
                .map(name -> ParameterSpec.builder(TypeName.INT, name).build())
                .toList();
    }

    static MethodSpec.Builder method(String name, TypeName result) {
        return MethodSpec.methodBuilder(name)
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                .returns(result);
    }
}
