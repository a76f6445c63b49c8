/**
 * The norms that come with the language: programs like any user's, by name. Resources come in, sources go out; the file
 * {@code index} lists the names, since a jar cannot be listed. Nothing here is known to the rest of the language.
 */
@NullMarked
package dev.normc.dsl.library;

import org.jspecify.annotations.NullMarked;
