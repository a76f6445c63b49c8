package dev.normc.compiler.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import dev.normc.compiler.graph.Reduction;
import dev.normc.compiler.graph.VectorForm;
import dev.normc.compiler.loop.Expression;
import dev.normc.compiler.loop.Expression.Local;
import dev.normc.compiler.loop.JavaNames;
import dev.normc.compiler.loop.Kernel;
import dev.normc.compiler.loop.Statement;
import dev.normc.compiler.loop.Statement.LaneAccumulator;
import dev.normc.compiler.loop.Statement.Sweep;
import dev.normc.compiler.loop.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Writes sweeps by vectors. A sweep with sums goes through the row once for each group of lanes that stays in
 * registers, so it looks the same for vectors of every length; what is left behind the last whole vector goes element
 * by element.
 */
final class VectorSweeps {

    private final ScalarType scalar;
    private final ExpressionRenderer numbers;
    private final VectorConstants constants;

    VectorSweeps(ScalarType scalar, ExpressionRenderer numbers, VectorConstants constants) {
        this.scalar = scalar;
        this.numbers = numbers;
        this.constants = constants;
    }

    /** The loops over whole vectors; {@link StatementRenderer} adds the one over the elements behind them. */
    CodeBlock vectors(Sweep sweep) {
        return sweep.accumulators().isEmpty() ? plain(sweep) : summed(sweep);
    }

    /** The first element behind the whole vectors. */
    String bound(Sweep sweep) {
        return constants.species() + ".loopBound(" + size(sweep) + ")";
    }

    private String size(Sweep sweep) {
        return numbers.render(new Expression.Size(sweep.axis()));
    }

    private CodeBlock plain(Sweep sweep) {
        String lanes = constants.lanes();
        int vectors = sweep.lanes().vectors();
        CodeBlock.Builder code = CodeBlock.builder();
        String start = "0";
        if (vectors > 1) {
            String step = vectors + " * " + lanes;
            String end = size(sweep) + " - " + size(sweep) + " % (" + step + ")";
            code.add(plain(sweep, vectors, start, end, step));
            start = end;
        }
        return code.add(plain(sweep, 1, start, bound(sweep), lanes)).build();
    }

    private CodeBlock plain(Sweep sweep, int vectors, String start, String end, String step) {
        CodeBlock.Builder code = CodeBlock.builder();
        code.beginControlFlow(
                "for (int $1L = $2L; $1L < $3L; $1L += $4L)", sweep.index().name(), start, end, step);
        for (int copy = 0; copy < vectors; copy++) {
            code.add(new Step(sweep, copy).statements());
        }
        return code.endControlFlow().build();
    }

    private CodeBlock summed(Sweep sweep) {
        String index = sweep.index().name();
        String lanes = constants.lanes();
        int vectors = sweep.lanes().vectors();
        String whole = vectors == 1 ? bound(sweep) : size(sweep) + " - " + size(sweep) + " % " + Kernel.LANES;
        CodeBlock.Builder code = CodeBlock.builder();
        code.beginControlFlow(
                "for (int $1L = 0; $1L < $2L; $1L += $3L)",
                JavaNames.LANE,
                Kernel.LANES,
                vectors == 1 ? lanes : vectors + " * " + lanes);
        List<Step> steps = new ArrayList<>();
        for (int copy = 0; copy < vectors; copy++) {
            steps.add(new Step(sweep, copy));
        }
        steps.forEach(step -> code.add(step.start()));
        code.beginControlFlow("for (int $1L = $2L; $1L < $3L; $1L += $4L)", index, JavaNames.LANE, whole, Kernel.LANES);
        steps.forEach(step -> code.add(step.statements()));
        code.endControlFlow();
        steps.forEach(step -> code.add(step.finish()));
        code.endControlFlow();
        if (vectors > 1) {
            code.beginControlFlow("for (int $1L = $2L; $1L < $3L; $1L += $4L)", index, whole, bound(sweep), lanes);
            code.add(new Step(sweep, 0).intoLanes());
            code.endControlFlow();
        }
        return code.build();
    }

