/**
 * One contender on hard problems: its results for values and sizes at which kernels go wrong come in beside those of
 * the generated kernels, and what they point to comes out. Everything of the contender runs on a thread of its own and
 * for a limited time, since somebody else wrote it. Nothing is timed here. Start with
 * {@link dev.normc.examples.examine.Examination}.
 */
@NullMarked
package dev.normc.examples.examine;

import org.jspecify.annotations.NullMarked;
