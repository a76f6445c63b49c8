/**
 * The syntax tree: a program as it is written, as records with source spans. The parser makes it, the checker and the
 * formatter read it. Nothing in it is resolved: a name is text with a position, and a wrong program has a tree too.
 */
@NullMarked
package dev.normc.dsl.ast;

import org.jspecify.annotations.NullMarked;
