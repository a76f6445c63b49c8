package dev.normc.compiler.functions;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.normc.compiler.graph.JavaForm;
import dev.normc.compiler.graph.Pointwise;
import dev.normc.compiler.loop.Expression;
import dev.normc.compiler.loop.Expression.Local;
import dev.normc.compiler.loop.Kernel;
import dev.normc.compiler.loop.LoopVerifier;
import dev.normc.compiler.loop.Profile;
import dev.normc.compiler.loop.Statement;
import dev.normc.compiler.loop.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operator that says it is defined is defined, by steps that are legal in a kernel. */
class DefinitionsTest {

    static Stream<Pointwise> defined() {
        return Stream.of(Pointwise.values()).filter(operator -> operator.java() instanceof JavaForm.Defined);
    }

    @ParameterizedTest
    @MethodSource("defined")
    void bothDefinitionsAreLegal(Pointwise operator) {
        String name = ((JavaForm.Defined) operator.java()).name();
        for (Function function : List.of(Definitions.inFloat(name), Definitions.inDouble(name))) {
            assertEquals(operator.arity(), function.parameters().size(), "the parameters of " + name);
            assertEquals(List.of(), violations(function), name);
        }
    }

    /** The function as a kernel that gives its parameters a value first. */
    private static List<String> violations(Function function) {
        List<Statement> body = new ArrayList<>();
        for (Local parameter : function.parameters()) {
            body.add(new Statement.Let(parameter, new Expression.Literal(1, Type.NUMBER), false));
        }
        body.addAll(function.lets());
        body.add(new Statement.Let(new Local("result$", Type.NUMBER), function.result(), false));
        Profile nothing = new Profile(0, 0, List.of(), List.of(), List.of());
        return LoopVerifier.violations(new Kernel(List.of(), body, List.of(), nothing));
    }
}
