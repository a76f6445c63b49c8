/**
 * What build tools call: a folder of programs and settings come in; a folder of Java sources comes out, of which only
 * what has changed is written, and all that is wrong as values. Start at {@link dev.normc.generator.Generator}. No file
 * that normc has not made is overwritten or deleted here, nothing is written if anything is wrong, and nothing is
 * printed.
 */
@NullMarked
package dev.normc.generator;

import org.jspecify.annotations.NullMarked;
