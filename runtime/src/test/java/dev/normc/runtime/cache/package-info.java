/** Tests of kernels on disk: what comes back, what is not believed, and many who write at once. */
@NullMarked
package dev.normc.runtime.cache;

import org.jspecify.annotations.NullMarked;
