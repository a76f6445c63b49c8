/**
 * The tests of the project's own shape: they read the sources of all modules as text, and know nothing of what these
 * do. To allow or forbid an arrow, start at the tables of {@link dev.normc.architecture.Arrows}.
 */
@NullMarked
package dev.normc.architecture;

import org.jspecify.annotations.NullMarked;
