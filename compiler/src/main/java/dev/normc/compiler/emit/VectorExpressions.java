package dev.normc.compiler.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import dev.normc.compiler.graph.VectorForm;
import dev.normc.compiler.loop.Expression;
import dev.normc.compiler.loop.Expression.Local;
import dev.normc.compiler.loop.Type;
import java.util.List;
import java.util.Set;

/**
 * Writes the values of one step of a sweep by vectors. A value that varies along the sweep is a vector, any other a
 * number, which the methods of vectors take as it is. All vectors have one length: HotSpot 17 makes objects of vectors
 * where it has seen several lengths of a class.
 */
final class VectorExpressions {

    private static final ClassName OPERATORS = VectorConstants.vectors("VectorOperators");

    private final ScalarType scalar;
    private final ExpressionRenderer numbers;
    private final VectorConstants constants;
    private final Local index;
    private final Set<Local> varying;
    private final int copy;

    /** {@code copy} tells which of the vectors of a pass is written. */
    VectorExpressions(
            ScalarType scalar,
            ExpressionRenderer numbers,
            VectorConstants constants,
            Local index,
            Set<Local> varying,
            int copy) {
        this.scalar = scalar;
        this.numbers = numbers;
        this.constants = constants;
        this.index = index;
        this.varying = varying;
        this.copy = copy;
    }

    /** The local of this copy that holds the vector called {@code name}. */
    String nameOf(String name) {
        return copy == 0 ? name : name + "$" + copy;
    }

    /** The local of this copy that holds {@code local}. */
    String nameOf(Local local) {
        return nameOf(local.name());
    }

    /** The offset of the first element in a buffer. */
    String offset(Expression.Load element) {
        return moved(numbers.index(element.buffer(), element.coordinates()));
    }

    /** {@code place}, by as many vectors as come before this one. */
    String moved(String place) {
        String lanes = constants.lanes();
        return copy == 0 ? place : place + " + " + (copy == 1 ? lanes : copy + " * " + lanes);
    }

    private boolean varies(Expression expression) {
        if (expression instanceof Local local) {
            return varying.contains(local) || local.equals(index);
        } else if (expression instanceof Expression.Apply apply) {
            return apply.operands().stream().anyMatch(this::varies);
        } else if (expression instanceof Expression.Bits bits) {
            return bits.operands().stream().anyMatch(this::varies);
        } else if (expression instanceof Expression.Convert convert) {
            return varies(convert.value());
        }
        return expression instanceof Expression.Load;
    }

    /** A vector, whether the value varies or not. */
    CodeBlock vector(Expression expression) {
        if (!varies(expression)) {
            return broadcast(expression.type(), numbers.render(expression));
        } else if (expression instanceof Local local) {
            return CodeBlock.of("$L", nameOf(local));
        } else if (expression instanceof Expression.Load load) {
            return CodeBlock.of(
                    "$T.fromArray($L, $L, $L)", constants.vector(), constants.species(), load.buffer(), offset(load));
        } else if (expression instanceof Expression.Convert convert) {
            return convert(convert);
        } else if (expression instanceof Expression.Bits bits) {
            List<CodeBlock> operands =
                    bits.operands().stream().map(this::vector).toList();
            return BitVectors.code(bits.operation(), scalar, operands);
        }
        return apply((Expression.Apply) expression);
    }

    /** What a method of a vector takes: a vector, or a number for all of its lanes. */
    private CodeBlock operand(Expression expression) {
        return varies(expression) ? vector(expression) : CodeBlock.of("$L", numbers.render(expression));
    }

    private CodeBlock broadcast(Type type, String value) {
        return type == Type.CONDITION
                ? CodeBlock.of("$L.maskAll($L)", constants.species(), value)
                : CodeBlock.of("$T.broadcast($L, $L)", constants.vector(), constants.species(), value);
    }

    private CodeBlock convert(Expression.Convert convert) {
        return convert.value().equals(index) ? coordinates(convert.type()) : vector(convert.value());
    }

    /** The coordinates of the elements, each rounded once. */
    private CodeBlock coordinates(Type type) {
        String first = moved(index.name());
        if (scalar == ScalarType.DOUBLE) {
            return CodeBlock.of("$L.addIndex(1)", broadcast(type, first));
        }
        return CodeBlock.of(
                "(($T) $T.broadcast($L, $L).addIndex(1).castShape($L, 0))",
                constants.vector(),
                VectorConstants.vectors("IntVector"),
                constants.ints(),
                first,
                constants.species());
    }

    private CodeBlock apply(Expression.Apply apply) {
        VectorForm form = apply.operator().vector();
        List<Expression> operands = apply.operands();
        if (form instanceof VectorForm.Method method) {
            return method(method, apply);
        } else if (form instanceof VectorForm.Inverse) {
            return CodeBlock.of("$L.div($L)", one(apply), operand(operands.get(0)));
        } else if (form instanceof VectorForm.InverseRoot) {
            return CodeBlock.of("$L.div($L.sqrt())", one(apply), vector(operands.get(0)));
        } else if (form instanceof VectorForm.Clip) {
            return CodeBlock.of(
                    "$L.max($L).min($L)", vector(operands.get(0)), operand(operands.get(1)), operand(operands.get(2)));
        } else if (form instanceof VectorForm.Signum) {
            return signum(apply);
        } else if (form instanceof VectorForm.Compare compare) {
            return compare(compare, operands);
        } else if (form instanceof VectorForm.Blend) {
            return blend(apply);
        } else if (form instanceof VectorForm.Itself) {
            return vector(operands.get(0));
        }
        throw new IllegalStateException("no vectors for " + apply.operator());
    }

    private CodeBlock one(Expression.Apply apply) {
        return broadcast(apply.type(), number(1, apply.type()));
    }

    private String number(int value, Type type) {
        return numbers.render(new Expression.Literal(value, type));
    }

    /** {@code a.add(b)}; a number on the left changes places where the operator allows it. */
    private CodeBlock method(VectorForm.Method method, Expression.Apply apply) {
        List<Expression> operands = apply.operands();
        if (operands.size() == 1) {
            return CodeBlock.of("$L.$L()", vector(operands.get(0)), method.name());
        }
        boolean swapped = apply.operator().commutative() && !varies(operands.get(0));
        Expression left = operands.get(swapped ? 1 : 0);
        Expression right = operands.get(swapped ? 0 : 1);
        CodeBlock argument = right.type() == Type.CONDITION ? vector(right) : operand(right);
        return CodeBlock.of("$L.$L($L)", vector(left), method.name(), argument);
    }

    private CodeBlock signum(Expression.Apply apply) {
        CodeBlock value = vector(apply.operands().get(0));
        return CodeBlock.of(
                "$1L.blend($2L, $1L.compare($3T.GT, $4L)).blend(-$2L, $1L.compare($3T.LT, $4L))",
                value,
                number(1, apply.type()),
                OPERATORS,
                number(0, apply.type()));
    }

    private CodeBlock compare(VectorForm.Compare compare, List<Expression> operands) {
        return CodeBlock.of(
                "$L.compare($T.$L, $L)",
                vector(operands.get(0)),
                OPERATORS,
                compare.operator(),
                operand(operands.get(1)));
    }

    private CodeBlock blend(Expression.Apply apply) {
        return CodeBlock.of(
                "$L.blend($L, $L)",
                vector(apply.operands().get(2)),
                operand(apply.operands().get(1)),
                vector(apply.operands().get(0)));
    }
}
