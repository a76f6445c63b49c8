/**
 * Staging: what scalar kernels need besides the schedule, so that HotSpot makes vector instructions of them.
 *
 * <p>Start reading at {@link dev.normc.compiler.staging.RowStaging}.
 */
@NullMarked
package dev.normc.compiler.staging;

import org.jspecify.annotations.NullMarked;
