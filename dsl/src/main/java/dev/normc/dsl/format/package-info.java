/**
 * Source to source: the canonical layout of a program, every word and every comment kept. What is formatted parses to
 * the same tree, and formatting it again changes nothing.
 *
 * <p>The steps, each in a class of its own: the grammar's tree to words that know their blanks ({@code Words}), words
 * and comments to lines ({@code Lines}), the columns of {@code =} ({@code Alignment}), lines that are too long
 * ({@code Breaking}), lines to text ({@code Formatter}, where to start reading).
 */
@NullMarked
package dev.normc.dsl.format;

import org.jspecify.annotations.NullMarked;
