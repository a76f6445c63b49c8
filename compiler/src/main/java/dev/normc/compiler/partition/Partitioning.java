package dev.normc.compiler.partition;

import dev.normc.compiler.loop.Kernel;
import dev.normc.compiler.loop.Statement;
import java.util.List;

/** Divides long kernels: the front door of this package. */
public final class Partitioning {

    /**
     * What a method may have, as {@link Weights} counts it. It counts too much rather than too little, and the emitter
     * adds a few bytes for arrays and sizes; HotSpot's limit is 8,000.
     */
    private static final int MOST_BYTES = 6_000;

    private Partitioning() {}

    /**
     * {@code kernel} in short sweeps and short methods; the same kernel if it is short. {@code inFloat} tells the type
     * of numbers, double otherwise.
     */
    public static Kernel partition(Kernel kernel, boolean inFloat) {
        if (isShort(kernel.body())
                && isShort(kernel.whenEmpty())
                && !SweepDivision.hasLongSweep(kernel.body(), inFloat)) {
            return kernel;
        }
        Memory memory = new Memory(kernel);
        List<Statement> unique = new UniqueLocals(memory).rewritten(kernel.body());
        List<Statement> swept = new SweepDivision(memory, inFloat).divide(unique);
        List<Statement> parted = Parts.divide(Parts.divideRows(swept, MOST_BYTES), MOST_BYTES);
        List<Statement> connected = new Cells(memory).connect(parted);
        return new Kernel(memory.buffers(), connected, Parts.divide(kernel.whenEmpty(), MOST_BYTES), kernel.profile());
    }

    private static boolean isShort(List<Statement> statements) {
        return Weights.methodBytes(statements) <= MOST_BYTES
                && statements.stream()
                        .filter(Statement.Rows.class::isInstance)
                        .allMatch(rows -> Weights.methodBytes(rows.inner()) <= MOST_BYTES);
    }
}
