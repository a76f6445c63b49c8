package dev.normc.compiler.emit;

import com.palantir.javapoet.CodeBlock;
import dev.normc.compiler.loop.Buffer;

/** What a kernel's method asks of slices before it touches one: that they lie in their arrays, and which lie apart. */
final class SliceChecks {

    private final ExpressionRenderer expressions;
    private final Functions functions;

    SliceChecks(ExpressionRenderer expressions, Functions functions) {
        this.expressions = expressions;
        this.functions = functions;
    }

    /** The slice lies in its array; rows that are written do not overlap. */
    CodeBlock fits(Buffer buffer, TensorForm form, boolean isWritten) {
        functions.border().requireSlice(form);
        return CodeBlock.builder()
                .addStatement("requireSlice($S, $L, $L)", buffer.name(), slice(buffer), isWritten)
                .build();
    }

    /** The slices share no element, or, if {@code orSame}, they are one and the same. */
    CodeBlock apart(Buffer written, Buffer other, boolean orSame) {
        functions.border().requireApart();
        return CodeBlock.builder()
                .addStatement(
                        "requireApart($S, $L, $S, $L, $L)",
                        written.name(),
                        slice(written),
                        other.name(),
                        slice(other),
                        orSame)
                .build();
    }

    private String slice(Buffer buffer) {
        return buffer.name() + ", " + expressions.rows(buffer);
    }
}
