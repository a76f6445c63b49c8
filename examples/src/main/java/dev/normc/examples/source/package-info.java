/**
 * Kernels that a user brings as a Java source file: the file, a norm and the user's choices come in; a contender for a
 * comparison comes out, or what is wrong with the file. Parameters are found by their names. The file is compiled in
 * memory by the compiler of the running JDK and never changed. Nothing is judged here. Start with
 * {@link dev.normc.examples.source.SourceKernel}.
 */
@NullMarked
package dev.normc.examples.source;

import org.jspecify.annotations.NullMarked;
