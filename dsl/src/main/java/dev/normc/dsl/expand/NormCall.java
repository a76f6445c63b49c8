package dev.normc.dsl.expand;

import dev.normc.dsl.ast.Expression;
import dev.normc.dsl.ast.Expression.AxisArgument;
import dev.normc.dsl.ast.Expression.NamedArgument;
import dev.normc.dsl.ast.Name;
import dev.normc.dsl.source.Span;
import java.util.List;
import java.util.Optional;

/**
 * The call of a norm as it is written.
 *
 * @param name what its result is called, if it gets a name: the declarations of the callee are called after it
 */
record NormCall(
        Name callee,
        List<AxisArgument> axes,
        List<Expression> values,
        List<NamedArgument> named,
        Span span,
        Environment environment,
        Optional<Name> name) {

    /** What the names of the callee's declarations begin with. */
    Name prefix() {
        return name.orElseGet(() -> environment.within(callee));
    }
}
