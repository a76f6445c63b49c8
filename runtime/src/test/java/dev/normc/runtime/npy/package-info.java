/** Tests of NumPy's format: files that NumPy wrote, and every way in which a file can be wrong. */
@NullMarked
package dev.normc.runtime.npy;

import org.jspecify.annotations.NullMarked;