    /** The statements of a sweep for one of the vectors of a pass. */
    private final class Step {
        private final Sweep sweep;
        private final VectorExpressions vectors;
        private final Set<Local> varying = new HashSet<>();

        Step(Sweep sweep, int copy) {
            this.sweep = sweep;
            for (Statement statement : sweep.body()) {
                if (statement instanceof Statement.Let let) {
                    varying.add(let.local());
                }
            }
            this.vectors = new VectorExpressions(scalar, numbers, constants, sweep.index(), varying, copy);
        }

        private String nameOf(LaneAccumulator accumulator) {
            return vectors.nameOf(accumulator.result().name() + "$");
        }

        CodeBlock start() {
            CodeBlock.Builder code = CodeBlock.builder();
            for (LaneAccumulator accumulator : sweep.accumulators()) {
                code.addStatement(
                        "$1T $2L = $1T.broadcast($3L, $4L)",
                        constants.vector(),
                        nameOf(accumulator),
                        constants.species(),
                        scalar.literal(accumulator.reduction().neutral()));
            }
            return code.build();
        }

        /** The lanes that these accumulators hold, into memory. */
        CodeBlock finish() {
            CodeBlock.Builder code = CodeBlock.builder();
            for (LaneAccumulator accumulator : sweep.accumulators()) {
                code.addStatement(
                        "$L.intoArray($L, $L)",
                        nameOf(accumulator),
                        accumulator.lanes(),
                        vectors.moved(JavaNames.LANE));
            }
            return code.build();
        }

        CodeBlock statements() {
            CodeBlock.Builder code = CodeBlock.builder();
            for (Statement statement : sweep.body()) {
                if (statement instanceof Statement.Accumulate accumulate) {
                    code.addStatement(
                            "$1L = $1L.$2L($3L)",
                            nameOf(accumulate.accumulator()),
                            combine(accumulate.accumulator().reduction()),
                            vectors.vector(accumulate.value()));
                } else {
                    add(statement, code);
                }
            }
            return code.build();
        }

        /** The same where each term joins its lane in memory. */
        CodeBlock intoLanes() {
            CodeBlock.Builder code = CodeBlock.builder();
            for (Statement statement : sweep.body()) {
                if (statement instanceof Statement.Accumulate accumulate) {
                    LaneAccumulator accumulator = accumulate.accumulator();
                    code.addStatement(
                            "$1T.fromArray($2L, $3L, $4L % $5L).$6L($7L).intoArray($3L, $4L % $5L)",
                            constants.vector(),
                            constants.species(),
                            accumulator.lanes(),
                            sweep.index().name(),
                            Kernel.LANES,
                            combine(accumulator.reduction()),
                            vectors.vector(accumulate.value()));
                } else {
                    add(statement, code);
                }
            }
            return code.build();
        }

        private String combine(Reduction reduction) {
            return ((VectorForm.Method) reduction.combine().vector()).name();
        }

        private void add(Statement statement, CodeBlock.Builder code) {
            if (statement instanceof Statement.Comment comment) {
                code.add("// $L\n", comment.text());
            } else if (statement instanceof Statement.Let let) {
                TypeName type = type(let.local().type());
                code.addStatement("final $T $L = $L", type, vectors.nameOf(let.local()), vectors.vector(let.value()));
            } else if (statement instanceof Statement.Store store) {
                Expression.Load place = new Expression.Load(store.buffer(), store.coordinates());
                code.addStatement(
                        "$L.intoArray($L, $L)", vectors.vector(store.value()), store.buffer(), vectors.offset(place));
            } else {
                throw new IllegalStateException("no vectors for " + statement);
            }
        }

        private TypeName type(Type type) {
            return type == Type.CONDITION
                    ? ParameterizedTypeName.get(
                            VectorConstants.vectors("VectorMask"),
                            scalar.javaType().box())
                    : constants.vector();
        }
    }
}
