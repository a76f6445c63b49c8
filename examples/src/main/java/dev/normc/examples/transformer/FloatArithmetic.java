package dev.normc.examples.transformer;

import dev.ludovic.netlib.blas.BLAS;
import dev.normc.compiler.emit.ScalarType;
import dev.normc.examples.transformer.blas.BlasInJava;

/** Arithmetic in float. */
final class FloatArithmetic extends Arithmetic {

    private final BLAS blas = BlasInJava.find();

    FloatArithmetic(Times times) {
        super(times);
    }

    @Override
    ScalarType type() {
        return ScalarType.FLOAT;
    }

    @Override
    Values array(int length) {
        return new FloatValues(new float[length]);
    }

    /** BLAS counts columns first, so it is asked for the transposed product: the transpose of c is that of b by a's. */
    @Override
    void multiply(Matrix a, Matrix b, Matrix c, boolean add) {
        blas.sgemm(
                b.transposed() ? "T" : "N",
                a.transposed() ? "T" : "N",
                c.columns(),
                c.rows(),
                a.columns(),
                1f,
                array(b.values()),
                b.offset(),
                b.stride(),
                array(a.values()),
                a.offset(),
                a.stride(),
                add ? 1f : 0f,
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
        float[] source = array(from);
        float[] target = array(to);
        for (int i = 0; i < length; i++) {
            target[toOffset + i] += source[fromOffset + i];
        }
    }

    private static float[] array(Values values) {
        return ((FloatValues) values).array();
    }
}
