/**
 * PyTorch's native kernels for the CPU as an opponent in benchmarks: {@code normc bench} finds them where this module
 * is on the class path. A problem's arrays are copied into tensors when a kernel is bound and back when results are
 * asked for; what is timed is PyTorch's work and the call into it. Start with
 * {@link dev.normc.examples.pytorch.TorchOpponent}.
 */
@NullMarked
package dev.normc.examples.pytorch;

import org.jspecify.annotations.NullMarked;
