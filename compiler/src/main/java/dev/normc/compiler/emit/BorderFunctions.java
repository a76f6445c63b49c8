package dev.normc.compiler.emit;

import static dev.normc.compiler.emit.Functions.ints;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import java.util.Map;

/** The private functions of an emitted class that look at what a caller gives, written only where they are called. */
final class BorderFunctions {

    private final Map<String, MethodSpec> called;

    BorderFunctions(Map<String, MethodSpec> called) {
        this.called = called;
    }

    /** The check of one array at the border. */
    void requireLength(TensorForm form) {
        called.computeIfAbsent(
                "requireLength(" + form.type() + ")",
                key -> Functions.method("requireLength", TypeName.VOID)
                        .addParameter(String.class, "name")
                        .addParameter(form.type(), "array")
                        .addParameter(TypeName.INT, "expected")
                        .beginControlFlow("if (array == null || $L)", form.differs("array", "expected"))
                        .addStatement(
                                "throw new $T(name + $S + expected + $S + (array == null ? $S : $S + $L))",
                                IllegalArgumentException.class,
                                ": expected " + form.noun() + " of ",
                                " elements, given ",
                                "null",
                                "one of ",
                                CodeBlock.of(form.length("array").contains("/") ? "($L)" : "$L", form.length("array")))
                        .endControlFlow()
                        .build());
    }

    /** The check that an array that is written is no other argument. */
    void requireDistinct() {
        called.computeIfAbsent(
                "requireDistinct",
                key -> Functions.method("requireDistinct", TypeName.VOID)
                        .addParameter(String.class, "written")
                        .addParameter(ClassName.OBJECT, "target")
                        .addParameter(String.class, "other")
                        .addParameter(ClassName.OBJECT, "array")
                        .beginControlFlow("if (target == array)")
                        .addStatement(
                                "throw new $T(written + $S + other)",
                                IllegalArgumentException.class,
                                ": is written and must not be the same array as ")
                        .endControlFlow()
                        .build());
    }

    /** The check that arrays that are written are no other of many arguments. */
    void requireDistinctFromAll() {
        called.computeIfAbsent(
                "requireDistinctFromAll",
                key -> Functions.method("requireDistinctFromAll", TypeName.VOID)
                        .addParameter(ArrayTypeName.of(ClassName.OBJECT), "tensors")
                        .addParameter(TypeName.INT, "from")
                        .addParameter(TypeName.INT, "to")
                        .beginControlFlow("for (int i = from; i < to; i++)")
                        .beginControlFlow("for (int j = 0; j < tensors.length; j++)")
                        .beginControlFlow("if (i != j && tensors[i] == tensors[j])")
                        .addStatement(
                                "throw new $T($S + i + $S + j)",
                                IllegalArgumentException.class,
                                "array ",
                                ": is written and must not be the same array as array ")
                        .endControlFlow()
                        .endControlFlow()
                        .endControlFlow()
                        .build());
    }

    /** The length of an array of given extents, checked. */
    void length() {
        called.computeIfAbsent(
                "length",
                key -> Functions.method("length", TypeName.INT)
                        .addJavadoc("The number of elements of an array; the limit leaves room for loop counters.\n")
                        .addParameter(String.class, "name")
                        .addParameter(ArrayTypeName.of(TypeName.LONG), "extents")
                        .varargs()
                        .addStatement("long length = 1L")
                        .beginControlFlow("for (long extent : extents)")
                        .beginControlFlow("if (extent > 0L && length > (Integer.MAX_VALUE - 1024L) / extent)")
                        .addStatement(
                                "throw new $T(name + $S)",
                                IllegalArgumentException.class,
                                ": has more elements than a Java array can hold")
                        .endControlFlow()
                        .addStatement("length *= extent")
                        .endControlFlow()
                        .addStatement("return (int) length")
                        .build());
    }

    /** The check of one slice: it lies in its array, and rows that are written do not overlap. */
    void requireSlice(TensorForm form) {
        called.computeIfAbsent(
                "requireSlice(" + form.type() + ")",
                key -> Functions.method("requireSlice", TypeName.VOID)
                        .addParameter(String.class, "name")
                        .addParameter(form.type(), "array")
                        .addParameters(ints("offset", "stride", "rows", "row"))
                        .addParameter(TypeName.BOOLEAN, "written")
                        .beginControlFlow("if (array == null)")
                        .addStatement(
                                "throw new $T(name + $S)",
                                IllegalArgumentException.class,
                                ": expected " + form.noun() + ", given null")
                        .endControlFlow()
                        .beginControlFlow("if (offset < 0)")
                        .addStatement(
                                "throw new $T(name + $S + offset)",
                                IllegalArgumentException.class,
                                ": the offset must not be negative, given ")
                        .endControlFlow()
                        .beginControlFlow("if (rows > 1 && stride < (written ? row : 0))")
                        .addStatement(
                                "throw new $T(name + $S + (written ? $S + row : $S) + $S + stride)",
                                IllegalArgumentException.class,
                                ": the stride must be at least ",
                                "a row, which has ",
                                "0",
                                ", given ")
                        .endControlFlow()
                        .addStatement("final long end = rows < 1 || row < 1 ? offset"
                                + " : offset + (rows - 1L) * stride + row")
                        .beginControlFlow("if (end > $L)", form.length("array"))
                        .addStatement(
                                "throw new $T(name + $S + end + $S + $L)",
                                IllegalArgumentException.class,
                                ": the slice ends at element ",
                                ", " + form.noun().replaceFirst("an? ", "the ") + " at ",
                                CodeBlock.of(form.length("array").contains("/") ? "($L)" : "$L", form.length("array")))
                        .endControlFlow()
                        .build());
    }

    /** The check that a slice that is written shares no element with another. */
    void requireApart() {
        called.computeIfAbsent(
                "requireApart",
                key -> Functions.method("requireApart", TypeName.VOID)
                        .addParameter(String.class, "written")
                        .addParameter(ClassName.OBJECT, "target")
                        .addParameters(ints("start", "step", "lines", "line"))
                        .addParameter(String.class, "other")
                        .addParameter(ClassName.OBJECT, "array")
                        .addParameters(ints("offset", "stride", "rows", "row"))
                        .addParameter(TypeName.BOOLEAN, "orSame")
                        .beginControlFlow("if (target != array || lines < 1 || line < 1 || rows < 1 || row < 1)")
                        .addStatement("return")
                        .endControlFlow()
                        .beginControlFlow("if (orSame && start == offset && (step == stride || rows == 1))")
                        .addStatement("return")
                        .endControlFlow()
                        .beginControlFlow("if (start + (lines - 1L) * step + line <= offset"
                                + " || offset + (rows - 1L) * stride + row <= start)")
                        .addStatement("return")
                        .endControlFlow()
                        .beginControlFlow("if (step == stride && stride > 0)")
                        .addComment("rows side by side in one matrix")
                        .addStatement("final int shift = Math.floorMod(offset - start, stride)")
                        .beginControlFlow("if (line <= shift && row <= stride - shift)")
                        .addStatement("return")
                        .endControlFlow()
                        .endControlFlow()
                        .addStatement(
                                "throw new $T(written + $S + other)",
                                IllegalArgumentException.class,
                                ": is written and must lie apart from ")
                        .build());
    }
}
