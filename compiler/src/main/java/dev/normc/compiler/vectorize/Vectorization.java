package dev.normc.compiler.vectorize;

import dev.normc.compiler.loop.Buffer;
import dev.normc.compiler.loop.Extent;
import dev.normc.compiler.loop.FreshNames;
import dev.normc.compiler.loop.Kernel;
import dev.normc.compiler.loop.Statement;
import dev.normc.compiler.loop.Statement.LaneAccumulator;
import dev.normc.compiler.loop.Type;
import dev.normc.compiler.loop.Uses;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Lets the sweeps of a kernel take vectors: the front door of this package. */
public final class Vectorization {

    private final boolean inFloat;
    private final FreshNames names;
    private final List<Buffer> buffers;
    private final List<Buffer> lanes = new ArrayList<>();

    private Vectorization(Kernel kernel, boolean inFloat) {
        this.inFloat = inFloat;
        this.names = new FreshNames(kernel);
        this.buffers = new ArrayList<>(kernel.buffers());
    }

    /**
     * The same kernel, its sweeps by vectors where every operator has a rendering for them. {@code inFloat} tells the
     * type of numbers, double otherwise.
     */
    public static Kernel vectorize(Kernel kernel, boolean inFloat) {
        Vectorization vectorization = new Vectorization(kernel, inFloat);
        List<Statement> body = vectorization.all(kernel.body());
        return new Kernel(vectorization.used(body, kernel.whenEmpty()), body, kernel.whenEmpty(), kernel.profile());
    }

    private List<Statement> all(List<Statement> statements) {
        List<Statement> result = new ArrayList<>();
        for (Statement statement : statements) {
            if (statement instanceof Statement.Loop loop) {
                for (Statement jammed : RowJam.of(loop, names).orElse(List.of(loop))) {
                    result.add(jammed instanceof Statement.Loop inner ? withVectors(inner) : jammed);
                }
            } else if (statement instanceof Statement.Rows rows) {
                result.add(rows.withBody(all(rows.body())));
            } else if (statement instanceof Statement.Sweep sweep) {
                result.addAll(new SweepVectors(withLanes(sweep), names, inFloat).statements());
            } else {
                result.add(statement);
            }
        }
        return result;
    }

    private Statement.Loop withVectors(Statement.Loop loop) {
        return new Statement.Loop(loop.index(), loop.from(), loop.to(), loop.step(), all(loop.body()));
    }

    /** The sweep with a set of lanes for each accumulator: all are open at once, and terms join them right away. */
    private Statement.Sweep withLanes(Statement.Sweep sweep) {
        List<LaneAccumulator> own = new ArrayList<>();
        for (LaneAccumulator accumulator : sweep.accumulators()) {
            Buffer lane = lane(own.size());
            own.add(new LaneAccumulator(accumulator.result(), Optional.empty(), lane, accumulator.reduction()));
        }
        List<Statement> body = sweep.body().stream()
                .map(statement -> statement instanceof Statement.Accumulate accumulate
                        ? new Statement.Accumulate(
                                own.get(sweep.accumulators().indexOf(accumulate.accumulator())), accumulate.value())
                        : statement)
                .toList();
        return new Statement.Sweep(sweep.axis(), sweep.index(), own, body);
    }

    private Buffer lane(int number) {
        while (lanes.size() <= number) {
            List<Extent> extents = List.of(new Extent.Fixed(Kernel.LANES));
            Buffer lane =
                    new Buffer(names.nameLike("lanes"), Buffer.Kind.SCRATCH, Type.NUMBER, extents, Optional.empty());
            lanes.add(lane);
            buffers.add(lane);
        }
        return lanes.get(number);
    }

    /** Buffers of terms are not needed any more. */
    private List<Buffer> used(List<Statement> body, List<Statement> whenEmpty) {
        Set<Buffer> used = Uses.of(body).buffers();
        used.addAll(Uses.of(whenEmpty).buffers());
        return buffers.stream()
                .filter(buffer -> buffer.kind() != Buffer.Kind.SCRATCH || used.contains(buffer))
                .toList();
    }
}
