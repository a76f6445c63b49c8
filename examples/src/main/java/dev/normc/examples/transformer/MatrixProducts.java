package dev.normc.examples.transformer;

import dev.normc.examples.transformer.blas.BlasInJava;

/** Who multiplies the matrices of models in this JVM. */
public final class MatrixProducts {

    private MatrixProducts() {}

    /** The name of the class: which it is depends on the modules that Java was started with. */
    public static String implementation() {
        return BlasInJava.find().getClass().getSimpleName();
    }
}
