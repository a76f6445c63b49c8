/**
 * The tree as text: a tree comes in, its source on one line goes out, with as few parentheses as the grammar needs.
 * What is printed parses to the same tree. Comments and the writer's layout are not kept here.
 */
@NullMarked
package dev.normc.dsl.print;

import org.jspecify.annotations.NullMarked;
