package dev.normc.examples.transformer;

import dev.ludovic.netlib.blas.JavaBLAS;

/** Who multiplies the matrices of models in this JVM. */
public final class MatrixProducts {

    private MatrixProducts() {}

    /** The name of the class: which it is depends on the version of Java and on its modules. */
    public static String implementation() {
        return JavaBLAS.getInstance().getClass().getSimpleName();
    }
}
