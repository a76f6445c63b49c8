package dev.normc.dsl.expand;

import dev.normc.dsl.ast.Expression;
import dev.normc.dsl.ast.Expression.Binary;
import dev.normc.dsl.ast.Expression.Call;
import dev.normc.dsl.ast.Expression.Conditional;
import dev.normc.dsl.ast.Expression.Index;
import dev.normc.dsl.ast.Expression.Literal;
import dev.normc.dsl.ast.Expression.Reduction;
import dev.normc.dsl.ast.Expression.Unary;
import dev.normc.dsl.source.Span;

/**
 * The result of a call stands where the call stands: what is wrong with it as a whole is wrong with the call, what is
 * wrong inside it keeps its place.
 */
final class Placing {

    private Placing() {}

    static Expression at(Expression result, Span span) {
        if (result instanceof Unary unary) {
            return new Unary(unary.operator(), unary.operand(), span);
        } else if (result instanceof Binary binary) {
            return new Binary(binary.operator(), binary.left(), binary.right(), span);
        } else if (result instanceof Conditional conditional) {
            return new Conditional(conditional.condition(), conditional.consequence(), conditional.alternative(), span);
        } else if (result instanceof Call call) {
            return new Call(call.function(), call.arguments(), span);
        } else if (result instanceof Reduction reduction) {
            return new Reduction(reduction.kind(), reduction.axes(), reduction.value(), reduction.where(), span);
        } else if (result instanceof Index index) {
            return new Index(index.axis(), span);
        } else if (result instanceof Literal literal) {
            return new Literal(literal.value(), span);
        }
        return result;
    }
}
