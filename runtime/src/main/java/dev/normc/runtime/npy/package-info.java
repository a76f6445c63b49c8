/**
 * NumPy's files of one array, {@code .npy}: a header comes in and is believed only as far as the file bears it out,
 * numbers come out in the order of memory; and the other way round, byte for byte as {@code np.save} writes them.
 * Nothing here knows a norm, and nothing that a file holds is ever run. Start at {@link dev.normc.runtime.npy.NpyFile}
 * and {@link dev.normc.runtime.npy.NpyType}, the table of the element types.
 */
@NullMarked
package dev.normc.runtime.npy;

import org.jspecify.annotations.NullMarked;
