/**
 * The graph IR: what a norm computes, without any order or place.
 *
 * <p>A {@link dev.normc.compiler.graph.Node} is immutable and interned by its
 * {@link dev.normc.compiler.graph.GraphBuilder}: within one builder, equal computations are the same object. A node's
 * value is a function of named axes ({@link dev.normc.compiler.graph.Axes}); broadcasting is by name.
 * {@link dev.normc.compiler.graph.Pointwise} is the operator table and {@link dev.normc.compiler.graph.Reduction} the
 * table of reductions: all that is known of an operator stands in its row.
 *
 * <p>Meaning: nodes that depend on constants and sizes alone are <em>uniform</em> and evaluated in double; all others
 * in the kernel's type, in the order in which they are written. Nothing here knows a pass, a loop or a text.
 *
 * <p>Start reading at {@code Node}, then {@code Operation}, then {@code Pointwise}.
 */
@NullMarked
package dev.normc.compiler.graph;

import org.jspecify.annotations.NullMarked;
