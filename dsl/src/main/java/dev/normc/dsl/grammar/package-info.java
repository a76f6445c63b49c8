/**
 * The lexer and the parser that ANTLR makes of {@code Norm.g4}; only {@code dev.normc.dsl.parse} uses them. The one
 * package without null marks: its code is not ours.
 */
package dev.normc.dsl.grammar;
