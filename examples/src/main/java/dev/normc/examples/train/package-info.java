/**
 * The training of one Transformer: settings and a text come in; the curve of its loss and what it reaches come out, and
 * with a folder a checkpoint from which an interrupted run goes on to the same bits. Single-threaded and a function of
 * settings and text alone: no clock, no order of hashes and no number of threads has a part in a result but the speed.
 * Nothing is shown to people here; a {@link dev.normc.examples.train.TrainingListener} does that. Start at
 * {@link dev.normc.examples.train.Training}.
 */
@NullMarked
package dev.normc.examples.train;

import org.jspecify.annotations.NullMarked;
