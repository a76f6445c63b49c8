/**
 * A Transformer that is trained with generated kernels: a configuration and the name of any norm come in; losses and
 * gradients of batches come out. The norm is used by what its signature says of it and nothing else: no code here knows
 * a norm by name. What is no product of matrices, no row of a table and no sum of two tensors is a program as well, in
 * {@code transformer.norm}. Nothing is updated here but the states of norms: steps are the business of an optimizer.
 * Start with {@link dev.normc.examples.transformer.Transformer}, then {@link dev.normc.examples.transformer.Residual}.
 */
@NullMarked
package dev.normc.examples.transformer;

import org.jspecify.annotations.NullMarked;
