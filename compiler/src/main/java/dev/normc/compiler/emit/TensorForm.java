package dev.normc.compiler.emit;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.TypeName;

/** One kind of object that holds the elements of a tensor: its Java type, its length, and how elements are moved. */
record TensorForm(TensorStorage storage, ScalarType scalar) {

    private static final ClassName SEGMENT = ClassName.get("java.lang.foreign", "MemorySegment");
    private static final ClassName LAYOUT = ClassName.get("java.lang.foreign", "ValueLayout");

    /** An array of {@code scalar}. */
    static TensorForm array(ScalarType scalar) {
        return new TensorForm(TensorStorage.ARRAY, scalar);
    }

    /** The type of the object. */
    TypeName type() {
        return switch (storage) {
            case ARRAY -> scalar.arrayType();
            case BFLOAT16, FLOAT16 -> ArrayTypeName.of(TypeName.SHORT);
            case BUFFER -> ClassName.get("java.nio", scalar == ScalarType.FLOAT ? "FloatBuffer" : "DoubleBuffer");
            case SEGMENT -> SEGMENT;
        };
    }

    /** What the object is called in messages, with its article. */
    String noun() {
        return switch (storage) {
            case ARRAY, BFLOAT16, FLOAT16 -> "an array";
            case BUFFER -> "a buffer";
            case SEGMENT -> "a memory segment";
        };
    }

    /** The number of elements of {@code object}. */
    String length(String object) {
        return switch (storage) {
            case ARRAY, BFLOAT16, FLOAT16 -> object + ".length";
            case BUFFER -> object + ".limit()";
            case SEGMENT -> object + ".byteSize() / " + bytes();
        };
    }

    /** The condition that {@code object} has another number of elements than {@code count}. */
    String differs(String object, String count) {
        return storage == TensorStorage.SEGMENT
                ? object + ".byteSize() != " + bytes() + "L * " + count // which may be no multiple
                : length(object) + " != " + count;
    }

    private int bytes() {
        return scalar == ScalarType.FLOAT ? Float.BYTES : Double.BYTES;
    }

    /** No alignment is asked for. */
    private CodeBlock layout() {
        return CodeBlock.of("$T.JAVA_$L_UNALIGNED", LAYOUT, scalar.name());
    }

    /** The statement that copies {@code length} elements from {@code start} on to {@code array} from {@code at} on. */
    CodeBlock load(String object, String start, String array, String at, String length, Functions functions) {
        return switch (storage) {
            case ARRAY -> CodeBlock.of("System.arraycopy($L, $L, $L, $L, $L)", object, start, array, at, length);
            case BFLOAT16, FLOAT16 ->
                CodeBlock.of(
                        "$L($L, $L, $L, $L, $L)", functions.halves().load(storage), object, start, array, at, length);
            case BUFFER -> CodeBlock.of("$L.get($L, $L, $L, $L)", object, start, array, at, length);
            case SEGMENT ->
                CodeBlock.of(
                        "$T.copy($L, $L, $L, $L, $L, $L)", SEGMENT, object, layout(), place(start), array, at, length);
        };
    }

    /** The statement that copies back. */
    CodeBlock store(String array, String at, String object, String start, String length, Functions functions) {
        return switch (storage) {
            case ARRAY -> CodeBlock.of("System.arraycopy($L, $L, $L, $L, $L)", array, at, object, start, length);
            case BFLOAT16, FLOAT16 ->
                CodeBlock.of(
                        "$L($L, $L, $L, $L, $L)", functions.halves().store(storage), array, at, object, start, length);
            case BUFFER -> CodeBlock.of("$L.put($L, $L, $L, $L)", object, start, array, at, length);
            case SEGMENT ->
                CodeBlock.of(
                        "$T.copy($L, $L, $L, $L, $L, $L)", SEGMENT, array, at, object, layout(), place(start), length);
        };
    }

    private String place(String start) {
        boolean isWord = start.chars().allMatch(Character::isJavaIdentifierPart);
        return start.equals("0") ? "0L" : bytes() + "L * " + (isWord ? start : "(" + start + ")");
    }

    /** The statement in a loop that sets element {@code index} to zero. */
    CodeBlock clear(String object, String index) {
        return switch (storage) {
            case ARRAY, BFLOAT16, FLOAT16 -> CodeBlock.of("$L[$L] = 0", object, index);
            case BUFFER -> CodeBlock.of("$L.put($L, 0)", object, index);
            case SEGMENT -> CodeBlock.of("$L.set($L, $L, 0)", object, layout(), place(index));
        };
    }
}
