/**
 * Cases: a JSON file of steps with inputs, parameters, states and upstream gradients comes in; the same structure with
 * what a norm's kernels, or the interpreter, make of it comes out, and how far that is from the expected values. One
 * step may also stand in NumPy files, an array each, and its results go to such files. Nothing is computed here. Start
 * at {@link dev.normc.runtime.cases.CaseFile} and {@link dev.normc.runtime.cases.CaseRunner}, or
 * {@link dev.normc.runtime.cases.ArrayRunner}.
 */
@NullMarked
package dev.normc.runtime.cases;

import org.jspecify.annotations.NullMarked;
