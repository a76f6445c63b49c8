/**
 * Texts that nobody wrote: a fuzzer that looks at the coverage of normc, and what must hold of every text.
 *
 * <p>Start reading at {@link dev.normc.runtime.fuzz.TextToKernel}.
 */
@NullMarked
package dev.normc.runtime.fuzz;

import org.jspecify.annotations.NullMarked;
