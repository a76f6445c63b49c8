package dev.normc.examples.transformer;

import dev.ludovic.netlib.blas.BLAS;
import dev.normc.compiler.emit.ScalarType;
import dev.normc.examples.transformer.blas.BlasInJava;

/** Arithmetic in double. */
final class DoubleArithmetic extends Arithmetic {

    private final BLAS blas = BlasInJava.find();

    DoubleArithmetic(Times times) {
        super(times);
    }

    @Override
    ScalarType type() {
        return ScalarType.DOUBLE;
    }

    @Override
    Values array(int length) {
        return new DoubleValues(new double[length]);
    }

    /** BLAS counts columns first, so it is asked for the transposed product: the transpose of c is that of b by a's. */
    @Override
    void multiply(Matrix a, Matrix b, Matrix c, boolean add) {
        blas.dgemm(
                b.transposed() ? "T" : "N",
                a.transposed() ? "T" : "N",
                c.columns(),
                c.rows(),
                a.columns(),
                1,
                array(b.values()),
                b.offset(),
                b.stride(),
                array(a.values()),
                a.offset(),
                a.stride(),
                add ? 1 : 0,
                array(c.values()),
                c.offset(),
                c.stride());
    }

    @Override
    void accumulate(Values from, Values to) {
        addRow(from, 0, to, 0, from.length());
    }

    @Override
    void transfer(Values from, int fromOffset, Values to, int toOffset, int length) {
        System.arraycopy(array(from), fromOffset, array(to), toOffset, length);
    }

    @Override
    void addRow(Values from, int fromOffset, Values to, int toOffset, int length) {
        double[] source = array(from);
        double[] target = array(to);
        for (int i = 0; i < length; i++) {
            target[toOffset + i] += source[fromOffset + i];
        }
    }

    private static double[] array(Values values) {
        return ((DoubleValues) values).array();
    }
}
