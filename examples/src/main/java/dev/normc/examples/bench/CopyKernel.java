package dev.normc.examples.bench;

import dev.normc.compiler.emit.EmittedNorm;
import dev.normc.compiler.graph.Role;
import dev.normc.compiler.graph.Tensor;
import dev.normc.examples.compare.Contender;
import dev.normc.examples.compare.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * What memory allows: {@code System.arraycopy} of as many bytes as a kernel must move.
 *
 * <p>A kernel has to read each of its full-size arguments once and to write each of its full-size results once, however
 * it is written. A copy of one array reads one and writes one. So r reads and w writes are (r + w) / 2 copies:
 * LayerNorm's forward is one, its backward, which reads x and dy and writes dx, is one and a half. The copies go to
 * arrays of their own.
 */
final class CopyKernel implements Contender.Bound {

    /** A range that one thread copies. */
    private static final class Piece {
        private final float[] from;
        private final float[] to;
        private final int start;
        private final int length;

        Piece(float[] from, float[] to, int start, int length) {
            this.from = from;
            this.to = to;
            this.start = start;
            this.length = length;
        }

        void copy() {
            System.arraycopy(from, start, to, start, length);
        }
    }

    private final Runnable forward;
    private final Runnable backward;

    CopyKernel(Problem problem, int threads) {
        EmittedNorm.Entry entry = problem.norm().compilation().emitted().training();
        forward = copies(problem, entry.forward(), role -> role == Role.OUTPUT, threads);
        backward = copies(problem, entry.backward(), role -> role == Role.GRADIENT, threads);
    }

    /** How many arrays of full size are copied in place of a kernel, counted in halves. */
    static int halves(Problem problem, EmittedNorm.Method kernel) {
        return full(problem, kernel.parameters(), role -> true).size();
    }

    private static Runnable copies(Problem problem, EmittedNorm.Method kernel, Predicate<Role> written, int threads) {
        List<float[]> sources = full(problem, kernel.parameters(), written.negate());
        int halves = sources.isEmpty() ? 0 : halves(problem, kernel);
        List<List<Piece>> shares = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            shares.add(new ArrayList<>());
        }
        for (int copy = 0; 2 * copy < halves; copy++) {
            float[] from = sources.get(copy % sources.size());
            float[] to = new float[from.length];
            int length = 2 * copy + 1 < halves ? from.length : from.length / 2;
            for (int thread = 0; thread < threads; thread++) {
                int start = (int) ((long) length * thread / threads);
                int end = (int) ((long) length * (thread + 1) / threads);
                shares.get(thread).add(new Piece(from, to, start, end - start));
            }
        }
        return together(shares);
    }

    private static Runnable together(List<List<Piece>> shares) {
        Runnable work = copying(shares.get(0));
        for (List<Piece> share : shares.subList(1, shares.size())) {
            Partner partner = new Partner(copying(share));
            Runnable others = work;
            work = () -> partner.runBeside(others);
        }
        return work;
    }

    private static Runnable copying(List<Piece> share) {
        Piece[] pieces = share.toArray(Piece[]::new);
        return () -> {
            for (Piece piece : pieces) {
                piece.copy();
            }
        };
    }

    /** The arrays of those tensors that have the size of the largest one. */
    private static List<float[]> full(Problem problem, List<Tensor> tensors, Predicate<Role> roles) {
        int most = problem.arrays().values().stream()
                .mapToInt(array -> array.length)
                .max()
                .orElse(0);
        List<float[]> full = new ArrayList<>();
        for (Tensor tensor : tensors) {
            float[] array = problem.arrays().get(tensor);
            if (array != null && array.length == most && roles.test(tensor.role())) {
                full.add(array);
            }
        }
        return full;
    }

    @Override
    public void forward() {
        forward.run();
    }

    @Override
    public void backward() {
        backward.run();
    }
}
