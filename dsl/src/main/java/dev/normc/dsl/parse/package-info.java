/**
 * Text to tree. A source comes in; a {@link dev.normc.dsl.ast.NormFile} and the syntax errors go out, whatever the text
 * is: every input ends in a result, never in an exception or an overflowing stack. The steps, each in a class of its
 * own: is it a text ({@code TextGuard}), words and numbers ({@code Lexing}), statement ends and brackets
 * ({@code Layout}), depth ({@code Nesting}), ANTLR's parser with {@code Recovery}, the tree ({@code NormBuilder}).
 * Names, axes and kinds are not looked at here. Start reading at {@link dev.normc.dsl.parse.Parser}.
 */
@NullMarked
package dev.normc.dsl.parse;

import org.jspecify.annotations.NullMarked;
