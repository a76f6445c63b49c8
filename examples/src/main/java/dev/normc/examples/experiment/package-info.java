/**
 * What papers claim of norms, tested on small Transformers and real text: an experiment and its scale come in; tables,
 * pictures and a report that compares each claim with what was measured come out, in a folder.
 *
 * <p>An experiment is a list of runs, {@link dev.normc.examples.experiment.Job}, that know nothing of each other, and a
 * {@link dev.normc.examples.experiment.Study} that says which runs and what to think of their rows. A run is a function
 * of its settings alone: whether it was interrupted, and what ran beside it, changes no bit. Rows of finished runs stay
 * in the folder and are never computed twice. A study trains nothing and a run judges nothing; who shows progress is
 * told of it and decides nothing. Start with {@link dev.normc.examples.experiment.Laboratory}.
 */
@NullMarked
package dev.normc.examples.experiment;

import org.jspecify.annotations.NullMarked;
