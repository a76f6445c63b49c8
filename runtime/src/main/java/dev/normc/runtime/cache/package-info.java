/**
 * Kernels on disk: what a compilation has made goes into a directory, under a digest of all that decides it, and comes
 * out in a later process without being compiled again. An entry is believed only if it is whole, was written by the
 * same build of normc, and lies where nobody else may write. Whatever goes wrong here costs a compilation and no more.
 * Nothing here compiles or loads a class. Start at {@link dev.normc.runtime.cache.CompileCache}.
 */
@NullMarked
package dev.normc.runtime.cache;

import org.jspecify.annotations.NullMarked;
