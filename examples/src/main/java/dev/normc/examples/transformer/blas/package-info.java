/**
 * Which library multiplies matrices: nothing comes in, netlib's BLAS in Java comes out. No native code is ever looked
 * for. Start with {@link dev.normc.examples.transformer.blas.BlasInJava}.
 */
@NullMarked
package dev.normc.examples.transformer.blas;

import org.jspecify.annotations.NullMarked;
